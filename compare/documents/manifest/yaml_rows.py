"""corpus.yaml → rows, with every typing fault and its place.

In: a file typed in Notepad. Out: `Listed`. Every scalar is the text that was typed: 007 is no number, no is no truth;
``~``, ``null`` and an empty value say nothing. Example: ``place：江门市`` is a full-width colon at 4:10.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from compare import lexicons
from compare.chinese.normalize import sound
from compare.documents.manifest.rows import Listed, ManifestRow, TypedValue, field_names
from compare.problems import Place, Problem, SheetError, problem
from compare.yamlfiles.nodes import Listing, Names, Node, Scalar, Sheet, Table, is_empty, read_sheet
from compare.yamlfiles.recover import compose_all

_MERGE = "<<"
_NOTHING = {"null", "Null", "NULL"}


def read_yaml(path: Path, shown: str) -> Listed:
    """The rows of a YAML list; a file that cannot be read at all gives only problems."""
    listed = Listed()
    try:
        sheet = read_sheet(path, _names(), shown)
    except SheetError as fault:
        listed.problems += fault.problems
        return listed
    listed.problems += _other_encoding(path, sheet)
    root, faults = compose_all(sheet)
    listed.problems += faults
    _read_root(root, sheet, listed)
    return listed


@cache
def _names() -> Names:
    data = lexicons.load("manifest")
    known = frozenset(name for names in (*data["fields"].values(), *data["top"].values()) for name in names)
    return Names(known, frozenset(data["fields"]["notes"]))


def _other_encoding(path: Path, sheet: Sheet) -> Iterator[Problem]:
    """The place of the first character that is not UTF-8, in a file that Notepad saved as “ANSI” (GB18030)."""
    data = path.read_bytes()
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data[:4]:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as fault:
        before = data[: fault.start].rpartition(b"\n")[2]
        line, column = data.count(b"\n", 0, fault.start) + 1, len(before.decode("gb18030", "replace")) + 1
        yield problem("documents.manifest-encoding", "error", sheet.place(line, column))


def _read_root(root: Node | None, sheet: Sheet, listed: Listed) -> None:
    top = lexicons.load("manifest")["top"]
    rows: Node | None = root
    if isinstance(root, Table):
        rows = None
        for key, value in _pairs(root, sheet, listed):
            if key.value in top["documents"]:
                rows = value
            elif key.value in top["columns"]:
                listed.columns += [text for item in _items(value) if (text := _text(item))]
            elif key.value not in field_names():
                names = "、".join((*top["documents"][:2], *top["columns"][:2]))
                at = sheet.at(key)
                listed.problems.append(problem("documents.manifest-top", "error", at, field=key.value, allowed=names))
    if isinstance(rows, Listing):
        listed.rows += [_row(item, sheet, listed) for item in rows.value]
    elif not listed.problems:
        place = sheet.at(root) if root is not None else Place(sheet.file)
        listed.problems.append(problem("documents.manifest-shape", "error", place))


def _items(node: Node) -> list[Node]:
    return list(node.value) if isinstance(node, Listing) else [node]


def _row(node: Node, sheet: Sheet, listed: Listed) -> ManifestRow:
    if not isinstance(node, Table):
        return ManifestRow(sheet.at(node), ())
    pairs = _pairs(node, sheet, listed)
    cells = (TypedValue(str(key.value).strip(), _text(value), sheet.at(key), sheet.at(value)) for key, value in pairs)
    return ManifestRow(sheet.at(node), tuple(cells))


def _pairs(node: Table, sheet: Sheet, listed: Listed) -> list[tuple[Scalar, Node]]:
    """Keys and values, the last of two equal keys kept and reported; what ``<<`` brings in stands behind its own."""
    found: dict[str, tuple[Scalar, Node]] = {}
    for key, value in node.value:
        if not isinstance(key, Scalar):
            listed.problems.append(problem("documents.manifest-key", "error", sheet.at(key)))
        elif key.value == _MERGE:
            for table in _items(value):
                own = table.value if isinstance(table, Table) and table is not node else []
                found = {k.value: (k, v) for k, v in own if isinstance(k, Scalar)} | found
        else:
            if key.value in found:
                code = "documents.manifest-double-key"
                listed.problems.append(problem(code, "error", sheet.at(key), key=key.value))
            found[key.value] = (key, value)
    return list(found.values())


def _text(node: Node) -> str:
    """A scalar's text, a list joined by a dash (``[2021, 2025]``); a mapping (a note for readers) says nothing."""
    if isinstance(node, Listing):
        return "-".join(text for item in node.value if not isinstance(item, Listing) and (text := _text(item)))
    if not isinstance(node, Scalar) or is_empty(node) or (not node.style and node.value in _NOTHING):
        return ""
    return sound(str(node.value)).strip()
