"""The one table of fields that a taxonomy file may have; the loader, the linter and schema.json all read it.

In: nothing. Out: `FIELDS`, level → fields, and the JSON Schema that editors use for completion.
Example: at level ``keyword`` the field ``near`` holds terms, so “附近有: [融资, 挂牌]” is read as two terms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from compare import lexicons
from compare.kinds import LANGS, MENTIONS, METHODS
from compare.model import ROLES
from compare.yamlfiles.nodes import Names

Kind = Literal[
    "text",  # one string
    "terms",  # words to look for: a list of strings, or one string
    "sentences",  # running text: a list of strings, or one string
    "number", "integer", "flag",
    "table",  # a mapping of its own level
    "tables",  # term → mapping of its own level
    "pairs",  # string → string
    "keywords",  # list of strings or mappings of level ``keyword``
    "measures",  # list of mappings of level ``type``, or name → keywords
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field of a taxonomy file."""

    name: str
    kind: Kind
    level: str = ""
    """for tables: where their own fields are listed in `FIELDS`"""
    choices: tuple[str, ...] = ()
    """closed list of values; empty = any"""
    low: float = 0.0
    high: float = float("inf")
    required: bool = False


FIELDS: dict[str, tuple[Field, ...]] = {
    "taxonomy": (
        Field(name="schema", kind="text", choices=("1",)),
        Field(name="name", kind="text"),
        Field(name="name_en", kind="text"),
        Field(name="version", kind="text"),
        Field(name="language", kind="text", choices=LANGS),
        Field(name="settings", kind="table", level="settings"),
        Field(name="global", kind="table", level="global"),
        Field(name="types", kind="measures", required=True),
        Field(name="residual", kind="measures"),
        Field(name="aliases", kind="pairs"),
        Field(name="include", kind="sentences"),
        Field(name="learned", kind="text"),
    ),
    "settings": (
        Field(name="overlap", kind="text", choices=("measure", "taxonomy", "all")),
        Field(name="method", kind="text", choices=METHODS),
        Field(name="threshold", kind="number"),
        Field(name="secondary_ratio", kind="number", high=1.0),
        Field(name="own_ratio", kind="number", high=1.0),
        Field(name="max_types", kind="integer", low=0),
        Field(name="points", kind="table", level="points"),
    ),
    "points": (
        Field(name="strong", kind="number"),
        Field(name="weak", kind="number"),
        Field(name="body_cap", kind="number"),
        Field(name="heading_strong", kind="number"),
        Field(name="heading_weak", kind="number"),
        Field(name="lead_strong", kind="number"),
        Field(name="lead_weak", kind="number"),
        Field(name="title_strong", kind="number"),
        Field(name="context", kind="number"),
        Field(name="damped", kind="number", high=1.0),
    ),
    "global": (
        Field(name="mask", kind="terms"),
        Field(name="beneficiary_cues", kind="terms"),
        Field(name="location_cues", kind="terms"),
        Field(name="outcome_cues", kind="terms"),
        Field(name="negative_cues", kind="terms"),
        Field(name="negative_cancel", kind="terms"),
        Field(name="prohibition_cues", kind="terms"),
        Field(name="list_damping", kind="table", level="list_damping"),
    ),
    "list_damping": (Field(name="items", kind="integer", low=1), Field(name="types", kind="integer", low=1)),
    "type": (
        Field(name="id", kind="text"),
        Field(name="name", kind="text"),
        Field(name="name_en", kind="text"),
        Field(name="short", kind="text"),
        Field(name="definition", kind="text"),
        Field(name="include", kind="text"),
        Field(name="exclude", kind="text"),
        Field(name="strong", kind="keywords"),
        Field(name="weak", kind="keywords"),
        Field(name="guards", kind="tables", level="guard"),
        Field(name="examples", kind="table", level="examples"),
        Field(name="threshold", kind="number"),
        Field(name="damped_by", kind="terms", choices=MENTIONS),
        Field(name="subtypes", kind="measures"),
    ),
    "keyword": (
        Field(name="term", kind="text", required=True),
        Field(name="aliases", kind="terms"),
        Field(name="weight", kind="number"),
        Field(name="near", kind="terms"),
        Field(name="before", kind="terms"),
        Field(name="after", kind="terms"),
        Field(name="not_near", kind="terms"),
        Field(name="all_of", kind="terms"),
        Field(name="within", kind="integer"),
        Field(name="scope", kind="text", choices=("sentence", "paragraph")),
        Field(name="not_after", kind="terms"),
        Field(name="not_before", kind="terms"),
        Field(name="boundary", kind="flag"),
        Field(name="roles", kind="terms", choices=ROLES),
        Field(name="headings", kind="terms"),
        Field(name="pattern", kind="flag"),
    ),
    "guard": (Field(name="before", kind="terms"), Field(name="after", kind="terms")),
    "examples": (Field(name="positive", kind="sentences"), Field(name="negative", kind="sentences")),
}


@cache
def names() -> Names:
    """Every name that a field of a taxonomy file may have."""
    known = {name: field for level in FIELDS for name, field in _named(level)}
    prose = frozenset(name for name, field in _named("type") if field.kind == "text")
    return Names(frozenset(known), prose)


