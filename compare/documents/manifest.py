"""Read corpus.yaml, the analyst's word on what each file is.

In: the folder's ``corpus.yaml``. Out: an `Entry` a file, every given field a `Fact` of origin manifest.
Example: ``- {file: 004.txt, id: JM, place: 江门市, level: 地级市, period: [2015, 2017]}``. A field left out is
detected; a field given wins over every detection. Paths that leave the folder are refused. Values are the text that
was typed: ``007``, ``2021-05-01`` and ``no`` need no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from compare.model import Fact
from compare.problems import Place, Problem, problem

NAME = "corpus.yaml"

_FIELDS = {
    "place": "district", "district": "district", "level": "level", "parent": "parent", "province": "province",
    "title": "title", "genre": "genre", "issuer": "issuer", "docno": "number", "number": "number",
    "issued": "issued", "published": "published", "effective": "effective", "expires": "expires",
    "period": "period", "url": "url",
    "文件": "file", "编号": "id", "地区": "district", "层级": "level", "上级": "parent", "标题": "title",
    "文种": "genre", "发文机关": "issuer", "文号": "number", "成文日期": "issued", "期间": "period", "链接": "url",
}  # fmt: skip
_OWN = {"file", "id", "include", "文件", "编号", "纳入"}
_DATES = {"issued", "published", "effective", "expires"}
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2}))?[月日]?")
_LEFT_OUT = {"false", "no", "off", "n", "0", "否"}
"""what says that a document is not to be included"""


class _Loader(yaml.SafeLoader):
    """Knows no types but “nothing” (an empty value, ``~``, ``null``) and ``<<``: 007 is no number, no is no truth."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.endswith((":null", ":merge"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of one file."""

    file: str
    id: str = ""
    include: bool = True
    order: int = 0
    facts: Mapping[str, Fact] = field(default_factory=dict)
    extra: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Manifest:
    """All entries by file name, with what is wrong in the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def read_manifest(path: Path) -> Manifest:
    """The manifest at `path`; an absent file is an empty manifest, a broken one a Problem."""
    if not path.is_file():
        return Manifest()
    try:
        data = yaml.load(path.read_bytes(), Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        spot = Place(str(path), mark.line + 1 if mark else 0, mark.column + 1 if mark else 0)
        return Manifest(problems=(problem("documents.manifest-syntax", "error", spot, why=error.problem or ""),))
    except Exception as error:  # PyYAML lets through what a value with a tag raises: ValueError, AttributeError …
        return Manifest(
            problems=(problem("documents.manifest-unreadable", "error", str(path), why=type(error).__name__),)
        )
    rows = data.get("documents", data.get("文档")) if isinstance(data, dict) else data
    if not isinstance(rows, list):
        return Manifest(problems=(problem("documents.manifest-shape", "error", str(path)),))
    return _entries(rows, path)


def _entries(rows: list[Any], path: Path) -> Manifest:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for order, row in enumerate(rows):
        name = _text(row.get("file", row.get("文件"))) if isinstance(row, dict) else ""
        pure = PurePosixPath(name.replace("\\", "/"))
        if not name:
            problems.append(problem("documents.manifest-no-file", "warning", str(path), number=order + 1))
        elif pure.is_absolute() or ".." in pure.parts:
            problems.append(problem("documents.manifest-outside", "warning", str(path), name=name))
        elif name in entries:
            problems.append(problem("documents.manifest-twice", "warning", str(path), name=name))
        else:
            entries[name] = _entry(name, row, order)
    return Manifest(entries, tuple(problems))


def _entry(name: str, row: Mapping[str, Any], order: int) -> Entry:
    facts: dict[str, Fact] = {}
    extra: dict[str, Fact] = {}
    for key, value in row.items():
        text = _text(value)
        if key in _OWN or not text:
            continue
        known = _FIELDS.get(key, "")
        (facts if known else extra)[known or str(key)] = Fact(_iso(text) if known in _DATES else text, "manifest")
    include = _text(row.get("include", row.get("纳入"))).lower() not in _LEFT_OUT
    return Entry(name, _text(row.get("id", row.get("编号"))), include, order, facts, extra)


def _iso(text: str) -> str:
    """A date as ``2021-05-01``, however it is typed; anything else as it is."""
    found = _DATE.fullmatch(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def _text(value: object) -> str:
    if isinstance(value, list):
        return "-".join(text for x in value if not isinstance(x, list) and (text := _text(x)))
    return "" if value is None or isinstance(value, dict) else str(value).strip()
