"""What a user's folder changes in the rules: read with the place of everything that is wrong.

In: a folder with files of the names of ours (roles_goals.yaml, amounts.yaml …). Out: a `Book`, or one `RulesError` with
every fault. Example: ``rules: [{name: dated-goal, off: true}]`` switches one rule of its file off; an entry with a
name of ours takes its place; a new name is asked after ours, or ahead of the one that ``ahead_of`` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from compare.problems import Problem, RulesError, SheetError, problem
from compare.rules.book import PACKAGED, SHARED, Book, Change, topics
from compare.rules.check import check_rule
from compare.rules.entries import beside
from compare.rules.phrase import PhraseFault
from compare.rules.schema import FIELDS, Field, fields
from compare.yamlfiles.nodes import Listing, Names, Node, Scalar, Table, is_empty, pairs, read_sheet
from compare.yamlfiles.recover import compose_all

_BESIDE = frozenset(fields("beside"))
_ELSEWHERE = ("unless", "near", "under", "when")
"""conditions on what stands elsewhere, which only some askers look at"""
_TRUE = ("true", "yes", "on")


def read_rules(folder: Path) -> Book:
    """The packaged rules with the changes of a folder. Raises `RulesError` with everything that is wrong in it."""
    book, problems = read_folder(folder)
    errors = [fault for fault in problems if fault.severity == "error"]
    if errors:
        raise RulesError(*errors)
    return book


def read_folder(folder: Path) -> tuple[Book, list[Problem]]:
    """The rules as changed, as far as they can be read, and what is wrong, by place."""
    if not folder.is_dir():
        return PACKAGED, [problem("rules.no-folder", "error", folder.as_posix())]
    found, problems = {}, []
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    if not paths:
        problems.append(problem("rules.empty-folder", "error", folder.as_posix(), known=" ".join(topics())))
    for path in paths:
        reader = _Reader(path.stem)
        if path.stem in (*topics(), SHARED):
            found[path.stem] = reader.read(path)
        else:
            near = get_close_matches(path.stem, topics(), n=1)
            fault = problem("rules.unknown-topic", "error", path.as_posix(), known=" ".join(near or topics()))
            reader.problems.append(fault)
        problems += reader.problems
    if any(fault.severity == "error" for fault in problems):
        return PACKAGED, sorted(problems, key=lambda fault: fault.place)
    book = Book({name: change for name, change in found.items() if change != Change()})
    return book, sorted([*problems, *_unproven(book)], key=lambda fault: fault.place)


def _unproven(book: Book) -> Iterator[Problem]:
    """Own entries whose sentences come out otherwise than written."""
    for name, change in book.changes.items():
        for entry in change.entries:
            for fault in check_rule(book.rule(name, entry["name"])):
                yield problem(f"rules.{fault.code}", "error", f"{name}.yaml", name=fault.name, text=fault.text)


class _Reader:
    """Reads one file; collects what is wrong."""

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._phrases: list[tuple[Node, str]] = []
        """with the field in which they stand"""
        self._entries: list[tuple[dict[str, Any], Node]] = []
        self.problems: list[Problem] = []

    def read(self, path: Path) -> Change:
        try:
            self._sheet = read_sheet(path, Names(_FIELD_NAMES))
        except SheetError as fault:
            self.problems += fault.problems
            return Change()
        root, problems = compose_all(self._sheet)
        self.problems += problems
        data = self._table(root, "file") if root is not None else {}
        lists, more = data.get("lists", {}), data.get("more", {})
        self._check_phrases({*lists, *more})
        entries = data.get("rules", [])
        self._check_names()
        off = frozenset(entry["name"] for entry in entries if entry.get("off"))
        return Change(tuple(e for e in entries if not e.get("off")), lists, more, off)

    def _report(self, code: str, node: Node, **details: object) -> None:
        self.problems.append(problem(f"rules.{code}", "error", self._sheet.at(node), **details))

    # -- nodes as plain data --

    def _table(self, node: Node, level: str) -> dict[str, Any]:
        """A mapping of a level; unknown, doubled, missing and ill-typed fields are reported."""
        known, found = fields(level), {}
        for key, value in self._pairs(node):
            name = str(key.value)
            if name in found:
                self._report("field-twice", key, field=name)
            elif name not in known:
                self._report("unknown-field", key, field=name, known=_likely(name, known))
            else:
                found[name] = self._value(value, known[name])
        for name, field in known.items():
            if field.required and name not in found and isinstance(node, Table) and not found.get("off"):
                self._report("field-missing", node, field=name)
        return found

    def _value(self, node: Node, field: Field) -> Any:
        if field.kind in ("text", "flag"):
            return self._scalar(node, field)
        if field.kind == "lists":
            return {key.value: self._words(value, field) for key, value in self._pairs(node)}
        if field.kind == "conditions":
            return {key.value: self._condition(key, value, field) for key, value in self._pairs(node)}
        if not isinstance(node, Listing):
            self._report("not-list", node, field=field.name)
            return []
        if field.kind == "rules":
            self._entries += [(self._table(item, "rule"), item) for item in node.value]
            return [entry for entry, _ in self._entries if entry.get("name")]
        if field.kind == "sentences":
            return [_plain(item) for item in node.value]
        return [self._phrase(item, field) for item in node.value]

    def _words(self, node: Node, field: Field) -> Any:
        """The words of a list: phrases, or phrases with what must or must not stand beside them."""
        if isinstance(node, Table):
            return self._table(node, "beside")
        return self._value(node, Field(field.name, "phrases"))

    def _pairs(self, node: Node) -> Iterator[tuple[Node, Node]]:
        if isinstance(node, Table):
            return pairs(node)
        self._report("not-table", node)
        return iter(())

    def _scalar(self, node: Node, field: Field) -> Any:
        if not isinstance(node, Scalar) or is_empty(node):
            self._report("no-text", node, field=field.name)
            return ""
        if field.choices and node.value not in field.choices:
            self._report("bad-value", node, field=field.name, value=node.value, known=" ".join(field.choices))
            return field.choices[0]
        return node.value.lower() in _TRUE if field.kind == "flag" else node.value

    def _phrase(self, node: Node, field: Field) -> Any:
        if isinstance(node, Table):
            return self._table(node, "beside")
        self._phrases.append((node, field.name))
        return self._scalar(node, Field(field.name, "text"))

    def _condition(self, key: Node, node: Node, field: Field) -> Any:
        """A condition or decision, if the topic knows it and the value is one of those that rules of ours have."""
        known = _known_values(field.name, key.value)
        here = _known_conditions(field.name, self._topic)
        if key.value not in here:
            self._report("unknown-field", key, field=key.value, known=" ".join(sorted(here)))
        value = _plain(node)
        for item in value if isinstance(value, list) else [value]:
            if key.value in here and known and str(item) not in known:
                self._report("bad-value", node, field=key.value, value=item, known=" ".join(sorted(known)))
        return value

    # -- what holds between entries --

    def _check_phrases(self, own: set[str]) -> None:
        """Every phrase can be read, and the lists that it names are there."""
        known = {*own, *PACKAGED.topic(self._topic).lists, *PACKAGED.topic(SHARED).lists}
        lists = dict.fromkeys(known, "x").__getitem__
        for node, field in self._phrases:
            where = field if field in _BESIDE else "any_of"
            try:
                pattern = beside({"any_of": [], where: [str(node.value)]}, lists)
                if where == "any_of" and re.fullmatch(pattern, ""):
                    raise PhraseFault("phrase-nothing", str(node.value))
            except PhraseFault as fault:
                self._report(fault.code, node, detail=fault.detail, known=_likely(fault.detail, known))

    def _check_names(self) -> None:
        """Names stand once; a new one only where rules are asked in order, ahead of one that there is."""
        packaged = PACKAGED.topic(self._topic)
        seen: set[str] = set()
        for entry, node in self._entries:
            name, ahead = entry.get("name", ""), entry.get("ahead_of")
            new = name not in packaged.entries
            if name in seen:
                self._report("name-twice", node, name=name)
            if name and new and (entry.get("off") or not packaged.ordered):
                self._report("unknown-name", node, name=name, known=_likely(name, packaged.entries))
            if ahead and ahead not in packaged.entries:
                self._report("unknown-name", node, name=ahead, known=_likely(ahead, packaged.entries))
            for field in self._unheard(entry):
                self._report("field-unheard", node, name=name, field=field)
            seen.add(name)

    def _unheard(self, entry: Mapping[str, Any]) -> list[str]:
        """Conditions that nobody asks: where rules are asked by name the packaged one has none of the kind either, or
        none of its file has."""
        packaged = PACKAGED.topic(self._topic)
        named = packaged.entries.get(entry.get("name", ""))
        heard = packaged.entries.values() if packaged.ordered else [named] if named else ()
        return [field for field in _ELSEWHERE if field in entry and not any(field in each for each in heard)]


_FIELD_NAMES = frozenset(name for level in FIELDS for name in fields(level))


def _likely(name: str, known: Iterable[str]) -> str:
    """What was most likely meant; everything there is if nothing is near."""
    return " ".join(get_close_matches(name, list(known), n=1) or sorted(known))


@cache
def _known_conditions(field: str, topic: str) -> frozenset[str]:
    """What the packaged rules of a topic and its sisters (roles_goals, roles_report …) ask or decide."""
    sisters = [name for name in topics() if name.partition("_")[0] == topic.partition("_")[0]]
    entries = [entry for name in sisters for entry in PACKAGED.topic(name).entries.values()]
    return frozenset(name for entry in entries for name in entry.get(field, ()))


@cache
def _known_values(field: str, key: str) -> frozenset[str]:
    """The values that the packaged rules of all topics have for a condition; empty for a flag."""
    found: set[str] = set()
    for topic in topics():
        for entry in PACKAGED.topic(topic).entries.values():
            value = entry.get(field, {}).get(key, ())
            found.update(value if isinstance(value, list) else [str(value)])
    return frozenset(found)


def _plain(node: Node) -> Any:
    """A node as plain data."""
    if isinstance(node, Table):
        return {key.value: _plain(value) for key, value in pairs(node)}
    return [_plain(item) for item in node.value] if isinstance(node, Listing) else node.value
