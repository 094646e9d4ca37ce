"""Which documents make one row of the matrix, and in which order the rows stand.

In: the included documents of a `Study` and `Settings.by`. Out: `Group`s, a higher level before a lower one and a
parent before its children, else in the order of the study.
Example: two documents of 临江区 and one of its city 云州市 give the rows 云州市 (地级市), 临江区 (区).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from compare import lexicons
from compare.model import Document, Metadata, Row, Settings

BY = ("district", "level", "parent", "province", "year", "period", "genre", "issuer")
"""what makes a row without a column of the manifest"""
IN_TIME = ("year", "period")
"""rows that stand in the order of time, whatever their level"""
UNKNOWN = "unknown"
"""key of the row of documents that lack the value asked for"""


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one row, before anything is counted."""

    key: str
    """unique in the matrix"""
    label: str
    level: str
    """the level all documents share, else empty"""
    parent: str
    documents: tuple[Document, ...]
    """in the order of the study"""


@cache
def _ranks() -> Mapping[str, int]:
    levels: list[list[str]] = lexicons.load("comparability")["levels"]
    return {name: rank for rank, names in enumerate(levels) for name in names}


def level_rank(level: str) -> int | None:
    """Position of a level among the groups that may be compared, 0 = highest; None for an unknown level."""
    return _ranks().get(level)


def peers(rows: Sequence[Row]) -> dict[str, tuple[str, ...]]:
    """For each row the rows of the same level, itself included; empty where the level is unknown."""
    groups: dict[int | None, list[str]] = {}
    for row in rows:
        groups.setdefault(level_rank(row.level), []).append(row.key)
    frozen = {rank: () if rank is None else tuple(keys) for rank, keys in groups.items()}
    return {row.key: frozen[level_rank(row.level)] for row in rows}


def known_rows(documents: Iterable[Document]) -> tuple[str, ...]:
    """What `Settings.by` may be for these documents: `BY`, then the columns that their manifest adds."""
    return tuple(dict.fromkeys([*BY, *(name for d in documents for name in d.metadata.extra)]))


def group_documents(documents: Iterable[Document], settings: Settings) -> tuple[Group, ...]:
    """The rows of a matrix by `settings.by`, ordered; documents with ``included=False`` are left out."""
    included = [d for d in documents if d.included]
    keyed: dict[tuple[str, str], list[Document]] = {}
    for document, identity in zip(included, _identities(included, settings.by), strict=True):
        keyed.setdefault(identity, []).append(document)
    names = [value for _, value in keyed]
    shown = _labels(settings)
    groups = [
        Group(
            # two districts of one name (鼓楼区 of two cities) are told apart by their parent
            key := (value if names.count(value) == 1 else f"{parent}{value}") or UNKNOWN,
            shown.get(key, key),
            _shared(members, "level"),
            _shared(members, "parent"),
            tuple(members),
        )
        for (parent, value), members in keyed.items()
    ]
    return _ordered(groups, by_value=settings.by in IN_TIME)


def _labels(settings: Settings) -> dict[str, str]:
    """How keys read that are not already words of the reader."""
    names = {UNKNOWN: lexicons.words("cells", settings.lang)["row.unknown"]}
    if settings.by == "genre":
        names |= lexicons.genre_names(settings.lang)
    return names


def _identities(documents: Sequence[Document], by: str) -> list[tuple[str, str]]:
    """(parent, value) of each document; the parent only tells districts of one name apart."""
    if by != "district":
        return [("", _value(d.metadata, by)) for d in documents]
    parents: dict[str, set[str]] = {}
    for document in documents:
        if parent := document.metadata.value("parent"):
            parents.setdefault(document.district, set()).add(parent)
    several = {name: next(iter(found)) if len(found) == 1 else "" for name, found in parents.items()}
    return [(d.metadata.value("parent") or several.get(d.district, ""), d.district) for d in documents]


def _value(metadata: Metadata, by: str) -> str:
    return metadata.year if by == "year" and by not in metadata.extra else metadata.value(by)


def _shared(documents: Sequence[Document], name: str) -> str:
    """The value that all documents agree on, unknown ones aside; empty if they differ."""
    values = {value for d in documents if (value := d.metadata.value(name))}
    return values.pop() if len(values) == 1 else ""


def _ordered(groups: Sequence[Group], by_value: bool) -> tuple[Group, ...]:
    """Levels from the highest, unknown last; a parent whose level is not known still stands before its children."""
    if by_value:
        return tuple(sorted(groups, key=lambda g: (g.key == UNKNOWN, g.key)))
    lowest = len(_ranks()) + 1
    ranks = {g.key: float(lowest if (rank := level_rank(g.level)) is None else rank) for g in groups}
    places: dict[str, list[str]] = {}
    for group in groups:
        places.setdefault(_place(group), []).append(group.key)
    # a place has at most three places above it (country, province, city)
    for _ in range(3):
        for group in groups:
            for above in places.get(group.parent, ()) if group.parent else ():
                if above != group.key:
                    ranks[above] = min(ranks[above], ranks[group.key] - 0.5)
    return tuple(sorted(groups, key=lambda g: (g.key == UNKNOWN, ranks[g.key])))


def _place(group: Group) -> str:
    return group.label.removeprefix(group.parent) if group.parent else group.label
