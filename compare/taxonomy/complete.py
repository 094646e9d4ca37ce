"""One file out of a taxonomy and the files it includes, to be edited and used anywhere.

In: a path. Out: the text of the main file, comments and layout as they stand, with what the included files add put in
its place: words at the end of the list they join, new fields under the type's last. Example: 鹏城实验室, which
local/guangdong.yaml adds to platform-bigscience, stands at the end of that sub-type's list. The text is checked to
load as the same taxonomy; a file that cannot be joined so is written in our full shape, without its comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from compare.chinese.widths import columns
from compare.model import Taxonomy
from compare.problems import TaxonomyError
from compare.taxonomy.files import find_included, load_taxonomy, parse_taxonomy, schema_path
from compare.taxonomy.schema import Field, find_field, names
from compare.taxonomy.writing import taxonomy_text
from compare.yamlfiles.nodes import Listing, Node, Scalar, Sheet, Table, compose, read_sheet

_WIDTH = 116
"""columns of a line, a Han character being two"""
_MODELINE = re.compile(r"^# yaml-language-server:.*\n", re.MULTILINE)

Edit = tuple[int, int, str]
"""put a text in place of text[start:end]"""


def complete_text(path: Path) -> str:
    """The text of the whole taxonomy; raises `TaxonomyError` if it has errors."""
    wanted = load_taxonomy(path)
    joined = _joined(read_sheet(path, names()), path)
    text = joined if _is_same(joined, wanted, path) else taxonomy_text(wanted)
    return f"# yaml-language-server: $schema={schema_path().as_uri()}\n" + _MODELINE.sub("", text, count=1)


def _is_same(text: str, wanted: Taxonomy, path: Path) -> bool:
    try:
        found = parse_taxonomy(text, path)
    except TaxonomyError:
        return False
    return (found.fingerprint, found.name) == (wanted.fingerprint, wanted.name) and _remarks(found) == _remarks(wanted)


def _remarks(taxonomy: Taxonomy) -> list[object]:
    """What does not change a coding, and may not be lost either."""
    return [
        (m.id, m.label, m.label_en, m.definition, m.include, m.exclude, {(e.text, e.expected) for e in m.examples})
        for m in taxonomy.measures
    ]


def _joined(sheet: Sheet, path: Path) -> str:
    """The main file's text with its included files' additions, one file after the other."""
    text = sheet.text
    root = compose(sheet)
    included = [n for key, node in _fields(root, "taxonomy") if key == "include" for n in _items(node)]
    for node in included:
        part = find_included(path, str(node.value))
        if part is None:
            continue
        addition = Sheet(part.name, _joined(read_sheet(part, names()), part))
        base = compose(Sheet(path.name, text))
        edits = _merge_tables(base, compose(addition), "taxonomy", addition.text)
        text = _edited(text, list(edits))
    return _without_include(text)


def _edited(text: str, edits: list[Edit]) -> str:
    for start, end, addition in sorted(edits, reverse=True):
        text = text[:start] + addition + text[end:]
    return text


def _without_include(text: str) -> str:
    root = compose(Sheet("", text))
    for key, value in root.value if isinstance(root, Table) else ():
        field = find_field("taxonomy", str(key.value))
        if field is not None and field.name == "include":
            return text[: key.start_mark.index] + text[value.end_mark.index :].lstrip("\n")
    return text


def _fields(node: Node | None, level: str) -> Iterator[tuple[str, Node]]:
    for key, value in node.value if isinstance(node, Table) else ():
        field = find_field(level, str(key.value))
        yield (field.name if field else str(key.value)), value


def _items(node: Node) -> list[Node]:
    return list(node.value) if isinstance(node, Listing) else [node]


def _merge_tables(base: Node | None, addition: Node | None, level: str, source: str) -> Iterator[Edit]:
    """What a table of the main file lacks and an included file has."""
    if not isinstance(base, Table) or not isinstance(addition, Table):
        return
    own = dict(_fields(base, level))
    missing = []
    for key, value in addition.value:
        field = find_field(level, str(key.value))
        name = field.name if field else str(key.value)
        if level == "taxonomy" and name in _NOT_TAKEN:
            continue
        if name in own:
            yield from _merge_values(own[name], value, field, source)
        elif name != "id":
            missing.append((key, value))
    if missing:
        yield _new_fields(base, missing, source)


_NOT_TAKEN = frozenset(("schema", "name", "name_en", "version", "language", "settings", "include"))
"""of an included file, what says something of that file only"""


def _merge_values(base: Node, addition: Node, field: Field | None, source: str) -> Iterator[Edit]:
    if field is not None and field.kind == "measures":
        yield from _merge_measures(base, addition, source)
    elif field is not None and field.kind in ("keywords", "terms", "sentences"):
        yield _longer_list(base, _items(addition), source)
    elif field is not None and field.kind == "table":
        yield from _merge_tables(base, addition, field.level, source)
    elif isinstance(base, Table) and isinstance(addition, Table):  # aliases, guards: the main file's word counts
        own = {key.value for key, _ in base.value}
        if missing := [(k, v) for k, v in addition.value if k.value not in own]:
            yield _new_fields(base, missing, source)


def _merge_measures(base: Node, addition: Node, source: str) -> Iterator[Edit]:
    """Types of one id become one; others are put at the end."""
    own = {name: item for item in _items(base) if (name := _id(item))}
    new = []
    for item in _items(addition):
        if (name := _id(item)) in own:
            yield from _merge_tables(own[name], item, "type", source)
        else:
            new.append(item)
    if new:
        yield _longer_list(base, new, source)


def _id(node: Node) -> str:
    found = dict(_fields(node, "type"))
    named = found.get("id") or found.get("name")
    return str(named.value) if isinstance(named, Scalar) else ""


def _longer_list(base: Node, items: list[Node], source: str) -> Edit:
    """The items at the end of a list; a single word becomes a list."""
    if isinstance(base, Listing) and not base.flow_style:
        indent = " " * base.start_mark.column
        lines = "".join(f"\n{indent}- {_moved(item, base.start_mark.column + 2, source)}" for item in items)
        return (end := _end(base.value[-1])), end, lines
    texts = [_moved(item, 0, source) for item in items]
    if isinstance(base, Listing):
        end = base.end_mark.index - 1
        return end, end, _flowing(texts, base.start_mark.column + 1) if base.value else ", ".join(texts)
    words = ", ".join(texts)
    start, end = base.start_mark.index, base.end_mark.index
    own = str(base.value).replace("\\", "\\\\").replace('"', '\\"')
    return start, end, f'["{own}", {words}]'


def _flowing(texts: list[str], column: int) -> str:
    """What follows the last word of a list in brackets, on lines of its own, none too long for an editor."""
    joint = f",\n{' ' * column}"
    lines: list[str] = []
    for text in texts:
        if lines and column + columns(f"{lines[-1]}, {text}") <= _WIDTH:
            lines[-1] += f", {text}"
        else:
            lines.append(text)
    return joint + joint.join(lines)


def _new_fields(base: Table, pairs: list[tuple[Node, Node]], source: str) -> Edit:
    """The fields behind the last one of a table."""
    texts = [f"{key.value}: {_moved(value, base.start_mark.column + 2, source)}" for key, value in pairs]
    if base.flow_style:
        end = base.end_mark.index - 1
        return end, end, (", " if base.value else "") + ", ".join(texts)
    indent = " " * base.start_mark.column
    return (end := _end(base.value[-1][1])), end, "".join(f"\n{indent}{text}" for text in texts)


def _end(node: Node) -> int:
    """Where the last word of a node stands: the end of a block node lies on a later line."""
    if isinstance(node, Table) and not node.flow_style and node.value:
        return _end(node.value[-1][1])
    if isinstance(node, Listing) and not node.flow_style and node.value:
        return _end(node.value[-1])
    return int(node.end_mark.index)


def _moved(node: Node, column: int, source: str) -> str:
    """A node's text as it stands, indented as its new place wants."""
    text = source[node.start_mark.index : _end(node)].rstrip()
    if isinstance(node, Table | Listing) and not node.flow_style:
        shift = column - node.start_mark.column
        lines = text.split("\n")
        moved = [" " * max(0, len(x) - len(x.lstrip()) + shift) + x.lstrip() for x in lines[1:]]
        return "\n".join([lines[0], *moved])
    return " ".join(text.split("\n")) if "\n" in text and not isinstance(node, Scalar) else text
