"""columns.csv and tables.schema.json: what stands in the tables of a run, for people and for programs.

In: the columns of `compare.records`. Out: a data dictionary (a line a column: table, name in programs, heads of the
files, kind, unit, meaning) and a JSON Schema (2020-12) of the records by those names, of paragraphs.jsonl as well.
Both are made from ``lexicons/columns.yaml`` and so are never behind the tables. Example: the column 主类措施条数 of
matrix.csv is ``n_primary`` in DataFrames and with ``--codes``, an integer counted in 条.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compare import lexicons
from compare.kinds import LANGS
from compare.model import ROLES
from compare.records import TABLES, Column, columns
from compare.reports.edition import Report

DICTIONARY, SCHEMA = "columns.csv", "tables.schema.json"
DRAFT = "https://json-schema.org/draft/2020-12/schema"
_HEADS = ("table", "column", "in_csv", "zh", "en", "kind", "unit", "meaning_zh", "meaning_en")
_TYPES: Mapping[str, Mapping[str, Any]] = {
    "string": {"type": ["string", "null"]},
    "category": {"type": ["string", "null"]},
    "integer": {"type": ["integer", "null"]},
    "number": {"type": ["number", "null"]},
    "boolean": {"type": ["boolean", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
}
"""null where nothing is known"""


def write_dictionary(folder: Path) -> None:
    """Write both files into `folder`; the same bytes in every run of a version."""
    with (folder / DICTIONARY).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows([_HEADS, *_lines()])
    text = json.dumps(schema(), ensure_ascii=False, indent=1)
    (folder / SCHEMA).write_text(text + "\n", encoding="utf-8", newline="\n")


def _lines() -> Iterator[tuple[str, ...]]:
    heads = {lang: lexicons.heads(lang) for lang in LANGS}
    for table in TABLES:
        written = {column.name for column in columns(table, csv=True)}
        for c in columns(table):
            in_csv = "1" if c.name in written else ""
            yield (
                table, c.name, in_csv, *(heads[lang][c.name] for lang in ("zh", "en")), c.kind, c.unit, c.means,
                c.means_en,
            )  # fmt: skip


# --- JSON Schema --------------------------------------------------------------------------------------------------


def schema() -> dict[str, Any]:
    """A definition for each table of `compare.records` and one for a line of paragraphs.jsonl."""
    tables = {table: _record({c.name: _property(c) for c in columns(table)}) for table in TABLES}
    return {
        "$schema": DRAFT,
        "title": "policy-compare: records of a run",
        "$defs": {**tables, "paragraphs.jsonl": _paragraph()},
    }


def _record(properties: Mapping[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": dict(properties), "required": required, "additionalProperties": False}


def _property(column: Column) -> dict[str, Any]:
    unit = {"x-unit": column.unit} if column.unit else {}
    return {**_TYPES[column.kind], "title": column.zh, "description": column.means_en, **unit}


def _paragraph() -> dict[str, Any]:
    """A line of paragraphs.jsonl, as `compare.reports.jsonl` writes it."""
    text, words = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    place = {"keyword": text, "start": {"type": "integer"}, "end": {"type": "integer"}}
    match = _record({**place, "listed": text}, optional=("listed",))
    reason = _record({"rule": text, "points": {"type": "number"}, "note": text})
    measure = {
        "id": text, "primary": {"type": "boolean"}, "score": {"type": "number"}, "subtypes": words,
        "matches": {"type": "array", "items": match}, "reasons": {"type": "array", "items": reason},
    }  # fmt: skip
    lines = {"type": ["array", "null"], "items": {"type": "integer", "minimum": 1}, "minItems": 2, "maxItems": 2}
    doubt = {"doubt": {"type": "number", "minimum": 0, "maximum": 1}, "doubt_reason": text, "doubt_type": text}
    always = {
        "file": text, "document": text, "district": text, "paragraph": text, "lines": lines, "headings": words,
        "role": {"enum": list(ROLES)}, "counted": {"type": "boolean"}, "row": {"type": ["string", "null"]},
        "columns": words, "measures": {"type": "array", "items": _record(measure)},
        "rejected": {"type": "array", "items": _record({**place, "why": text})}, "text": text,
    }  # fmt: skip
    return _record({**always, **doubt, "included": {"const": False}}, optional=(*doubt, "included"))


REPORT = Report("dictionary", (DICTIONARY, SCHEMA), lambda edition, folder: write_dictionary(folder))
