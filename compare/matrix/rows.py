"""Which documents make one row of the matrix, in which order the rows stand, and which are peers.

In: the included documents of a `Study` and `Settings.by`. Out: `Group`s, a higher level before a lower one and a
parent before its children, else in the order of the study; `PeerGroup`s of rows of one level, family and time.
Example: two documents of 临江区 and one of its city 云州市 give the rows 云州市 (地级市), 临江区 (区).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

from compare import lexicons
from compare.kinds import DocumentFlag
from compare.matrix.choice import chosen_keys, in_order
from compare.model import NATION, Document, Flag, PeerGroup, Row, Scope, Settings, Theme, Years

BY = ("district", "level", "parent", "province", "year", "period", "genre", "issuer")
"""what makes a row without a column of the manifest"""
IN_TIME = ("year", "period")
"""rows that stand in the order of time, whatever their level"""
OPEN = 9999
"""last year of a document that names no end"""
SET_ASIDE: DocumentFlag = "set_aside"
"""what is said of a document that has no row because nobody knows its place"""
UNASKED: DocumentFlag = "unasked"
"""what is said of a document whose row was not asked for"""
_ABOUT_ALL = Theme()
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


# --- peers ------------------------------------------------------------------------------------------------------


@cache
def families() -> Mapping[str, str]:
    """Genre → its family; a genre without one (`reference` in lexicons/comparability.yaml) is nobody's peer."""
    table: dict[str, list[str]] = lexicons.load("comparability")["families"]
    return {genre: family for family, genres in table.items() for genre in genres}


def document_years(document: Document) -> Years | None:
    """First and last year a document plans, is valid or reports on; None if nothing is known."""
    value = document.metadata.value
    if years := [int(y) for y in re.findall(r"\d{4}", value("period"))]:
        return min(years), max(years)
    start = value("effective") or value("year")
    if not re.match(r"\d{4}", start):
        return None
    end = value("expires")
    return int(start[:4]), max(int(start[:4]), int(end[:4])) if re.match(r"\d{4}", end) else int(start[:4])


def document_scope(document: Document, theme: Theme = _ABOUT_ALL) -> tuple[Scope, ...]:
    """By what a document finds its peers; nothing for a genre without family, an unknown year, a subject of its own.

    Rules in force that name no end (`open_ended`) run on, but not for ever: a scheme is no peer of one of ten years
    later.
    """
    family = families().get(document.metadata.value("genre"))
    years = document_years(document)
    if family is None or years is None or (theme.confined and not theme.types):
        return ()
    until = years[1]
    reach = lexicons.load("comparability")["open_ended"].get(family)
    if reach and not document.metadata.value("period") and not document.metadata.value("expires"):
        years, until = (years[0], OPEN), years[0] + reach - 1
    return tuple(Scope(document.id, family, years, until, type_id) for type_id in theme.types or ("",))


def overlap(first: Years, second: Years) -> bool:
    """True if the two share a year."""
    return first[0] <= second[1] and second[0] <= first[1]


def peer_groups(rows: Sequence[Row]) -> tuple[PeerGroup, ...]:
    """The largest sets of rows that may be set side by side, by level, family, theme and time.

    This is the one definition of peers. A row of several documents stands in the group of each of them (its plan in
    one, its scheme in another); gaps and what is unique are told by the documents of the group.
    """
    spans: dict[tuple[int, str, str], list[_Member]] = {}
    for row in rows:
        rank = level_rank(row.level)
        for scope in row.scope if rank is not None else ():
            spans.setdefault((rank or 0, scope.family, scope.theme), []).append(_Member(row.key, scope))
    order = list(dict.fromkeys(families().values()))
    level = {row.key: row.level for row in rows}
    return tuple(
        PeerGroup(
            rows=keys,
            levels=tuple(dict.fromkeys(level[key] for key in keys)),
            family=family,
            years=years,
            theme=theme,
            documents=documents,
        )
        for (_, family, theme), members in sorted(spans.items(), key=lambda i: (i[0][0], order.index(i[0][1]), i[0][2]))
        for keys, years, documents in _common_years(members)
    )


class _Member(NamedTuple):
    row: str
    scope: Scope


def _common_years(members: Sequence[_Member]) -> Iterator[tuple[tuple[str, ...], Years, frozenset[str]]]:
    """The largest sets of two and more that share a year, the earliest first.

    Stretches of years that overlap two by two all share a year, and the start of one of them is such a year.
    """
    found: dict[tuple[str, ...], tuple[Years, frozenset[str]]] = {}
    for start in sorted({member.scope.years[0] for member in members}):
        covering: dict[str, Scope] = {}
        for key, scope in members:
            if scope.years[0] <= start <= scope.until:  # of several periods of a row the latest counts
                covering[key] = max(scope, covering.get(key, scope), key=lambda s: (s.years, s.document))
        if len(covering) > 1:
            spans = [scope.years for scope in covering.values()]
            common = max(years[0] for years in spans), min(years[1] for years in spans)
            documents = frozenset(s.document for _, s in members if s.years[0] <= common[0] <= s.until)
            found[tuple(covering)] = common, documents
    for keys, (years, documents) in found.items():
        if not any(set(keys) < set(others) for others in found):
            yield keys, years, documents


