"""All rules of a run: the packaged files, and what a user's folder changes in them.

In: a topic, a name. Out: `Rule`s. Example: ``rule("amounts", "past").find("已发放补贴")`` finds 已发放.
A file has `lists` (words that several rules name) and `rules`, in the order in which they are asked; the lists of
words.yaml are known to every file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from compare.rules.entries import beside, build_rule
from compare.rules.rule import Rule, nothing

FOLDER = Path(__file__).parent
SHARED = "words"
"""the file whose lists every file may name"""


@dataclass(eq=False)
class Topic:
    """The rules of one file, each compiled when it is first asked for."""

    name: str
    entries: Mapping[str, Mapping[str, Any]]
    """name → entry, in order"""
    lists: Mapping[str, Any]
    shared: Topic | None = None
    off: frozenset[str] = frozenset()
    """names of rules that find nothing"""
    _expressions: dict[str, str] = field(default_factory=dict)
    _rules: dict[str, Rule] = field(default_factory=dict)

    def list(self, name: str) -> str:
        """The expression of a list of words; raises `KeyError`."""
        if name not in self.lists:
            if self.shared is None:
                raise KeyError(name)
            return self.shared.list(name)
        if name not in self._expressions:
            entry = self.lists[name]
            self._expressions[name] = beside(entry if isinstance(entry, Mapping) else {"any_of": entry}, self.list)
        return self._expressions[name]

    def rule(self, name: str) -> Rule:
        """The rule of a name; raises `KeyError`."""
        if name not in self._rules:
            off = name in self.off
            self._rules[name] = (
                nothing(self.name, name) if off else build_rule(self.name, self.entries[name], self.list)
            )
        return self._rules[name]

    def _build(self, name: str) -> Rule:
        if name in self.off:
            return nothing(self.name, name)
        return build_rule(self.name, self.entries[name], self.list)

    def without(self, name: str) -> Topic:
        """The same rules but one; raises `KeyError`."""
        if name not in self.entries:
            raise KeyError(name)
        return Topic(self.name, self.entries, self.lists, self.shared, self.off | {name}, self._expressions,
                     {n: r for n, r in self._rules.items() if n != name})  # fmt: skip

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in force, in order."""
        return tuple(self.rule(name) for name in self.entries if name not in self.off)


def read_topic(path: Path, shared: Topic | None) -> Topic:
    """The rules of a packaged file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in data.get("rules", ())}
    return Topic(path.stem, entries, data.get("lists", {}), shared)


class Book:
    """All rules of a run; equal only to itself, so what is derived from it can be kept by it."""

    def __init__(self, changed: Mapping[str, Topic] | None = None) -> None:
        self._topics: dict[str, Topic] = dict(changed or {})

    def topic(self, name: str) -> Topic:
        """The rules of a topic."""
        if name not in self._topics:
            shared = None if name == SHARED else self.topic(SHARED)
            self._topics[name] = read_topic(FOLDER / f"{name}.yaml", shared)
        return self._topics[name]

    def rule(self, topic: str, name: str) -> Rule:
        """The rule of a topic by its name; raises `KeyError` for a name that no file has."""
        return self.topic(topic).rule(name)

    def without(self, topic: str, name: str) -> Book:
        """The same rules but one, which finds nothing."""
        return Book({**self._topics, topic: self.topic(topic).without(name)})


PACKAGED = Book()
_current = PACKAGED


def current() -> Book:
    """The rules in force."""
    return _current


@contextmanager
def using(book: Book) -> Iterator[Book]:
    """Other rules in force, until the block ends."""
    global _current
    before, _current = _current, book
    try:
        yield book
    finally:
        _current = before


def rule(topic: str, name: str) -> Rule:
    """The rule in force by its topic and name."""
    return _current.rule(topic, name)


def topics() -> tuple[str, ...]:
    """The names of all files with rules."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != SHARED))
