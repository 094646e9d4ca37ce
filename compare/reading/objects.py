"""The objects of a JSON file, in whatever shape a crawl, a database or an interface has written them.

In: decoded text. Out: `Objects`: mappings of one level, and the faults with the line where they stand.
Shapes: a list of objects; objects one a line or one behind the other, under any ending; a list inside an answer
(``{"code": 0, "data": {"list": […]}}``, ``{"RECORDS": […]}``, ``{"hits": {"hits": [{"_source": …}]}}``); one object
that is a document; what pandas writes (columns, index, split); a list of rows below a row of names.
Example: ``{"title": "某区措施", "content": "…"}`` on each of two lines of 导出.json → two objects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare import lexicons
from compare.reading.fields import fold
from compare.reading.values import HAN, is_vector

Object = Mapping[str, object]
DEPTH = 6
"""levels of an answer that are looked through for its list"""
SENTENCE_HAN = 8
"""Han characters from which a value of an object is words of a document"""

_BAD_ESCAPE = re.compile(r'(?P<good>\\(?:u[0-9a-fA-F]{4}|["\\/bfnrt]))|\\u[0-9a-fA-F]{0,3}|\\')
_SPARE_COMMA = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*+")|,(?=\s*[\]}])', re.DOTALL)
_WRAPPER = re.compile(r"\s*(?:(?:var|let|const|window\.)?\s*[\w.$]+\s*[=(])\s*(?=[\[{])")
"""what makes a script of data: ``var list = […];``, ``callback({…})``"""
_BETWEEN = re.compile(r"[\s,;\ufeff)\]\x1e]*(?:\[\s*(?=\{))?")
"""what may stand between two objects: blanks, commas, the record mark of RFC 7464, the opening of a list"""


@dataclass(frozen=True, slots=True)
class Objects:
    """What a file holds, and what of it could not be read."""

    found: tuple[Object, ...]
    faults: tuple[int, ...] = ()
    """lines where something stands that is no object"""
    mended: bool = False
    """True if commas too many were passed over"""


def read_objects(text: str) -> Objects:
    """The objects of a file's text; none where there is no JSON object in it."""
    value = _json(text)
    if value is not None:
        return Objects(tuple(map(_flat, records(value))))
    tidy = _SPARE_COMMA.sub(lambda m: m["string"] or "", _unwrapped(text))
    value = _json(tidy.strip().rstrip(");").rstrip()) if "\n" in text or tidy != text else None
    if value is not None:
        return Objects(tuple(map(_flat, records(value))), mended=tidy != _unwrapped(text))
    return _one_by_one(_unwrapped(text))


def _unwrapped(text: str) -> str:
    return text[found.end() :] if (found := _WRAPPER.match(text)) else text


def _json(text: str) -> object:
    """The value, also of text with bare controls in its strings or with escapes that a crawl cut short.

    Whole numbers stay as they are written: Python refuses to read one of more than 4,300 digits.
    """
    for attempt in _attempts(text):
        try:
            return json.loads(attempt, strict=False, parse_int=str)
        except (ValueError, RecursionError):
            continue
    return None


def _attempts(text: str) -> Iterator[str]:
    yield text
    yield _BAD_ESCAPE.sub(lambda m: m["good"] or ("\ufffd" if "u" in m[0] else ""), text)


# -- one behind the other -----------------------------------------------------------------------------------------


def _one_by_one(text: str) -> Objects:
    """Objects one a line or one behind the other, also those before and after a break in a list."""
    decoder = json.JSONDecoder(strict=False, parse_int=str)
    found: list[Object] = []
    faults: list[int] = []
    start = re.search(r"[{]", text)
    next_object = _next_object(text, start.start()) if start else None
    at = _begin(text, 0)
    while at < len(text):
        try:
            value, end = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            value, end = _line_value(text, at)
        if isinstance(value, dict):
            found.append(_flat(value))
        else:
            faults.append(text.count("\n", 0, at) + 1)
            after = next_object.search(text, max(end, at + 1)) if next_object else None
            end = after.start() if after else len(text)
        at = _begin(text, end)
    return Objects(tuple(found), tuple(faults))


def _begin(text: str, at: int) -> int:
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _next_object(text: str, start: int) -> re.Pattern[str]:
    """The beginning of an object that is no part of another: at the start of a line, no deeper than the first."""
    indent = start - (text.rfind("\n", 0, start) + 1)
    return re.compile(rf"(?<=\n)[ \t]{{0,{indent}}}\[?\{{")


