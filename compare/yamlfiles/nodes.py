"""From the bytes of a YAML file to nodes that know their line and column; every scalar stays text.

In: a path. Out: a `Sheet` (file, text) and the root node. ``[863, NO, 12:30]`` gives three strings, never a number, a
truth value or a time: PyYAML's base resolver has no implicit types.
Example: ``compose(Sheet("分类.yaml", "孵化载体: [孵化器]"))`` gives a mapping whose value stands at line 1, column 7.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from compare.problems import Place, SheetError, problem

try:
    from yaml import CBaseLoader as _BaseLoader
except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml import BaseLoader as _BaseLoader  # type: ignore[assignment]


class _Loader(_BaseLoader):
    """The base loader, which takes nothing for a number, without its search for tags (a third of the time)."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return "tag:yaml.org,2002:str"


Node = yaml.Node
Scalar = yaml.ScalarNode
Listing = yaml.SequenceNode
Table = yaml.MappingNode

_BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # line breaks of YAML 1.1, §4.2
_BOMS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}

_SYNTAX = {  # libyaml's words → our code, which has a Chinese sentence
    "mapping values are not allowed": "syntax-colon",
    "expected ':'": "syntax-no-colon",
    "expected key": "syntax-indent",
    "expected '-' indicator": "syntax-indent",
    "expected ',' or": "syntax-bracket",
    "another document": "syntax-documents",
}
_CONTEXT_FIRST = ("while scanning a simple key", "while parsing a flow", "while scanning a quoted")


_DEEPEST = 60
"""nested lists and mappings: twenty levels of sub-types, which the recursion of the loader bears"""
_BRACKET = re.compile(r"[\[\]{}]")
_INDENT = re.compile("^ +", re.M)
_DASHES = re.compile("(?:[-?] +)+")


class Names(NamedTuple):
    """The fields that a kind of file may have, by all their names: a colon after one is meant as a field's."""

    all: frozenset[str] = frozenset()
    prose: frozenset[str] = frozenset()
    """those that hold running text, which may go over several lines"""


NO_NAMES = Names()


@dataclass(frozen=True)
class Sheet:
    """A file's text under the name that messages show."""

    file: str
    text: str
    names: Names = NO_NAMES

    @cached_property
    def lines(self) -> list[str]:
        """The physical lines, without their breaks."""
        return _BREAK.split(self.text)

    def place(self, line: int, column: int = 0) -> Place:
        """The place at a 1-based line, with the words that stand there."""
        return Place(self.file, line, column, self.lines[line - 1] if 0 < line <= len(self.lines) else "")

    def at(self, node: Node) -> Place:
        """The place where a node begins."""
        return self.place(node.start_mark.line + 1, node.start_mark.column + 1)


def read_sheet(path: Path, names: Names = NO_NAMES, shown: str = "") -> Sheet:
    """A file's text, UTF-8, UTF-16 or GB18030, byte order mark removed; raises `SheetError`."""
    name = shown or path.as_posix()
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise SheetError(problem("typing.unreadable", "error", name, detail=fault.strerror or fault)) from None
    text = decode(data)
    if text is None:
        raise SheetError(problem("typing.encoding", "error", name))
    return Sheet(name, text, names)


def decode(data: bytes, encodings: tuple[str, ...] = ("utf-8", "gb18030")) -> str | None:
    """Bytes as text by their byte order mark, else by the first encoding that fits; None if none does."""
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return _try(data[len(mark) :], encoding)
    if b"\0" in data[:4]:  # ASCII in UTF-16 without a mark: a zero byte beside the first letters
        return _try(data, "utf-16-be" if data[0] == 0 else "utf-16-le")
    texts = (_try(data, encoding) for encoding in encodings)
    return next((text for text in texts if text is not None), None)


def _try(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def compose(sheet: Sheet) -> Node | None:
    """The root node, None for an empty file; raises `SheetError` with the place of the first syntax error."""
    _check_depth(sheet)
    try:
        return yaml.compose(sheet.text, Loader=_Loader)
    except yaml.MarkedYAMLError as fault:
        mark = _culprit(fault)
        where = sheet.place(mark.line + 1, mark.column + 1) if mark else sheet.place(0)
        detail = fault.problem or ""
        code = next((code for words, code in _SYNTAX.items() if words in detail), "syntax")
        raise SheetError(problem(f"typing.{code}", "error", where, detail=detail)) from None
    except yaml.reader.ReaderError as fault:
        where = _character_place(sheet, fault)
        raise SheetError(problem("typing.character", "error", where, detail=f"U+{_ordinal(fault):04X}")) from None


def _check_depth(sheet: Sheet) -> None:
    """Refuse what nests deeper than anyone means; libyaml's composer would end the process at some ten thousand."""
    if _depth_bound(sheet.text) <= _DEEPEST:
        return
    depth = 0
    with suppress(yaml.YAMLError):  # said by the composer
        for event in yaml.parse(sheet.text, Loader=_Loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > _DEEPEST:
                mark: Any = event.start_mark
                where = sheet.place(mark.line + 1, mark.column + 1)
                raise SheetError(problem("typing.too-deep", "error", where, deepest=_DEEPEST))


def _depth_bound(text: str) -> int:
    """A quick estimate from above: brackets left open, dashes in a row, and two levels for every blank of indent."""
    opened = deepest = 0
    for mark in _BRACKET.finditer(text):
        opened += 1 if mark[0] in "[{" else -1
        deepest = max(deepest, opened)
    indent = max((len(m[0]) for m in _INDENT.finditer(text)), default=0)
    dashes = max((len(m[0]) // 2 for m in _DASHES.finditer(text)), default=0)
    return deepest + dashes + 2 * indent


def _culprit(fault: yaml.MarkedYAMLError) -> Any:
    """Where the fault was made: libyaml often points to the next line and gives the true place as context."""
    mark, context = fault.problem_mark, fault.context_mark
    if context is not None and str(fault.context).startswith(_CONTEXT_FIRST):
        return context
    return mark or context


def _ordinal(fault: Any) -> int:
    return fault.character if isinstance(fault.character, int) else ord(fault.character)


def _character_place(sheet: Sheet, fault: Any) -> Place:
    for number, line in enumerate(sheet.lines, 1):
        if (column := line.find(chr(_ordinal(fault)))) >= 0:
            return sheet.place(number, column + 1)
    return sheet.place(0)


def pairs(node: Table) -> Iterator[tuple[Node, Node]]:
    """Key and value nodes of a mapping, in file order."""
    return iter(node.value)


def is_empty(node: Node) -> bool:
    """Nothing was written, or ``~``, or empty quotes."""
    return isinstance(node, Scalar) and (not node.value or (node.value == "~" and not node.style))
