"""From nodes to values, by the table of fields; every fault becomes a problem with its place.

In: a `Sheet` and a node of a known level. Out: field name → value, in Python types; lists of keywords and types stay
nodes for `build`. Example: “{词: 上市, 附近有: [挂牌], 字距: 8}” → {"term": "上市", "near": ("挂牌",), "within": 8}.
"""

from __future__ import annotations

import math
import re
from typing import Any, NamedTuple

from compare.problems import Problem, Severity, problem
from compare.taxonomy.schema import Field, fields, find_field, find_value, synonyms
from compare.yamlfiles.nodes import Listing, Node, Scalar, Sheet, Table, is_empty, pairs

SEPARATORS = re.compile("[，、；]")
"""not inside a keyword: a full-width comma makes one keyword of two (domain rule D11)"""

_KEYWORD_FIELDS = {"strong", "weak", "aliases", "mask"}

_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}  # YAML 1.1 truth values, lower-cased


class Word(NamedTuple):
    """A term as it stands in the file."""

    node: Node
    text: str
    field: str
    """strong, weak, mask, near, aliases …"""


def joined(first: Node, second: Node) -> Node:
    """Two values of a key that stands twice as one, so that the faults in both are found."""
    if isinstance(first, Table) and isinstance(second, Table):
        merged = {key.value: (key, value) for key, value in first.value if isinstance(key, Scalar)}
        for key, value in second.value:
            if isinstance(key, Scalar):
                merged[key.value] = (key, joined(merged[key.value][1], value) if key.value in merged else value)
        return Table(first.tag, list(merged.values()), first.start_mark, first.end_mark, first.flow_style)
    if isinstance(first, Listing) or isinstance(second, Listing):
        items = [item for node in (first, second) for item in (node.value if isinstance(node, Listing) else [node])]
        return Listing(first.tag, items, first.start_mark, first.end_mark, True)
    return first