def peers(rows: Sequence[Row], groups: Iterable[PeerGroup]) -> dict[str, tuple[str, ...]]:
    """For each row the rows of its peer groups, itself included, in matrix order; empty for a row without peers.

    Not every two peers of a row are peers of each other: a plan to 2025 and one from 2026 are both met by 2024-2027.
    """
    found: dict[str, set[str]] = {row.key: set() for row in rows}
    for keys in dict.fromkeys(group.rows for group in groups):
        for key in keys:
            found[key].update(keys)
    shared: dict[frozenset[str], tuple[str, ...]] = {}
    for members in map(frozenset, found.values()):
        if members not in shared:
            shared[members] = tuple(row.key for row in rows if row.key in members)
    return {key: shared[frozenset(keys)] for key, keys in found.items()}


def parents_apart(rows: Sequence[Row]) -> frozenset[str]:
    """Keys of the rows that contain another row and have no other row of their level: a reference, no peer."""
    above = {row.parent for row in rows if row.parent != row.label}
    ranks = [level_rank(row.level) for row in rows]
    return frozenset(
        row.key
        for row, rank in zip(rows, ranks, strict=True)
        if row.label in above and (rank is None or ranks.count(rank) == 1)
    )


# --- rows -------------------------------------------------------------------------------------------------------


def known_rows(documents: Iterable[Document]) -> tuple[str, ...]:
    """What `Settings.by` may be for these documents: `BY`, then the columns that their manifest adds."""
    return tuple(dict.fromkeys([*BY, *(name for d in documents for name in d.metadata.extra)]))


def has_place(document: Document) -> bool:
    """True if it is known whose document it is."""
    return bool(document.metadata.value("district"))


def set_aside(documents: Sequence[Document], settings: Settings) -> tuple[Document, ...]:
    """The documents; those without a place are not compared where the rows are districts.

    They keep their paragraphs and say why. Where no document has a place each is a row of its own, named by its title.
    """
    placed = any(d.included and has_place(d) for d in documents)
    if settings.by != "district" or not placed:
        return tuple(documents)
    aside = Flag(SET_ASIDE, "warn")
    return tuple(
        replace(d, included=False, flags=(*d.flags, aside)) if d.included and not has_place(d) else d for d in documents
    )


def leave_unasked(documents: Sequence[Document], settings: Settings) -> tuple[Document, ...]:
    """The documents; those whose row `settings.compare` does not name are not compared and say why."""
    groups = group_documents(documents, settings) if settings.compare else ()
    chosen = chosen_keys(settings, {group.key: group.label for group in groups})
    if not chosen:
        return tuple(documents)
    kept = {document.id for group in groups if group.key in chosen for document in group.documents}
    unasked = Flag(UNASKED, "info")
    return tuple(
        replace(d, included=False, flags=(*d.flags, unasked)) if d.included and d.id not in kept else d
        for d in documents
    )


def group_documents(documents: Iterable[Document], settings: Settings) -> tuple[Group, ...]:
    """The rows of a matrix by `settings.by`, ordered; documents with ``included=False`` are left out.

    The analyst's own row stands first and those that were asked for in the order in which they were named.
    """
    included = [d for d in documents if d.included]
    keyed: dict[tuple[str, str], list[Document]] = {}
    for document, identity in zip(included, _identities(included, settings.by), strict=True):
        keyed.setdefault(identity, []).append(document)
    names = [value for _, value in keyed]
    shown = row_names(settings.by, settings.lang)
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
    ordered = {group.key: group for group in _ordered(groups, by_value=settings.by in IN_TIME)}
    return tuple(ordered[key] for key in in_order(settings, {key: group.label for key, group in ordered.items()}))


def row_names(by: str, lang: str) -> dict[str, str]:
    """How keys of rows read that are not already words of the reader: ``unknown``, and kinds of documents."""
    names = {UNKNOWN: lexicons.words("cells", lang)["row.unknown"]}
    if by == "genre":
        names |= lexicons.genre_names(lang)
    if by in ("district", "level"):
        names[NATION] = lexicons.words("cells", lang)["row.nation"]
    return names


def _identities(documents: Sequence[Document], by: str) -> list[tuple[str, str]]:
    """(parent, value) of each document; the parent only tells districts of one name apart."""
    if by != "district":
        return [("", d.metadata.value(by)) for d in documents]
    if not any(has_place(d) for d in documents):
        return [(d.code, d.title) for d in documents]
    parents: dict[str, set[str]] = {}
    for document in documents:
        if parent := document.metadata.value("parent"):
            parents.setdefault(document.district, set()).add(parent)
    several = {name: next(iter(found)) if len(found) == 1 else "" for name, found in parents.items()}
    return [(d.metadata.value("parent") or several.get(d.district, ""), d.district) for d in documents]


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
