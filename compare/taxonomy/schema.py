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
from compare.kinds import LANGS
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


@dataclass(frozen=True, slots=True)
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
        Field("schema", "text", choices=("1",)),
        Field("name", "text"),
        Field("name_en", "text"),
        Field("version", "text"),
        Field("language", "text", choices=LANGS),
        Field("settings", "table", "settings"),
        Field("global", "table", "global"),
        Field("types", "measures", required=True),
        Field("residual", "measures"),
        Field("aliases", "pairs"),
        Field("include", "sentences"),
    ),
    "settings": (
        Field("overlap", "text", choices=("measure", "taxonomy", "all")),
        Field("threshold", "number"),
        Field("secondary_ratio", "number", high=1.0),
        Field("own_ratio", "number", high=1.0),
        Field("max_types", "integer", low=1),
        Field("points", "table", "points"),
    ),
    "points": (
        Field("strong", "number"),
        Field("weak", "number"),
        Field("body_cap", "number"),
        Field("heading_strong", "number"),
        Field("heading_weak", "number"),
        Field("lead_strong", "number"),
        Field("lead_weak", "number"),
        Field("title_strong", "number"),
        Field("context", "number"),
        Field("damped", "number", high=1.0),
    ),
    "global": (
        Field("mask", "terms"),
        Field("beneficiary_cues", "terms"),
        Field("location_cues", "terms"),
        Field("outcome_cues", "terms"),
        Field("negative_cues", "terms"),
        Field("negative_cancel", "terms"),
        Field("prohibition_cues", "terms"),
        Field("list_damping", "table", "list_damping"),
    ),
    "list_damping": (Field("items", "integer", low=1), Field("types", "integer", low=1)),
    "type": (
        Field("id", "text"),
        Field("name", "text"),
        Field("name_en", "text"),
        Field("definition", "text"),
        Field("include", "text"),
        Field("exclude", "text"),
        Field("strong", "keywords"),
        Field("weak", "keywords"),
        Field("guards", "tables", "guard"),
        Field("examples", "table", "examples"),
        Field("threshold", "number"),
        Field("damped_by", "terms", choices=("beneficiary", "location", "outcome", "list")),
        Field("subtypes", "measures"),
    ),
    "keyword": (
        Field("term", "text", required=True),
        Field("aliases", "terms"),
        Field("weight", "number"),
        Field("near", "terms"),
        Field("before", "terms"),
        Field("after", "terms"),
        Field("not_near", "terms"),
        Field("all_of", "terms"),
        Field("within", "integer"),
        Field("scope", "text", choices=("sentence", "paragraph")),
        Field("not_after", "terms"),
        Field("not_before", "terms"),
        Field("boundary", "flag"),
        Field("roles", "terms", choices=ROLES),
        Field("headings", "terms"),
        Field("pattern", "flag"),
    ),
    "guard": (Field("before", "terms"), Field("after", "terms")),
    "examples": (Field("positive", "sentences"), Field("negative", "sentences")),
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
