"""From the nodes of one file to a draft of the category system.

In: the root node of the full shape, or of the simple one (type → keywords, nested as deep as wanted). Out: a
`DraftTaxonomy` that `files` merges with included files, and `finish` then freezes.
Example: “孵化载体: {众创空间: [创客空间]}” → type 孵化载体 with sub-type 孵化载体/众创空间 and one strong keyword.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from compare.chinese.patterns import fold_pattern
from compare.model import Condition, Keyword, Scoring, Strength
from compare.taxonomy.fields import NodeReader, Word
from compare.taxonomy.schema import find_field
from compare.yamlfiles.nodes import Node, Scalar, Table, is_empty

NEAR_WITHIN = 15  # characters; domain rule D7
_CONDITIONS = ("near", "before", "after", "not_near", "all_of")
_MARKS_FULL = {"types", "residual", "schema"}  # a file with one of these fields has the full shape
_MARKS_TYPE = {"strong", "weak", "subtypes"}  # a mapping with one of these fields is a type, else a level of sub-types
OWN_VALUES = "__"  # quanteda's pseudo key for the keywords of a category that also has sub-categories


@dataclass(eq=False, repr=False, kw_only=True)
class DraftMeasure:
    """A type or sub-type under construction."""

    id: str
    label: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    keywords: list[Keyword] = field(default_factory=list)
    guards: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=dict)
    subtypes: list[DraftMeasure] = field(default_factory=list)
    residual: bool = False
    node: Node | None = None
    reader: NodeReader | None = None
    """who reads the file it stands in; names the place of faults found later"""

    @property
    def line(self) -> int:
        """1-based; 0 if it stands in no file."""
        return self.node.start_mark.line + 1 if self.node else 0

    def walk(self) -> Iterator[DraftMeasure]:
        """This entry and all below it."""
        yield self
        for subtype in self.subtypes:
            yield from subtype.walk()


@dataclass(eq=False, repr=False)
class DraftTaxonomy:
    """What one file says, before included files are merged in."""

    values: dict[str, Any]
    entries: list[DraftMeasure]
    aliases: dict[str, str]
    masks: list[str]
    cues: dict[str, Any]

    def walk(self) -> Iterator[DraftMeasure]:
        """Every type and sub-type, parents first."""
        for entry in self.entries:
            yield from entry.walk()


def build_draft(root: Node, reader: NodeReader) -> DraftTaxonomy:
    """What a file says; all faults are in ``reader.problems``."""
    values = reader.values(root, "taxonomy", "") if is_full_shape(root) else _simple_values(root, reader)
    points = {**_DEFAULT_POINTS, **values.get("settings", {}).get("points", {})}
    build = _Builder(reader, points)
    entries = build.entries(values["types"], None) if "types" in values else []
    residual = build.entries(values["residual"], None) if "residual" in values else []
    for entry in (e for top in residual for e in top.walk()):
        entry.residual = True
    cues = dict(values.get("global", {}))
    return DraftTaxonomy(values, entries + residual, values.get("aliases", {}), list(cues.pop("mask", ())), cues)


_DEFAULT_POINTS = {"strong": Scoring().strong, "weak": Scoring().weak}


def is_full_shape(root: Node) -> bool:
    """Whether a file has the fields of a taxonomy, not just types and their keywords."""
    if not isinstance(root, Table):
        return True  # reported by the reader as no mapping
    return any(_field_name("taxonomy", key) in _MARKS_FULL for key, _ in root.value)


def _simple_values(root: Node, reader: NodeReader) -> dict[str, Any]:
    """The fields that stand between the types of a simple file (``include: [地方词.yaml]``), and the types."""
    own = [pair for pair in root.value if _is_own_field(*pair)]
    types = [pair for pair in root.value if pair not in own]
    values = reader.values(_part(root, own), "taxonomy", "") if own else {}
    return {**values, "types": _part(root, types) if own else root}


def _is_own_field(key: Node, value: Node) -> bool:
    """Whether a key names a field of the file and its value has that field's shape, not that of a type."""
    field = find_field("taxonomy", key.value) if isinstance(key, Scalar) else None
    if field is None:
        return False
    if field.kind == "text":
        return isinstance(value, Scalar)
    return isinstance(value, Table) == (field.kind in ("table", "pairs"))


def _part(root: Node, chosen: list[tuple[Node, Node]]) -> Node:
    return Table(root.tag, chosen, root.start_mark, root.end_mark)


