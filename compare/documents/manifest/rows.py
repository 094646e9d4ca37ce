"""What a list of documents holds before anything of it is understood: rows of cells with their places.

In: nothing. Out: `TypedValue`, `ManifestRow`, `Listed`, and the names that a column may have. Example: line 4 of
corpus.yaml, ``地区: 清城区``, is TypedValue("地区", "清城区", place 4:5, place 4:9), whose field is ``district``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from compare import lexicons
from compare.problems import Place, Problem


class TypedValue(NamedTuple):
    """One value as it was typed."""

    name: str
    """the column as it was written"""
    text: str
    """empty where nothing is said"""
    named_at: Place
    at: Place


@dataclass(frozen=True, slots=True)
class ManifestRow:
    """What is said of one document."""

    at: Place
    cells: tuple[TypedValue, ...]


@dataclass(slots=True)
class Listed:
    """Everything that a list of documents says, and what is wrong in its typing."""

    rows: list[ManifestRow] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)
    """columns of the analyst's own, declared as such"""
    problems: list[Problem] = field(default_factory=list)


@cache
def field_names() -> Mapping[str, str]:
    """Every way to write a column → the field it means."""
    fields = lexicons.load("manifest")["fields"]
    return {written: name for name, names in fields.items() for written in names}


@cache
def headings(lang: str) -> Mapping[str, str]:
    """Field → what `init` calls it: Chinese headings, or the names of corpus.yaml."""
    fields = lexicons.load("manifest")["fields"]
    return {name: names[1 if lang == "zh" else 0] for name, names in fields.items()}
