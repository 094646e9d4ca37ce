"""Read corpus.yaml, the analyst's word on what each file is.

In: the folder's ``corpus.yaml``. Out: an `Entry` a file, every given field a `Fact` of origin manifest.
Example: ``- {file: 004.txt, id: JM, place: 江门市, level: 地级市, period: [2015, 2017]}``. A field left out is
detected; a field given wins over every detection. Paths that leave the folder are refused. Values are the text that
was typed: ``007``, ``2021-05-01`` and ``no`` need no quotes. ``./sub\\b.txt`` is the file ``sub/b.txt``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from compare import lexicons
from compare.chinese.normalize import sound
from compare.documents.places import LEVELS
from compare.model import Fact
from compare.problems import Place, Problem, problem

NAME = "corpus.yaml"
NAMES = (NAME, "corpus.yml")
"""what a manifest may be called, in capitals as well"""

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

    def __init__(self, stream: bytes) -> None:
        super().__init__(stream)
        self.doubled: list[tuple[str, int]] = []
        """keys that stand twice in one mapping, with the line of the second"""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping, of which the last of two equal keys is kept."""
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen and key.value != "<<":
                    self.doubled.append((key.value, key.start_mark.line + 1))
                seen.add(key.value)
        return super().construct_mapping(node, deep)


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
    insisted: bool = False
    """include: true stands there: counted even if its paragraphs could not be rebuilt"""
    order: int = 0
    facts: Mapping[str, Fact] = field(default_factory=dict)
    extra: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Manifest:
    """All entries by file name, with what is wrong in the file."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    """by `plain_name`"""
    problems: tuple[Problem, ...] = ()

    def find(self, name: str) -> Entry | None:
        """The entry of a file, written in capitals or not where only one is meant."""
        plain = plain_name(name)
        return self.entries.get(plain) or self._folded.get(plain.casefold())

    @cached_property
    def _folded(self) -> Mapping[str, Entry]:
        counts = Counter(name.casefold() for name in self.entries)
        return {name.casefold(): entry for name, entry in self.entries.items() if counts[name.casefold()] == 1}


def plain_name(name: str) -> str:
    """One spelling of a relative path: ``.\\sub\\b.txt`` and ``sub//b.txt`` are ``sub/b.txt``."""
    return PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).as_posix()


def read_manifest(path: Path, shown: str = "") -> Manifest:
    """The manifest at `path`, in problems called `shown`; an absent file is an empty one, a broken one a Problem."""
    if not path.is_file():
        return Manifest()
    name = shown or str(path)
    try:
        loader = _Loader(path.read_bytes())
        data = loader.get_single_data()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        spot = Place(name, mark.line + 1 if mark else 0, mark.column + 1 if mark else 0)
        return Manifest(problems=(problem("documents.manifest-syntax", "error", spot, why=error.problem or ""),))
    except Exception as error:  # PyYAML lets through what a value with a tag raises: ValueError, AttributeError …
        return Manifest(problems=(problem("documents.manifest-unreadable", "error", name, why=type(error).__name__),))
    rows = data.get("documents", data.get("文档")) if isinstance(data, dict) else data
    if not isinstance(rows, list):
        return Manifest(problems=(problem("documents.manifest-shape", "error", name),))
    doubled = [
        problem("documents.manifest-double-key", "warning", Place(name, line), key=key) for key, line in loader.doubled
    ]
    entries, problems = _entries(rows, name)
    return Manifest(entries, (*doubled, *problems, *_equal_ids(entries, name), *_unknown_values(entries, name)))


def _entries(rows: list[Any], shown: str) -> tuple[dict[str, Entry], list[Problem]]:
    entries: dict[str, Entry] = {}
    problems: list[Problem] = []
    for order, row in enumerate(rows):
        name = _text(row.get("file", row.get("文件"))) if isinstance(row, dict) else ""
        pure = PurePosixPath(plain_name(name))
        if not name:
            problems.append(problem("documents.manifest-no-file", "warning", shown, number=order + 1))
        elif pure.is_absolute() or ".." in pure.parts:
            problems.append(problem("documents.manifest-outside", "warning", shown, name=name))
        elif str(pure) in entries:
            problems.append(problem("documents.manifest-twice", "warning", shown, name=name))
        else:
            problems.extend(_said_twice(row, name, shown))
            entries[str(pure)] = _entry(name, row, order)
    return entries, problems


def _said_twice(row: Mapping[str, Any], name: str, shown: str) -> list[Problem]:
    """A field under two of its names: place and 地区."""
    given: dict[str, list[str]] = {}
    for key in row:
        if key in _FIELDS and _FIELDS[key] != "file" and _text(row[key]):
            given.setdefault(_FIELDS[key], []).append(key)
    return [
        problem("documents.manifest-two-names", "warning", shown, name=name, keys="、".join(keys), kept=keys[-1])
        for keys in given.values()
        if len(keys) > 1
    ]


def _equal_ids(entries: Mapping[str, Entry], shown: str) -> list[Problem]:
    names: dict[str, list[str]] = {}
    for entry in entries.values():
        if entry.id:
            names.setdefault(entry.id, []).append(entry.file)
    return [
        problem("documents.manifest-duplicate-id", "warning", shown, id=identity, names="、".join(files))
        for identity, files in names.items()
        if len(files) > 1
    ]


def _unknown_values(entries: Mapping[str, Entry], shown: str) -> list[Problem]:
    """Levels and genres that no table knows: they would make a group of their own."""
    return [
        problem(
            "documents.manifest-unknown-value", "warning", shown, name=entry.file, field=name, value=fact.value,
            allowed="、".join(allowed),
        )
        for entry in entries.values()
        for name, allowed in _allowed().items()
        if (fact := entry.facts.get(name)) and fact.value not in allowed
    ]  # fmt: skip


@cache
def _allowed() -> Mapping[str, Sequence[str]]:
    groups = lexicons.load("comparability")["levels"]
    levels = dict.fromkeys([*LEVELS, *(level for group in groups for level in group)])
    return {"level": tuple(levels), "genre": tuple(genre["id"] for genre in lexicons.load("genres")["genres"])}


def unmatched(entry: Entry, shown: str, names: Sequence[str]) -> Problem:
    """What is said of an entry whose file was not found among `names`."""
    near = get_close_matches(plain_name(entry.file), sorted(names), 1)
    if near:
        return problem("documents.manifest-near-match", "warning", shown, name=entry.file, near=near[0])
    return problem("documents.manifest-no-match", "warning", shown, name=entry.file)


def _entry(name: str, row: Mapping[str, Any], order: int) -> Entry:
    facts: dict[str, Fact] = {}
    extra: dict[str, Fact] = {}
    for key, value in row.items():
        text = _text(value)
        if key in _OWN or not text:
            continue
        known = _FIELDS.get(key, "")
        (facts if known else extra)[known or str(key)] = Fact(_iso(text) if known in _DATES else text, "manifest")
    said = _text(row.get("include", row.get("纳入"))).lower()
    include = said not in _LEFT_OUT
    return Entry(name, _text(row.get("id", row.get("编号"))), include, include and bool(said), order, facts, extra)


def _iso(text: str) -> str:
    """A date as ``2021-05-01``, however it is typed; anything else as it is."""
    found = _DATE.fullmatch(text)
    return "-".join(part.zfill(2) for part in found.groups() if part) if found else text


def _text(value: object) -> str:
    if isinstance(value, list):
        return "-".join(text for x in value if not isinstance(x, list) and (text := _text(x)))
    return "" if value is None or isinstance(value, dict) else sound(str(value)).strip()
