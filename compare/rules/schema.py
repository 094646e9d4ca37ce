"""The one table of fields that a file of rules may have; the reader, the linter and schema.json all go by it.

In: nothing. Out: `FIELDS`, level → fields, and the JSON Schema that editors complete by.
Example: at level ``rule`` the field ``unless`` holds phrases.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from compare.lexicons import words
from compare.rules.rule import PLACES

Kind = Literal[
    "text",
    "flag",
    "phrases",  # a list of phrases, or of mappings of level ``beside``
    "sentences",  # texts
    "conditions",  # what must be known of the place, or what is decided: names of the topic → values
    "rules",  # a list of mappings of level ``rule``
    "lists",  # name → phrases, or a mapping of level ``beside``
]


class Field(NamedTuple):
    """One field of a file of rules."""

    name: str
    kind: Kind
    required: bool = False
    choices: tuple[str, ...] = ()


_BESIDE = (
    Field("any_of", "phrases", True),
    Field("after", "phrases"),
    Field("not_after", "phrases"),
    Field("before", "phrases"),
    Field("not_before", "phrases"),
)
FIELDS: dict[str, tuple[Field, ...]] = {
    "file": (Field("ordered", "flag"), Field("lists", "lists"), Field("more", "lists"), Field("rules", "rules")),
    "beside": _BESIDE,
    "rule": (
        Field("name", "text", True),
        Field("why", "text"),
        Field("off", "flag"),
        Field("ahead_of", "text"),
        Field("at", "text", choices=PLACES),
        *_BESIDE,
        Field("unless", "phrases"),
        Field("near", "phrases"),
        Field("under", "phrases"),
        Field("when", "conditions"),
        Field("gives", "conditions"),
        Field("hits", "sentences"),
        Field("misses", "sentences"),
    ),
}


def fields(level: str) -> Mapping[str, Field]:
    """The fields of a level by name."""
    return {field.name: field for field in FIELDS[level]}


def json_schema() -> dict[str, Any]:
    """Every shape that the reader takes, as JSON Schema (draft 2020-12)."""
    said = words("rules", "zh")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": said["schema.title"],
        **_table("file", said),
        "$defs": {level: _table(level, said) for level in ("beside", "rule")},
    }


_TEXT = {"type": ["string", "number", "boolean"]}


def _table(level: str, said: Mapping[str, str]) -> dict[str, Any]:
    shape: dict[str, Any] = {
        "type": "object",
        "properties": {f.name: {**_shape(f), "description": said[f"schema.{f.name}"]} for f in FIELDS[level]},
        "additionalProperties": False,
    }
    # a rule that is switched off needs no words
    required = [f.name for f in FIELDS[level] if f.required and (level, f.name) != ("rule", "any_of")]
    return shape | ({"required": required} if required else {})


def _shape(field: Field) -> dict[str, Any]:
    beside = {"$ref": "#/$defs/beside"}
    phrases = {"type": "array", "items": _one(beside, _TEXT)}
    shapes: dict[Kind, dict[str, Any]] = {
        "text": {"enum": list(field.choices)} if field.choices else _TEXT,
        "flag": {"type": "boolean"},
        "phrases": phrases,
        "sentences": {"type": "array", "items": _TEXT},
        "conditions": {"type": "object"},
        "rules": {"type": "array", "items": {"$ref": "#/$defs/rule"}},
        "lists": {"type": "object", "additionalProperties": _one(beside, phrases)},
    }
    return shapes[field.kind]


def _one(table: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """A mapping of one shape, or something else."""
    return {"if": {"type": "object"}, "then": table, "else": other}


if __name__ == "__main__":  # python -m compare.rules.schema > compare/rules/schema.json
    print(json.dumps(json_schema(), ensure_ascii=False, indent=1))
