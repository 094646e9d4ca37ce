"""Write candidate keywords or the name of a table into a taxonomy file's text, touching nothing else.

In: the file's text and the words for each type, or a table of learned words. Out: the text with those words as weak
keywords of their types, or with a line ``learned:``; comments and layout stay.
Example: ``weak: [认定奖励]`` becomes ``weak: [认定奖励, 概念验证中心]``. A type without weak keywords gets a line of
its own under its id (in braces, a field of its own); in a flat file the words join the type's list, and a type that is
written as sub-types gets one more, 候选词.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from compare.lexicons import load
from compare.taxonomy.schema import find_field
from compare.taxonomy.yaml_text import scalar, term
from compare.yamlfiles.nodes import Listing, Node, Scalar, Sheet, Table, compose, pairs

Edit = tuple[int, str]
"""offset in the text, and what to put there"""


def add_weak_keywords(sheet: Sheet, words: Mapping[str, Sequence[str]]) -> str:
    """The text with the words of each type id added; types that the file does not name are left out."""
    root = compose(sheet)
    wanted = {type_id: terms for type_id, terms in words.items() if terms}
    edits = list(_edits(root, wanted)) if root is not None else []
    text = sheet.text
    for offset, addition in sorted(edits, reverse=True):
        text = text[:offset] + addition + text[offset:]
    return text


def name_table(sheet: Sheet, table: str) -> str:
    """The text with ``learned: TABLE``, in place of what it said there or as its first field."""
    root, text = compose(sheet), sheet.text
    if not isinstance(root, Table) or not root.value:
        return text
    for key, value in pairs(root):
        field = find_field("taxonomy", key.value) if isinstance(key, Scalar) else None
        if field and field.name == "learned":
            return f"{text[: key.end_mark.index]}: {scalar(table)}{text[_end(key, value) :]}"
    first = root.value[0][0].start_mark
    joint = ", " if root.flow_style else "\n" + " " * first.column
    return f"{text[: first.index]}learned: {scalar(table)}{joint}{text[first.index :]}"


def _end(key: Node, value: Node) -> int:
    """Where a field ends; an empty value stands right behind the colon."""
    return max(int(value.end_mark.index), int(key.end_mark.index) + 1)


def _edits(node: Node, words: Mapping[str, Sequence[str]]) -> Iterator[Edit]:
    if isinstance(node, Listing):
        for item in node.value:
            yield from _edits(item, words)
    if not isinstance(node, Table):
        return
    own = next((v.value for k, v in pairs(node) if _means(k, "id") and isinstance(v, Scalar)), "")
    if own in words:
        yield from _into_type(node, words[own])
        return
    for key, value in pairs(node):
        if key.value in words and isinstance(value, Listing):
            yield _into_list(value, words[key.value])
        elif key.value in words and isinstance(value, Table) and value.value:
            yield _into_table(value, words[key.value])
        else:
            yield from _edits(value, words)


def _means(key: Node, *fields: str) -> bool:
    """Whether a key is one of the fields of a type, by its English name or the Chinese one that we recommend."""
    return any(key.value in (field, _chinese(field)) for field in fields)


def _chinese(field: str) -> str:
    """The Chinese name that we recommend for a field of a type."""
    return str(load("taxonomy_fields")["type"][field][0])


def _written(key: str) -> str:
    return str(load("taxonomy_written")[key])


def _remark() -> str:
    """What stands behind a word that was added, as a comment."""
    return f"  # {_written('remark')}"


def _weak_list(node: Table) -> Listing | None:
    return next((v for k, v in pairs(node) if _means(k, "weak") and isinstance(v, Listing)), None)


def _into_table(node: Table, words: Sequence[str]) -> Edit:
    """Into the weak list of a short type, or as its first field; a type of sub-types only takes no fields."""
    if listing := _weak_list(node):
        return _into_list(listing, words)
    field = f"{_chinese('weak')}: [{', '.join(map(term, words))}]"
    if not any(_means(key, "weak", "strong") for key, _ in pairs(node)):
        field = f"{_written('candidates')}: {{{field}}}"
    if node.flow_style:
        return node.start_mark.index + 1, f"{field}, "
    return node.start_mark.index, f"{field}{_remark()}\n{' ' * node.start_mark.column}"


def _into_type(node: Table, words: Sequence[str]) -> Iterator[Edit]:
    """Into the type's own weak list, or as a new line under its id."""
    if listing := _weak_list(node):
        yield _into_list(listing, words)
        return
    key, value = next((k, v) for k, v in pairs(node) if _means(k, "id"))
    name = "weak" if key.value == "id" else _chinese("weak")
    listed = ", ".join(map(term, words))
    line_break, remark = (", ", "") if node.flow_style else (f"\n{' ' * key.start_mark.column}", _remark())
    yield value.end_mark.index, f"{line_break}{name}: [{listed}]{remark}"


def _into_list(node: Listing, words: Sequence[str]) -> Edit:
    if node.flow_style:
        joint = ", " if node.value else ""
        return node.end_mark.index - 1, joint + ", ".join(map(term, words))
    last = node.value[-1]
    indent = " " * node.start_mark.column
    return last.end_mark.index, "".join(f"\n{indent}- {term(word)}{_remark()}" for word in words)
