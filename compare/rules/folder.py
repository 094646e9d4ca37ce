"""What a user's folder changes in the rules: read with the place of everything that is wrong.

In: a folder with files of the names of ours (roles_goals.yaml, amounts.yaml …). Out: a `Book`, or one `RulesError` with
every fault. Example: ``rules: [{name: dated-goal, off: true}]`` switches one rule of its file off; an entry with a
name of ours takes its place; a new name is asked after ours, or ahead of the one that ``ahead_of`` names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from compare import lexicons
from compare.kinds import ROLES
from compare.problems import Place, Problem, RulesError, SheetError, problem
from compare.rules.book import PACKAGED, SHARED, Book, Change, topics
from compare.rules.check import check_rule, unusable, values
from compare.rules.entries import beside
from compare.rules.phrase import PhraseFault, expression
from compare.rules.schema import FIELDS, Field, fields
from compare.yamlfiles.nodes import Listing, Names, Node, Scalar, Table, is_empty, pairs, read_sheet
from compare.yamlfiles.recover import compose_all

_BESIDE = frozenset(fields("beside"))
_ELSEWHERE = ("unless", "near", "under", "when")
"""conditions on what stands elsewhere, which only some askers look at"""
_FLAGS = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}
_NAME = re.compile(r"[\w-]+")
"""of a rule or a list: it stands in phrases, tables and messages"""
_FREE = frozenset(("value", "offset", "years"))
"""numbers that a rule may give as it likes"""


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
    places: dict[tuple[str, str], Place] = {}
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    if not paths:
        problems.append(problem("rules.empty-folder", "error", folder.as_posix(), known=" ".join(topics())))
    problems += _misnamed(folder)
    for path in paths:
        reader = _Reader(path.stem)
        if path.stem in found:
            problems.append(problem("rules.file-twice", "error", path.as_posix()))
        elif path.stem in (*topics(), SHARED):
            found[path.stem] = reader.read(path)
        else:
            near = get_close_matches(path.stem, topics(), n=1)
            fault = problem("rules.unknown-topic", "error", path.as_posix(), known=" ".join(near or topics()))
            reader.problems.append(fault)
        problems += reader.problems
        places.update({(path.stem, name): place for name, place in reader.places.items()})
    if any(fault.severity == "error" for fault in problems):
        return PACKAGED, sorted(problems, key=lambda fault: fault.place)
    book = Book({name: change for name, change in found.items() if change != Change()})
    return book, sorted([*problems, *_unproven(book, places)], key=lambda fault: fault.place)


def _misnamed(folder: Path) -> Iterator[Problem]:
    """Files that an editor gave an ending of its own: roles_goals.yaml.txt."""
    for path in sorted(folder.iterdir()):
        stem = path.name.partition(".")[0]
        if stem in (*topics(), SHARED) and path.suffix.lower() not in (".yaml", ".yml"):
            yield problem("rules.wrong-ending", "error", path.as_posix(), name=f"{stem}.yaml")


def _unproven(book: Book, places: Mapping[tuple[str, str], Place]) -> Iterator[Problem]:
    """What cannot be used; if nothing, own entries whose sentences come out otherwise than written."""
    faults = list({(each.code, each.text or each.name): each for each in reversed([*unusable(book)])}.values())
    own = (book.rule(name, entry["name"]) for name, change in book.changes.items() for entry in change.entries)
    for each in faults or (fault for rule in own for fault in check_rule(rule)):
        place = places.get((each.topic, each.name), Place(f"{each.topic}.yaml"))
        yield problem(f"rules.{each.code}", "error", place, name=each.name, text=each.text, detail=each.text)


class _Reader:
    """Reads one file; collects what is wrong."""

    def __init__(self, topic: str) -> None:
        self._topic = topic
        self._phrases: list[tuple[Node, str]] = []
        """with the field in which they stand"""
        self._entries: list[tuple[dict[str, Any], Node]] = []
        self.places: dict[str, Place] = {}
        """of rules by name, of lists as {name}"""
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
        self._check_file(root, data)
        self._check_phrases({*lists, *more})
        entries = data.get("rules", [])
        self._check_names()
        off = frozenset(entry["name"] for entry in entries if entry.get("off"))
        return Change(tuple(e for e in entries if not e.get("off")), lists, more, off)

    def _report(self, code: str, node: Node, **details: object) -> None:
        self.problems.append(problem(f"rules.{code}", "error", self._sheet.at(node), **details))

    def _check_file(self, root: Node | None, data: Mapping[str, Any]) -> None:
        """What is true of the packaged file stays so, and words are added to lists that there are."""
        packaged, shared = PACKAGED.topic(self._topic), PACKAGED.topic(SHARED).lists
        if root is not None and data.get("ordered", packaged.ordered) != packaged.ordered:
            self._report("bad-value", root, field="ordered", value=data["ordered"], known=str(packaged.ordered).lower())
        known = {*packaged.lists, *shared, *data.get("lists", {})}
        for name in data.get("more", {}):
            if root is not None and name not in known:
                self._report("phrase-list", root, detail=name, known=_likely(name, known))
        for name in (*data.get("lists", {}), *(entry.get("name", "") for entry, _ in self._entries)):
            if root is not None and name and not _NAME.fullmatch(name):
                self._report("bad-name", root, name=name)

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
            self.places.update({f"{{{key.value}}}": self._sheet.at(key) for key, _ in self._pairs(node)})
            return {str(key.value): self._words(value, field) for key, value in self._pairs(node)}
        if field.kind == "conditions":
            return {str(key.value): self._condition(key, value, field) for key, value in self._pairs(node)}
        if field.kind == "phrases" and isinstance(node, Listing) and not node.value:
            self._report("no-text", node, field=field.name)
        if not isinstance(node, Listing):
            self._report("not-list", node, field=field.name)
            return []
        if field.kind == "rules":
            self._entries += [(self._table(item, "rule"), item) for item in node.value]
            return [entry for entry, _ in self._entries if entry.get("name")]
        if field.kind == "sentences":
            return [text for item in node.value if (text := self._scalar(item, Field(field.name, "text")))]
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
        if field.kind == "flag" and node.value.lower() not in _FLAGS:
            self._report("bad-value", node, field=field.name, value=node.value, known="true false")
        return _FLAGS.get(node.value.lower(), False) if field.kind == "flag" else node.value

    def _phrase(self, node: Node, field: Field) -> Any:
        if isinstance(node, Table):
            return self._table(node, "beside")
        self._phrases.append((node, field.name))
        return self._scalar(node, Field(field.name, "text"))

    def _condition(self, key: Node, node: Node, field: Field) -> Any:
        """A condition or decision of the shape and, but for free numbers, of a value that the topic knows."""
        name, here = str(key.value), _known_conditions(field.name, self._topic)
        value = _typed(node)
        if name not in here:
            self._report("unknown-field", key, field=name, known=" ".join(sorted(here)))
            return value
        samples = here[name]
        if not any(_same_shape(value, sample) for sample in samples):
            code = "not-list" if isinstance(samples[0], list) else "not-table"
            code = "bad-value" if not isinstance(samples[0], list | dict) else code
            self._report(code, node, field=name, value=_shown(node), known=_values(name, samples))
        elif name not in _FREE and not isinstance(value, dict):
            known = _values(name, samples).split(" ")
            for item in value if isinstance(value, list) else [value]:
                if _text(item) not in known:
                    self._report("bad-value", node, field=name, value=_text(item), known=" ".join(known))
        return value

    # -- what holds between entries --

    def _check_phrases(self, own: set[str]) -> None:
        """Every phrase can be read, and the lists that it names are there."""
        known = {*own, *PACKAGED.topic(self._topic).lists, *PACKAGED.topic(SHARED).lists}
        lists = dict.fromkeys(known, "x").__getitem__
        packaged = PACKAGED.topic(self._topic)
        ours = {*values([*packaged.entries.values(), *packaged.lists.values()])}
        for node, field in self._phrases:
            if not isinstance(node, Scalar) or is_empty(node):
                continue  # said where it was read
            where = field if field in _BESIDE else "any_of"
            try:
                found = expression(str(node.value), lists)
                beside({"any_of": [], where: [str(node.value)]}, lists)
                if str(node.value) not in ours and set(found) & set("(|[$?") and re.match(found, "\0"):
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
            self._check_gives(entry, node)
            self.places[name] = self._sheet.at(node)
            seen.add(name)

    def _check_gives(self, entry: Mapping[str, Any], node: Node) -> None:
        """A rule decides what the one whose place it takes decides, or what one of those decides that are asked."""
        packaged = PACKAGED.topic(self._topic)
        named = packaged.entries.get(entry.get("name", ""))
        asked = [each for each in packaged.entries.values() if each.get("gives")] or [*packaged.entries.values()]
        known = [named] if named else asked if packaged.ordered else []
        sets = [sorted(each.get("gives", {})) for each in known]
        if sets and entry.get("name") and not entry.get("off") and sorted(entry.get("gives", {})) not in sets:
            told = " / ".join(dict.fromkeys(" ".join(each) for each in sets))
            self._report("gives-other", node, name=entry.get("name", ""), known=told or "–")

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
def _known_conditions(field: str, topic: str) -> Mapping[str, Sequence[Any]]:
    """What the packaged rules of a topic and its sisters (roles_goals, roles_report …) ask or decide → its values."""
    sisters = [name for name in topics() if name.partition("_")[0] == topic.partition("_")[0]]
    found: dict[str, list[Any]] = {}
    for entry in (entry for name in sisters for entry in PACKAGED.topic(name).entries.values()):
        for name, value in entry.get(field, {}).items():
            found.setdefault(name, []).append(value)
    return found


def _values(name: str, samples: Sequence[Any]) -> str:
    """What a condition may be: any role or genre, else one of the values that packaged rules have."""
    known = {_text(item) for sample in samples for item in (sample if isinstance(sample, list) else [sample])}
    if name in ("role", "roles", "base", "not_base"):
        known |= {*ROLES}
    if name in ("genre", "genres", "not_genres"):
        known |= {genre["id"] for genre in lexicons.load("genres")["genres"]}
    return " ".join(sorted(known))


def _same_shape(value: Any, sample: Any) -> bool:
    """Whether a value is of the kind of a packaged one: a list of texts, a table of numbers, a number, a flag."""
    if isinstance(sample, dict) and isinstance(value, dict):
        return all(isinstance(number, int | float) for number in value.values())
    if isinstance(sample, list) and isinstance(value, list):
        return bool(value) and all(isinstance(item, str) for item in value)
    return type(value) is type(sample) and not isinstance(value, dict | list)


def _typed(node: Node) -> Any:
    """A node as plain data, with the numbers and flags of the conditions as such."""
    if isinstance(node, Table):
        return {str(key.value): _typed(value) for key, value in pairs(node)}
    if isinstance(node, Listing):
        return [_typed(item) for item in node.value]
    text = str(node.value)
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else int(text) if re.fullmatch(r"-?\d{1,9}", text) else text


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _shown(node: Node) -> str:
    """A value as it may be said: a text, or the signs of a table or list."""
    return str(node.value) if isinstance(node, Scalar) else "{…}" if isinstance(node, Table) else "[…]"
