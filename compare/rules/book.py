"""All rules of a run: the packaged files, and what a user's folder changes in them.

In: a topic, a name. Out: `Rule`s. Example: ``rule("amounts", "past").find("已发放补贴")`` finds 已发放.
A file has `lists` (words that several rules name) and `rules`, in the order in which they are asked; the lists of
words.yaml are known to every file. What is derived from rules is kept by their `Book`, which is equal to another of the
same changes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from compare.lexicons import parse
from compare.rules.entries import beside, build_rule
from compare.rules.phrase import PhraseFault
from compare.rules.rule import Rule, nothing

FOLDER = Path(__file__).parent
SHARED = "words"
"""the file whose lists every file may name"""
_LONGEST = 50_000
"""characters of the expression of a list; ours have two thousand at most, lists of lists of lists grow without end"""


@dataclass(frozen=True, slots=True)
class Change:
    """What a user changes in the rules of a topic."""

    entries: tuple[Mapping[str, Any], ...] = ()
    """an entry of a packaged name takes its place; others are asked after all packaged ones, or ahead of one"""
    lists: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    """list → words that are added to it"""
    off: frozenset[str] = frozenset()
    """names of rules that find nothing"""


@dataclass(eq=False, kw_only=True)
class Topic:
    """The rules of one file, each compiled when it is first asked for."""

    name: str
    entries: Mapping[str, Mapping[str, Any]]
    """name → entry, in order"""
    lists: Mapping[str, Any]
    shared: Topic | None = None
    off: frozenset[str] = frozenset()
    """names of rules that find nothing"""
    ordered: bool = False
    """whether all rules are asked, one after the other; else each is asked by its name"""
    _expressions: dict[str, str] = field(default_factory=dict)
    _open: set[str] = field(default_factory=set)
    """lists whose words are being read"""
    _rules: dict[str, Rule] = field(default_factory=dict)

    def list(self, name: str) -> str:
        """The expression of a list of words; raises `KeyError`, or `PhraseFault` if it names itself or has no end."""
        if name not in self.lists:
            if self.shared is None:
                raise KeyError(name)
            return self.shared.list(name)
        if name not in self._expressions:
            self._expressions[name] = self._read_list(name)
        return self._expressions[name]

    def _read_list(self, name: str) -> str:
        if name in self._open:
            raise PhraseFault("phrase-circle", name)
        entry = self.lists[name]
        self._open.add(name)
        try:
            found = beside(entry if isinstance(entry, Mapping) else {"any_of": entry}, self.list)
        finally:
            self._open.remove(name)
        if len(found) > _LONGEST:
            raise PhraseFault("phrase-large", name)
        return found

    def rule(self, name: str) -> Rule:
        """The rule of a name; raises `KeyError`."""
        if name not in self._rules:
            self._rules[name] = self._build(name)
        return self._rules[name]

    def _build(self, name: str) -> Rule:
        if name in self.off:
            return nothing(self.name, name)
        return build_rule(self.name, self.entries[name], self.list)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """All rules in force, in order."""
        return tuple(self.rule(name) for name in self.entries if name not in self.off)

    def changed(self, change: Change, shared: Topic | None) -> Topic:
        """The same rules with what a user changes."""
        lists = {**self.lists, **change.lists}
        known = {**(shared.lists if shared else {}), **lists}
        lists.update({name: _joined(known.get(name, ()), words) for name, words in change.more.items()})
        entries = _merged(self.entries, change.entries)
        topic = Topic(
            name=self.name, entries=entries, lists=lists, shared=shared, off=self.off | change.off, ordered=self.ordered
        )
        if not (change.entries or change.lists or change.more) and shared is self.shared:
            topic._rules.update((name, rule) for name, rule in self._rules.items() if name not in topic.off)
        return topic


def _joined(known: Any, more: Any) -> dict[str, Any]:
    return {"any_of": [item for words in (known, more) for item in ([words] if isinstance(words, Mapping) else words)]}


def _merged(
    entries: Mapping[str, Mapping[str, Any]], changes: tuple[Mapping[str, Any], ...]
) -> Mapping[str, Mapping[str, Any]]:
    """Packaged and own entries in the order in which they are asked."""
    merged = dict(entries)
    for entry in changes:
        behind = list(merged)[list(merged).index(entry["ahead_of"]) :] if entry.get("ahead_of") in merged else []
        moved = {name: merged.pop(name) for name in behind if name != entry["name"]}
        merged[entry["name"]] = entry
        merged.update(moved)
    return merged


class Book:
    """All rules of a run; two with the same changes are equal."""

    def __init__(self, changes: Mapping[str, Change] | None = None) -> None:
        self.changes: Mapping[str, Change] = changes or {}
        self.digest: str = _digest(self.changes) if self.changes else ""
        """of what a user changed; empty for the packaged rules"""
        self._topics: dict[str, Topic] = {}
        self._asked: dict[tuple[str, str], Rule] = {}
        """rules that were asked for once: most are asked for in the innermost loops"""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and other.digest == self.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __reduce__(self) -> tuple[Any, ...]:
        return Book, (self.changes,)

    def topic(self, name: str) -> Topic:
        """The rules of a topic."""
        if name not in self._topics:
            self._topics[name] = self._read(name)
        return self._topics[name]

    def _read(self, name: str) -> Topic:
        shared = None if name == SHARED else self.topic(SHARED)
        if not self.changes:
            return _packaged(name, shared)
        packaged = PACKAGED.topic(name)
        same = shared is PACKAGED.topic(SHARED) or shared is None
        if name not in self.changes and same:
            return packaged
        return packaged.changed(self.changes.get(name, Change()), shared)

    def rule(self, topic: str, name: str) -> Rule:
        """The rule of a topic by its name; raises `KeyError` for a name that no file has."""
        if (topic, name) not in self._asked:
            self._asked[topic, name] = self.topic(topic).rule(name)
        return self._asked[topic, name]

    def without(self, topic: str, name: str) -> Book:
        """The same rules but one, which finds nothing; raises `KeyError` for a name that no file has."""
        self.topic(topic).entries[name]
        known = self.changes.get(topic, Change())
        change = Change(known.entries, known.lists, known.more, known.off | {name})
        return Book({**self.changes, topic: change})


def _packaged(name: str, shared: Topic | None) -> Topic:
    data = parse((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in data.get("rules") or ()}
    lists, ordered = data.get("lists") or {}, data.get("ordered", False)
    return Topic(name=name, entries=entries, lists=lists, shared=shared, ordered=ordered)


def _digest(changes: Mapping[str, Change]) -> str:
    data = {name: [list(c.entries), c.lists, c.more, sorted(c.off)] for name, c in sorted(changes.items())}
    text = json.dumps(data, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


PACKAGED = Book()
_current: ContextVar[Book] = ContextVar("rules", default=PACKAGED)
"""of each thread its own: workers may be threads"""


def current() -> Book:
    """The rules in force."""
    return _current.get()


@contextmanager
def using(book: Book) -> Iterator[Book]:
    """Other rules in force, until the block ends."""
    token = _current.set(book)
    try:
        yield book
    finally:
        _current.reset(token)


def rule(topic: str, name: str) -> Rule:
    """The rule in force by its topic and name."""
    book = _current.get()
    return book._asked.get((topic, name)) or book.rule(topic, name)


def fits(topic: str, name: str, folded: str) -> bool:
    """Whether the words of a folded line or name fit the rule in force of a topic and name."""
    return rule(topic, name).fits(folded)


def topics() -> tuple[str, ...]:
    """The names of all files with rules."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != SHARED))