def _line_value(text: str, at: int) -> tuple[object, int]:
    """The value of one line that only a mended reading understands."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return _json(text[at:end].rstrip().rstrip(",")), end


# -- the records of a value ---------------------------------------------------------------------------------------


def records(value: object, depth: int = DEPTH) -> list[Object]:
    """The objects that are documents: those of the list with the most words, or the object that has words itself."""
    if isinstance(value, list):
        return _of_list(value)
    if not isinstance(value, dict) or not depth:
        return []
    if (table := _of_pandas(value)) is not None:
        return table
    inner = [records(part, depth - 1) for part in value.values() if isinstance(part, list | dict)]
    best = max(inner, key=_han, default=[])
    own = {name: part for name, part in value.items() if not isinstance(part, list | dict)}
    return [value] if _is_document(value) or _han(best) <= _han([own]) else best


def _of_list(values: Sequence[object]) -> list[Object]:
    objects = [value for value in values if isinstance(value, dict)]
    if objects:
        return [part for item in objects for part in _members(item)]
    rows = [value for value in values if isinstance(value, list)]
    if len(rows) > 1 and len(rows) == len(values) and all(isinstance(name, str) for name in rows[0]):
        return [dict(zip(map(str, rows[0]), row, strict=False)) for row in rows[1:]]
    return []


def _members(item: Object) -> list[Object]:
    """The object, or the members of a list in it that has the words, each with the object's fields.

    ``{"地区": "花都区", "政策": [{…}, {…}]}`` gives two policies of 花都区.
    """
    lists = [value for value in item.values() if isinstance(value, list) and any(isinstance(v, dict) for v in value)]
    own = {name: value for name, value in item.items() if not isinstance(value, list)}
    inner = max(([v for v in value if isinstance(v, dict)] for value in lists), key=_han, default=[])
    if not inner or _is_document(item) or _han(inner) <= _han([own]) or not any(map(_is_document, inner)):
        return [item]
    return [{**own, **part} for part in inner]


def _of_pandas(value: Object) -> list[Object] | None:
    """The rows of a frame written by columns, by its index, or split into names and data; None for anything else."""
    names, data = value.get("columns"), value.get("data")
    if isinstance(names, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [dict(zip(map(str, names), row, strict=False)) for row in data]
    parts = list(value.values())
    if parts and all(isinstance(part, dict) for part in parts):
        return _of_dicts(value)
    lists = [part for part in parts if isinstance(part, list) and not is_vector(part)]
    plain = not any(isinstance(cell, list | dict) for part in lists for cell in part)
    if plain and len(lists) == len(parts) > 1 and len({len(part) for part in lists}) == 1:
        return [dict(zip(value, row, strict=True)) for row in zip(*lists, strict=True)]
    return None


def _of_dicts(value: Mapping[str, object]) -> list[Object] | None:
    """``{"title": {"0": …}, "content": {"0": …}}`` and ``{"0": {"title": …}, "1": {"title": …}}``."""
    parts = {name: part for name, part in value.items() if isinstance(part, dict)}
    first = list(next(iter(parts.values())))
    if len(parts) > 1 and first and all(name.isdecimal() for name in first):
        return [{name: part.get(at) for name, part in parts.items()} for at in first]
    if parts and all(name.isdecimal() for name in parts):
        return list(parts.values())
    return None


def _is_document(value: Object) -> bool:
    """True for an object that has a text of its own: a column that holds texts, with words in it."""
    return any(
        fold(name) in _text_names() and isinstance(part, str) and len(HAN.findall(part)) >= SENTENCE_HAN
        for name, part in value.items()
    )


@cache
def _text_names() -> frozenset[str]:
    words = lexicons.load("reading")
    return frozenset(fold(name) for name in [*words["text_columns"], *words["loose_text_columns"]])


def _han(objects: Sequence[Object]) -> int:
    return sum(len(HAN.findall(part)) for item in objects for part in _strings(item, DEPTH))


def _strings(value: object, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif depth and isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _strings(part, depth - 1)


def _flat(item: Object, depth: int = 2) -> Object:
    """The object with the fields of the objects in it, ``{"_id": …, "_source": {"title": …}}``; its own names first.

    ``{"$date": …}``, ``{"$oid": …}`` (extended JSON of MongoDB) are the value they hold.
    """
    flat: dict[str, object] = {}
    below: list[Object] = []
    for name, value in item.items():
        if not isinstance(value, dict):
            flat[name] = value
        elif len(value) == 1 and (only := next(iter(value))).startswith("$"):
            inner = value[only]
            flat[name] = next(iter(inner.values()), "") if isinstance(inner, dict) else inner
        elif depth and value:
            below.append(_flat(value, depth - 1))
    for part in below:
        for name, value in part.items():
            flat.setdefault(name, value)
    return flat