class NodeReader:
    """Reads the nodes of one sheet and collects what is wrong with them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.problems: list[Problem] = []
        self.words: list[Word] = []
        """every term that is looked for in texts"""
        self.entries: dict[tuple[str, int], Node] = {}
        """id and line of a type or sub-type → where it stands; filled by `build`"""
        self._seen: dict[int, Node] = {}

    def report(self, code: str, node: Node, severity: Severity = "error", **details: object) -> None:
        """Add a problem at a node; `code` without the room's name."""
        self.problems.append(problem(f"taxonomy.{code}", severity, self.sheet.at(node), **details))

    def keyed(self, node: Node, what: str) -> list[tuple[str, Node, Node]]:
        """(key, key node, value node) of a mapping whose keys must be text and stand once."""
        if not isinstance(node, Table):
            if not is_empty(node):
                self.report("not-mapping", node, field=what)
            return []
        if not self._first_use(node):
            return []
        found: dict[str, tuple[str, Node, Node]] = {}
        for key, value in pairs(node):
            if not isinstance(key, Scalar):
                self.report("key-not-text", key)
            elif key.value in found:
                _, first, before = found[key.value]
                self.report("duplicate-key", key, key=key.value, first=first.start_mark.line + 1)
                found[key.value] = (key.value, first, joined(before, value))
            else:
                found[key.value] = (key.value, key, value)
        return list(found.values())

    def values(self, node: Node, level: str, what: str) -> dict[str, Any]:
        """A mapping of a level as field name → value; unknown, doubled and ill-typed fields are reported."""
        nodes: dict[str, tuple[Field, Node]] = {}
        given: set[str] = set()
        """fields that stand under a name of theirs, not under a slip of the hand"""
        for written, key, value in self.keyed(node, what):
            known = find_field(level, written)
            field = known or self._unknown(key, written, level)
            if field is None or (known is None and field.kind not in ("keywords", "measures")):
                self._check_words(value, written)
            elif field.name in nodes:
                if known and field.name in given:
                    self.report("duplicate-field", key, key=written, field=field.name)
                nodes[field.name] = (field, joined(nodes[field.name][1], value))
            else:
                nodes[field.name] = (field, value)
            if known:
                given.add(known.name)
        read = {name: self._value(value, field) for name, (field, value) in nodes.items()}
        return {name: value for name, value in read.items() if value is not None}

    def _unknown(self, key: Node, written: str, level: str) -> Field | None:
        """Report a field that there is not; what was most likely meant, so that its value is checked all the same."""
        from difflib import get_close_matches

        likely = get_close_matches(written, [*fields(level), *synonyms(level)], n=1)
        if not likely:
            self.report("unknown-field", key, field=written, allowed=" ".join(fields(level)))
            return None
        self.report("misspelt-field", key, field=written, likely=likely[0])
        return find_field(level, likely[0])

    def _check_words(self, node: Node, what: str) -> None:
        """Full-width commas in a list whose field nobody knows; its words are looked for nowhere."""
        known = len(self.words)
        for item in node.value if isinstance(node, Listing) else ():
            if isinstance(item, Scalar):
                self.sound(item, str(item.value).strip(), what)
        del self.words[known:]

    def _value(self, node: Node, field: Field) -> Any:
        if is_empty(node):
            self.report("empty", node, "warning", field=field.name)
            return None
        match field.kind:
            case "text":
                return self._choice(node, field, self.text(node, field.name))
            case "terms":
                return self._terms(node, field)
            case "sentences":
                return tuple((text, item.start_mark.line + 1) for item, text in self.items(node, field.name))
            case "number" | "integer":
                return self._number(node, field)
            case "flag":
                return self._flag(node, field.name)
            case "table":
                return self.values(node, field.level, field.name)
            case "tables":
                return {key: self.values(value, field.level, key) for key, _, value in self.keyed(node, field.name)}
            case "pairs":
                return {key: self.text(value, key) for key, _, value in self.keyed(node, field.name)}
            case _:
                return node

    def _terms(self, node: Node, field: Field) -> tuple[str, ...]:
        found = [(n, t) for n, t in self.items(node, field.name) if self.sound(n, t, field.name)]
        return tuple(self._choice(n, field, t) for n, t in found)

    def text(self, node: Node, what: str) -> str:
        """A scalar's text without outer spaces; empty and reported if it is no scalar."""
        if isinstance(node, Scalar):
            return str(node.value).strip()
        self.report("not-text", node, field=what)
        return ""

    def items(self, node: Node, what: str) -> list[tuple[Node, str]]:
        """The strings of a list, or a single string as a list of one; empty items are reported and skipped."""
        nodes = self.list_nodes(node, what)
        return [(item, text) for item in nodes if (text := self.text(item, what))]

    def list_nodes(self, node: Node, what: str) -> list[Node]:
        """The nodes of a list, or a single scalar as a list of one, without empty ones."""
        if isinstance(node, Scalar):
            return [node]
        if not isinstance(node, Listing):
            self.report("not-list", node, field=what)
            return []
        if not self._first_use(node):
            return []
        for item in node.value:
            if is_empty(item):
                self.report("empty-item", item, "warning", field=what)
            elif isinstance(item, Listing):
                self.report("list-in-list", item)
                self._check_words(item, what)
        return [item for item in node.value if not is_empty(item) and not isinstance(item, Listing)]

    def sound(self, node: Node, term: str, what: str) -> bool:
        """False, and reported, for a term that was meant as two, or that runs over two lines."""
        self.words.append(Word(node, term, what))
        if not self._is_one(node, term, what):
            parts = (part.strip() for part in SEPARATORS.split(term))
            self.report("full-width-comma", node, keyword=term, fixed=", ".join(part for part in parts if part))
        elif node.end_mark.line > node.start_mark.line or "\n" in term:
            self.report("newline-in-keyword", node, keyword=" ".join(term.split()))
        else:
            return True
        return False

    def _is_one(self, node: Node, term: str, what: str) -> bool:
        """A term may hold 、 in quotes; terms around a keyword may also begin or end with a separator (高校、)."""
        if SEPARATORS.search(term) is None:
            return True
        if isinstance(node, Scalar) and node.style and not SEPARATORS.search(term.replace("、", "")):
            return True
        return what not in _KEYWORD_FIELDS and not SEPARATORS.search(term.strip("，、；"))

    def _first_use(self, node: Node) -> bool:
        """False, and reported, where a YAML anchor makes the same node stand twice (which could nest without end)."""
        if id(node) in self._seen:
            self.report("anchor", node)
            return False
        self._seen[id(node)] = node
        return True

    def _choice(self, node: Node, field: Field, text: str) -> str:
        if field.choices and text not in field.choices:
            text = find_value(text)
            if text not in field.choices:
                self.report("bad-value", node, field=field.name, value=text, allowed=" ".join(field.choices))
        return text

    def _number(self, node: Node, field: Field) -> float | int | None:
        text = self.text(node, field.name)
        try:
            number = int(text) if field.kind == "integer" else float(text)
        except ValueError:
            self.report("not-number", node, field=field.name, value=text)
            return None
        if math.isfinite(number) and field.low <= number <= field.high:
            return number
        self.report("out-of-range", node, field=field.name, value=text, low=f"{field.low:g}", high=f"{field.high:g}")
        return None

    def _flag(self, node: Node, what: str) -> bool | None:
        text = find_value(self.text(node, what)).lower()
        if text in _TRUE | _FALSE:
            return text in _TRUE
        self.report("bad-value", node, field=what, value=text, allowed="true false")
        return None