class _Builder:
    def __init__(self, reader: NodeReader, points: Mapping[str, float]) -> None:
        self.reader = reader
        self.points = points

    def entries(self, node: Node, parent: DraftMeasure | None) -> list[DraftMeasure]:
        """Types of a list of mappings, or of a mapping name → type."""
        if isinstance(node, Table):
            return [self._named(key, value, parent) for _, key, value in self.reader.keyed(node, "types")]
        nodes = self.reader.list_nodes(node, "types")
        return [self._listed(item, parent) for item in nodes if self._is_mapping(item)]

    def _is_mapping(self, node: Node) -> bool:
        if not isinstance(node, Table):
            self.reader.report("not-mapping", node, field="types")
        return isinstance(node, Table)

    def _listed(self, node: Node, parent: DraftMeasure | None, name: str = "") -> DraftMeasure:
        values = self.reader.values(node, "type", name or "types")
        label = values.get("name", name)
        if not (values.get("id") or label):
            self.reader.report("no-id", node)
        entry = self._entry(values.get("id") or _path(parent, label), label, node)
        entry.values, entry.guards = values, values.get("guards", {})
        for strength in ("strong", "weak"):
            if strength in values:
                entry.keywords += self._keywords(values[strength], entry.id, strength)
        if "subtypes" in values:
            entry.subtypes = self.entries(values["subtypes"], entry)
        return entry

    def _named(self, key: Node, node: Node, parent: DraftMeasure | None) -> DraftMeasure:
        name = str(key.value).strip()
        if isinstance(node, Table):
            if _has_type_fields(node):
                return self._listed(node, parent, name)
            if self._is_braced_list(node):
                return self._entry(_path(parent, name), name, key)
            return self._nested(name, key, node, parent)
        entry = self._entry(_path(parent, name), name, key)
        if is_empty(node):
            self.reader.report("empty", key, "warning", field=name)
        else:
            entry.keywords = self._keywords(node, entry.id, "strong")
        return entry

    def _nested(self, name: str, key: Node, node: Node, parent: DraftMeasure | None) -> DraftMeasure:
        entry = self._entry(_path(parent, name), name, key)
        for written, subkey, value in self.reader.keyed(node, name):
            if written == OWN_VALUES:
                entry.keywords += self._keywords(value, entry.id, "strong")
            else:
                entry.subtypes.append(self._named(subkey, value, entry))
        return entry

    def _entry(self, entry_id: str, label: str, node: Node) -> DraftMeasure:
        self.reader.entries[entry_id, node.start_mark.line + 1] = node
        return DraftMeasure(id=entry_id, label=label or entry_id, node=node, reader=self.reader)

    def _keywords(self, node: Node, measure_id: str, strength: Strength) -> list[Keyword]:
        read = (self._keyword(item, measure_id, strength) for item in self.reader.list_nodes(node, strength))
        return [keyword for keyword in read if keyword is not None]

    def _keyword(self, node: Node, measure_id: str, strength: Strength) -> Keyword | None:
        line = node.start_mark.line + 1
        if isinstance(node, Scalar):
            term = str(node.value).strip()
            if not term or not self.reader.sound(node, term, strength):
                return None
            return Keyword(term, measure_id, strength=strength, points=self.points[strength], line=line)
        if not isinstance(node, Table) or not self._is_keyword(node):
            return None
        values = self.reader.values(node, "keyword", strength)
        word = _term_node(node)
        if word is None or not values.get("term"):
            self.reader.report("no-term", node)
            return None
        if not self._is_sound(word, values, strength):
            return None
        return _rich_keyword(values, measure_id, strength, self.points[strength], word.start_mark.line + 1)

    def _is_keyword(self, node: Table) -> bool:
        """False, and reported, for what YAML makes a mapping by accident: ``[A: b]`` and ``{b, c}``."""
        if any(_field_name("keyword", key) for key, _ in node.value):
            return True
        if not self._is_braced_list(node):
            self.reader.report("colon-in-list", node, keyword=node.value[0][0].value if node.value else "")
        return False

    def _is_braced_list(self, node: Table) -> bool:
        """True, and reported, for ``{b, c}``, which was meant as a list."""
        if not node.flow_style or not node.value or not all(is_empty(value) for _, value in node.value):
            return False
        keys = [str(key.value) for key, _ in node.value]
        self.reader.report("braces", node, fixed=f"[{', '.join(keys)}]")
        return True

    def _is_sound(self, node: Node, values: Mapping[str, Any], strength: Strength) -> bool:
        if not values.get("pattern"):
            return self.reader.sound(node, values["term"], strength)
        self.reader.words.append(Word(node, values["term"], strength))
        if fault := _pattern_fault(values["term"]):
            self.reader.report("bad-pattern", node, keyword=values["term"], detail=fault)
        return not fault


def _pattern_fault(expression: str) -> str:
    """Why RE2 refuses an expression, or “empty” for one that matches the empty string; empty if it is sound."""
    import re2

    options = re2.Options()
    options.log_errors = False  # else RE2 writes to the terminal itself
    try:
        return "empty" if re2.compile(fold_pattern(expression), options=options).fullmatch("") else ""
    except re2.error as fault:
        return str(fault.args[0].decode() if isinstance(fault.args[0], bytes) else fault)


def _term_node(node: Table) -> Node | None:
    found = (value for key, value in node.value if _field_name("keyword", key) == "term")
    return next(found, None)


def _path(parent: DraftMeasure | None, name: str) -> str:
    return f"{parent.id}/{name}" if parent else name


def _has_type_fields(node: Table) -> bool:
    return any(_field_name("type", key) in _MARKS_TYPE for key, _ in node.value)


def _field_name(level: str, key: Node) -> str:
    field = find_field(level, key.value) if isinstance(key, Scalar) else None
    return field.name if field else ""


def _rich_keyword(values: Mapping[str, Any], measure_id: str, strength: Strength, points: float, line: int) -> Keyword:
    names = ("aliases", "not_after", "not_before", "roles", "headings", "boundary", "pattern")
    given = {name: values[name] for name in names if name in values}
    conditions = tuple(_condition(kind, values) for kind in _CONDITIONS if values.get(kind))
    points = values.get("weight", points)
    return Keyword(
        values["term"], measure_id, strength=strength, points=points, conditions=conditions, line=line, **given
    )


def _condition(kind: Any, values: Mapping[str, Any]) -> Condition:
    """Without `within`: 15 characters; the whole scope for all_of, or where a scope is written."""
    whole = kind == "all_of" or "scope" in values
    within = values.get("within", 0 if whole else NEAR_WITHIN)
    return Condition(kind, values[kind], within, values.get("scope", "sentence"))