def _named(level: str) -> Iterator[tuple[str, Field]]:
    yield from fields(level).items()
    yield from ((other, fields(level)[name]) for other, name in synonyms(level).items())


@cache
def fields(level: str) -> dict[str, Field]:
    """The fields of a level by their English names."""
    return {field.name: field for field in FIELDS[level]}


@cache
def synonyms(level: str) -> dict[str, str]:
    """Other names of a level's fields → English name; from lexicons/taxonomy_fields.yaml."""
    return {other: name for name, others in lexicons.load("taxonomy_fields")[level].items() for other in others}


def find_field(level: str, written: str) -> Field | None:
    """The field that an analyst means by a key, English or Chinese; None if there is none."""
    known = fields(level)
    return known.get(written) or known.get(synonyms(level).get(written, ""))


def find_value(written: str) -> str:
    """The English form of a Chinese value (段 → paragraph); anything else unchanged."""
    value: str = lexicons.load("taxonomy_fields")["values"].get(written, written)
    return value


def json_schema() -> dict[str, Any]:
    """Every shape that the loader reads as JSON Schema (draft 2020-12), Chinese names beside the English ones."""
    words = lexicons.words("taxonomy", "zh")
    definitions = {level: _level_schema(level, words) for level in FIELDS if level != "taxonomy"}
    definitions["terms"] = {"anyOf": [_TEXT, {"type": "array", "items": _TEXT}]}
    keyword = {"if": {"type": "object"}, "then": _ref("keyword"), "else": _TEXT}
    definitions["keywords"] = {"if": {"type": "array"}, "then": {"items": keyword}, "else": _TEXT}
    definitions["full"] = _level_schema("taxonomy", words)
    definitions["short"] = _short_schema()
    definitions["simple"] = _simple_schema(words)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": words["taxonomy"],
        "type": "object",
        "if": _has_one_of("taxonomy", ("types", "residual", "schema")),
        "then": _ref("full"),
        "else": _ref("simple"),
        "$defs": definitions,
    }


def _has_one_of(level: str, wanted: Sequence[str]) -> dict[str, Any]:
    """An object with one of the fields, by any of their names."""
    names = [name for name, field in _named(level) if field.name in wanted]
    return {"type": "object", "anyOf": [{"required": [name]} for name in names]}


def _short_schema() -> dict[str, Any]:
    """A type written as its keywords, as the fields of a type, or as its sub-types by name."""
    nested = {"additionalProperties": _ref("short")}
    table = {"if": _has_one_of("type", ("strong", "weak", "subtypes")), "then": _ref("type"), "else": nested}
    return {"if": {"type": "object"}, "then": table, "else": _ref("keywords")}


def _simple_schema(words: dict[str, str]) -> dict[str, Any]:
    """Types by name, and between them fields of the file (``include: [地方词.yaml]``)."""
    fields = _level_schema("taxonomy", words)["properties"]
    own = {name: {"anyOf": [field, _ref("short")]} for name, field in fields.items()}
    return {"type": "object", "minProperties": 1, "properties": own, "additionalProperties": _ref("short")}


_TEXT = {"type": ["string", "number", "boolean"]}  # an editor may read 863 or NO; the loader keeps the text


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _level_schema(level: str, words: dict[str, str]) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for field in FIELDS[level]:
        properties[field.name] = {**_field_schema(field), "description": words[f"{level}.{field.name}"]}
        for other, name in synonyms(level).items():
            if name == field.name:
                properties[other] = properties[name]
    required = [[name, *(o for o, n in synonyms(level).items() if n == name)] for name in _required(level)]
    demands = [{"anyOf": [{"required": [name]} for name in names]} for names in required]
    return {"type": "object", "properties": properties, "additionalProperties": False} | (
        {"allOf": demands} if demands else {}
    )


def _required(level: str) -> list[str]:
    return [field.name for field in FIELDS[level] if field.required]


def _field_schema(field: Field) -> dict[str, Any]:
    match field.kind:
        case "text":
            return {"enum": _choices(field)} if field.choices else _TEXT
        case "terms" if field.choices:
            return {"type": "array", "items": {"enum": _choices(field)}}
        case "terms" | "sentences":
            return _ref("terms")
        case "number" | "integer":
            limits = {"minimum": field.low} | ({} if field.high == float("inf") else {"maximum": field.high})
            return {"type": field.kind, **limits}
        case "flag":
            return {"type": "boolean"}
        case "table":
            return _ref(field.level)
        case "tables":
            return {"type": "object", "additionalProperties": _ref(field.level)}
        case "pairs":
            return {"type": "object", "additionalProperties": _TEXT}
        case "keywords":
            return _ref("keywords")
        case "measures":
            by_name = {"type": "object", "additionalProperties": _ref("short")}
            return {"if": {"type": "array"}, "then": {"items": _ref("type")}, "else": by_name}


def _choices(field: Field) -> list[str | int]:
    others = [zh for zh, value in lexicons.load("taxonomy_fields")["values"].items() if value in field.choices]
    numbers = [int(choice) for choice in field.choices if choice.isdigit()]
    return [*field.choices, *numbers, *others]


if __name__ == "__main__":  # python -m compare.taxonomy.schema > taxonomy/schema.json
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
