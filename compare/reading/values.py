"""A value of a table as text: what a cell of a workbook, a field of a JSON object or a Parquet record says.

In: a value as its library gives it. Out: text; empty for what holds no words (an embedding, NaN).
Example: ``datetime(2023, 4, 6)`` → “2023-04-06”; ``["一、…", "二、…"]`` → two lines; ``[0.12, -0.4, …]`` → “”.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import isfinite

from compare.chinese.normalize import sound

HAN = re.compile("[\u3400-\u9fff]")
EXACT = 1e15
"""whole numbers up to which a float is exact"""


def value_text(value: object) -> str:
    """A cell as text: dates in ISO form, whole numbers without decimals, lists line by line."""
    if value is None:
        return ""
    if isinstance(value, date):
        return _date_text(value)
    if isinstance(value, float):
        return _number_text(value)
    if isinstance(value, list | tuple):
        return "" if is_vector(value) else "\n".join(_part_text(part) for part in value)
    if isinstance(value, dict):
        return sound(json.dumps(value, ensure_ascii=False))
    return sound(str(value))


def is_vector(values: Sequence[object]) -> bool:
    """True for a list of numbers: an embedding, coordinates."""
    return len(values) > 1 and all(_is_number(value) for value in values)


def _is_number(value: object) -> bool:
    """True for a number; whole numbers of JSON come as they are written, see `objects`."""
    return isinstance(value, int | float) or (isinstance(value, str) and value.removeprefix("-").isdecimal())


def _date_text(value: date) -> str:
    if isinstance(value, datetime) and value.time().isoformat() != "00:00:00":
        return value.isoformat(" ")
    return value.date().isoformat() if isinstance(value, datetime) else value.isoformat()


def _number_text(value: float) -> str:
    if not isfinite(value):
        return ""
    return str(int(value)) if value.is_integer() and abs(value) < EXACT else str(value)


def _part_text(part: object) -> str:
    """A member of a list: of an object ({"heading": …, "text": …}) the values that are words, line by line."""
    if not isinstance(part, Mapping):
        return value_text(part)
    texts = [value_text(value) for value in part.values()]
    return "\n".join(text for text in texts if HAN.search(text)) or value_text(dict(part))
