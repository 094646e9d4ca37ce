"""The answer on one page: what a director asks of the texts, as far as they bear it.

In: an `Analysis`. Out: an `Answer` of facts without words: who stands on the page, what leads where, what each names,
what one may say it lacks, figures side by side, passages to copy, warnings, documents left out.
Example: 临江区 with 11 of 48 measures under talent, its programme 鸿雁领航人才计划 and no number aimed at for incubators
has the lead talent 11/48, that name, and the aimless type incubator. `compare.matrix.home` writes the same page from
the side of one row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from compare.chinese.normalize import fold
from compare.kinds import PageRole, PageWarning
from compare.matrix.amount_grid import AmountLine
from compare.matrix.choice import home_key
from compare.matrix.comparability import is_partial, is_summary
from compare.matrix.home import Beside, find_beside
from compare.matrix.borrowing import Passage, candidates, find_passages
from compare.matrix.rows import document_years
from compare.matrix.target_grid import TargetLine
from compare.model import OTHER, Document, PeerGroup, Programme, Row, Years

if TYPE_CHECKING:
    from compare.matrix.analysis import Analysis

MOST_ROWS = 8
"""rows that fit on one page"""
PASSAGES, BORROWED = 5, 3
"""passages to copy, and those an analyst takes from the others"""
NAMES = 3
"""programmes named for a row"""
LINES = 5
"""lines of targets, and of amounts, side by side"""
FEW = 2
"""measures from which on a type can lead"""
_ROOMS = ((3, 4), (5, 3), (MOST_ROWS, 2))
"""rows on the page → what is listed of each: the page keeps its size"""


@dataclass(frozen=True, slots=True)
class Standing:
    """A row and what it is on the page."""

    row: Row
    role: PageRole
    partial: bool
    """its texts are excerpts: what they do not say may be said elsewhere"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One row of the page."""

    row: str
    leads: tuple[str, ...]
    """types with most measures, one or two; empty where none leads"""
    count: int
    """measures of each of them"""
    units: int
    """measures in all"""
    names: tuple[Programme, ...]
    """its own programmes that no other row names, those of the leading types first"""
    aims: int
    """figures that it aims at"""
    years: tuple[int, ...]
    """years that these numbers are due in, sorted"""
    grants: int
    """sums and rates that it gives"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """What one may say that a row lacks; its whole text was looked through."""

    row: str
    aimless: tuple[str, ...]
    """types with measures and without any number aimed at; only of plans and reports"""
    admitted: tuple[str, ...]
    """what its own text says that there is none of, and never takes up"""
    goal_only: tuple[str, ...]
    """sub-types that are aimed at without a measure"""
    absent: tuple[str, ...]
    """sub-types or types that other rows of the page have and that stand nowhere in it"""
    attachments: bool
    """attachments are missing, in which more may stand"""

    def __bool__(self) -> bool:
        return bool(self.aimless or self.admitted or self.goal_only or self.absent)


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning and the documents it is about."""

    code: PageWarning
    documents: tuple[str, ...]
    """ids"""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What stands on the page."""

    home: str
    """key of the analyst's own row; empty without one"""
    standings: tuple[Standing, ...]
    """every row of the matrix"""
    shown: tuple[str, ...]
    """keys of the rows that the page is about, the own one first, then its peers; at most `MOST_ROWS`"""
    others: int
    """further rows that could stand there"""
    groups: tuple[PeerGroup, ...]
    """peers among those shown, the largest group first"""
    portraits: tuple[Portrait, ...]
    points: Mapping[tuple[str, str], tuple[str, ...]]
    """(type, row key) → sub-types with most measures, two at most"""
    lacks: tuple[Lack, ...]
    passages: tuple[Passage, ...]
    targets: tuple[TargetLine, ...]
    """what two rows of the page state, then what one states"""
    amounts: tuple[AmountLine, ...]
    """objects for which two rows of the page state sums"""
    stating: tuple[str, ...]
    """rows of the page that state a sum they give"""
    warnings: tuple[Warned, ...]
    """the weightiest first"""
    open_next: str
    """id of the document with most that can be copied; empty without one"""
    beside: Beside | None
    """the page from the side of the own row; None without one"""

    def of(self, role: PageRole) -> list[Row]:
        """Rows with a role."""
        return [standing.row for standing in self.standings if standing.role == role]

    @property
    def partial(self) -> tuple[str, ...]:
        """Rows of the page of which only a part is known."""
        return tuple(s.row.key for s in self.standings if s.partial and s.row.key in self.shown)


def find_answer(analysis: Analysis) -> Answer:
    """The page of a comparison; thin evidence gives empty parts."""
    comparison = analysis.comparison
    home = home_key(analysis.study.settings, comparison.labels)
    standings = tuple(_standing(analysis, row) for row in comparison.rows)
    fit = _fit(analysis, standings, home)
    shown = _selected(analysis, fit, home)
    partial = {s.row.key for s in standings if s.partial}
    return Answer(
        home=home if home in shown else "",
        standings=standings,
        shown=shown,
        others=len(fit) - len(shown),
        groups=_groups(analysis, shown),
        portraits=tuple(_portrait(analysis, key, shown) for key in shown),
        points={(column, key): _leading_subtypes(analysis, column, key) for column in comparison.columns for key in shown},
        lacks=tuple(lack for key in shown if key not in partial and (lack := _lack(analysis, key, shown))),
        passages=_passages(analysis, shown, home),
        targets=tuple(_target_lines(analysis, shown, alone=home not in shown)),
        amounts=tuple(_amount_lines(analysis, shown)),
        stating=tuple(key for key in analysis.amount_grid.stating if key in shown),
        warnings=tuple(_warnings(analysis, home)),
        open_next=_open_next(analysis, [key for key in shown if key != home]),
        beside=find_beside(analysis, home, shown) if home in shown and len(shown) > 1 else None,
    )  # fmt: skip


# --- who stands on the page -------------------------------------------------------------------------------------


def _standing(analysis: Analysis, row: Row) -> Standing:
    documents = _documents(analysis, row.key)
    return Standing(row, _role(row, documents), any(is_partial(d) or is_summary(d) for d in documents))


def _role(row: Row, documents: Sequence[Document]) -> PageRole:
    if not any(d.quotable for d in documents):
        return "garbled"
    if row.empty == "genre":
        return "results"
    if not row.units:
        return "empty"
    return "reference" if row.empty == "summary" else "compared"


def _fit(analysis: Analysis, standings: Sequence[Standing], home: str) -> list[str]:
    """Rows that the page may be about: the own one, those compared; where there are none, the summaries."""
    roles = {standing.row.key: standing.role for standing in standings}
    fit = [key for key, role in roles.items() if role == "compared"] or [
        k for k, r in roles.items() if r == "reference"
    ]
    asked = [home] if home and home not in fit and roles[home] == "reference" else []
    return asked + fit


def _selected(analysis: Analysis, fit: Sequence[str], home: str) -> tuple[str, ...]:
    """The own row, its peers (or the largest group), then the others; of too many those with most measures."""
    settings = analysis.study.settings
    if settings.compare:
        return tuple(fit[:MOST_ROWS])
    peers = (
        analysis.comparison.peers.get(home, ())
        if home
        else max(analysis.comparison.peers.values(), key=len, default=())
    )
    units = {row.key: row.units for row in analysis.comparison.rows}
    first = [key for key in fit if key in peers and key != home]
    rest = [key for key in fit if key not in peers and key != home]
    room = MOST_ROWS - (home in fit)
    ranked = [*sorted(first, key=lambda key: -units[key]), *sorted(rest, key=lambda key: -units[key])]
    kept = set(ranked[:room])
    whole = {key: any(is_partial(d) for d in _documents(analysis, key)) for key in kept}
    ordered = [key for key in (*sorted(first, key=lambda k: whole.get(k, False)), *rest) if key in kept]
    return tuple([home, *ordered] if home in fit else ordered)


def _documents(analysis: Analysis, key: str) -> list[Document]:
    by_id = analysis.study.by_id
    return [by_id[id] for row in analysis.comparison.rows if row.key == key for id in row.documents]


def _groups(analysis: Analysis, shown: Sequence[str]) -> tuple[PeerGroup, ...]:
    groups = [g for g in analysis.comparison.peer_groups if sum(key in shown for key in g.rows) > 1]
    return tuple(sorted(groups, key=lambda g: (bool(g.theme), -sum(key in shown for key in g.rows))))


# --- each row ---------------------------------------------------------------------------------------------------


def _portrait(analysis: Analysis, key: str, shown: Sequence[str]) -> Portrait:
    comparison = analysis.comparison
    counts = {c: len(comparison.cells[key, c].primary) for c in comparison.columns if c != OTHER}
    most = max(counts.values(), default=0)
    leads = tuple(column for column, count in counts.items() if count == most >= FEW)
    leads = leads if len(leads) <= 2 else ()
    documents = next(row.documents for row in comparison.rows if row.key == key)
    targets = [t for t in analysis.study.targets if t.document_id in documents and t.status == "target"]
    aims = [target for target in targets if target.value is not None]
    return Portrait(
        row=key,
        leads=leads,
        count=most,
        units=next(row.units for row in comparison.rows if row.key == key),
        names=tuple(_names(analysis, key, leads))[:NAMES],
        aims=len(aims),
        years=tuple(sorted({target.year for target in aims if target.year})),
        grants=sum(len(cell.grants) for (_, row), cell in analysis.amount_grid.cells.items() if row == key),
    )


def _names(analysis: Analysis, key: str, leads: Sequence[str]) -> Iterator[Programme]:
    """Own programmes of measures that only this row names, of the leading types first; rules by title come last."""
    study = analysis.study
    row_of = {id: row.key for row in analysis.comparison.rows for id in row.documents}
    elsewhere = {fold(p.name) for p in study.programmes if row_of.get(p.document_id, key) != key}
    known: dict[str, Programme] = {}
    for programme in study.programmes:
        if row_of.get(programme.document_id) == key and not programme.upstream and _is_name(analysis, programme):
            known.setdefault(fold(programme.name), programme)
    found = [p for name, p in known.items() if name not in elsewhere]
    yield from sorted(found, key=lambda p: (_is_titled(analysis, p), p.measure_id not in leads, len(p.name)))


_LONGEST = 16
"""characters of a name that people would say"""


def _is_name(analysis: Analysis, programme: Programme) -> bool:
    """Whether it can be said as a name: short, of a text that may be quoted, of a type that is compared."""
    typed = programme.measure_id in analysis.comparison.columns
    return typed and analysis.study.by_id[programme.document_id].quotable and len(programme.name) <= _LONGEST


def _is_titled(analysis: Analysis, programme: Programme) -> bool:
    """《…办法》: a rule and no programme."""
    text = analysis.study.paragraphs[programme.paragraph_key].text
    return text[: programme.span.end + 1].endswith("》") or "《" in text[programme.span.start - 1 : programme.span.end]


def _leading_subtypes(analysis: Analysis, column: str, key: str) -> tuple[str, ...]:
    """The sub-types that most main measures of a cell are about."""
    found = [analysis.comparison.by_id[id] for id in analysis.comparison.cells[key, column].primary]
    counts = Counter(evidence.subtypes[0] for evidence in found if evidence.subtypes and column != OTHER)
    return tuple(id for id, _ in counts.most_common(2))


# --- what it lacks ----------------------------------------------------------------------------------------------


def _lack(analysis: Analysis, key: str, shown: Sequence[str]) -> Lack | None:
    """None of a row whose texts are not all whole."""
    documents = _documents(analysis, key)
    if not all(d.quotable for d in documents):
        return None
    gaps = [gap for gap in analysis.gaps if gap.row == key]
    return (
        Lack(
            row=key,
            aimless=tuple(_aimless(analysis, key)),
            admitted=tuple(dict.fromkeys(word for gap in gaps if gap.verdict == "admitted" for word in gap.words)),
            goal_only=tuple(gap.subtype for gap in gaps if gap.verdict == "goal-only"),
            absent=tuple(_absent(analysis, key, shown)),
            attachments=any(flag.code == "attachments_missing" for d in documents for flag in d.flags),
        )
        or None
    )


def _aimless(analysis: Analysis, key: str) -> Iterator[str]:
    """Types with several measures and without any number aimed at; a support scheme has sums instead of aims."""
    row = next(row for row in analysis.comparison.rows if row.key == key)
    if not any(scope.family in ("plan", "report") for scope in row.scope) or row.empty != "absent":
        return
    aimed = {type_id for id in row.documents for type_id in _aimed_types(analysis, id)}
    for column in analysis.comparison.columns:
        if column != OTHER and column not in aimed and len(analysis.comparison.cells[key, column].any) >= FEW:
            yield column


def _aimed_types(analysis: Analysis, document_id: str) -> Iterator[str]:
    """The types that the numbers of a document are about, by what they are listed under and by their sentence."""
    study = analysis.study
    for target in study.targets:
        if target.document_id != document_id or target.status != "target":
            continue
        yield target.measure_id
        start = study.paragraphs[target.paragraph_key].text.find(target.sentence)
        for coding in study.codings.get(target.paragraph_key, ()):
            if any(start <= match.span.start < start + len(target.sentence) for match in coding.matches):
                yield coding.measure_id


def _absent(analysis: Analysis, key: str, shown: Sequence[str]) -> Iterator[str]:
    """What most of the other rows of its kind on the page have and this one names nowhere.

    A document with a subject of its own lacks nothing, and a plan lacks nothing that only a reward scheme has.
    """
    rows = {row.key: row for row in analysis.comparison.rows}
    families = {scope.family for scope in rows[key].scope}
    if rows[key].confined_to is not None:
        return
    alike = [other for other in shown if other != key and any(s.family in families for s in rows[other].scope)]
    having = Counter(
        line.id
        for line in analysis.subtypes.lines
        if not line.own
        for other in alike
        if analysis.subtypes.cells[line.id, other].grounded
    )
    room = _room(shown)
    for id, _ in having.most_common():
        if (
            room
            and not analysis.subtypes.cells[id, key].evidence
            and analysis.absences.lacks(key, id).verdict == "absent"
        ):
            room -= 1
            yield id


def _room(shown: Sequence[str]) -> int:
    return next(room for rows, room in _ROOMS if len(shown) <= rows)


# --- side by side -----------------------------------------------------------------------------------------------


def _passages(analysis: Analysis, shown: Sequence[str], home: str) -> tuple[Passage, ...]:
    rows = [key for key in shown if key != home] or list(shown)
    comparison = analysis.comparison
    by_row: dict[str, list[str]] = {key: [] for key in rows}
    for evidence in comparison.evidence:
        if evidence.row in by_row:
            by_row[evidence.row].append(evidence.id)
    asked = [e for key, ids in by_row.items() for e in candidates(comparison, key, analysis.strongest(ids))]
    return find_passages(analysis.study, comparison, rows, BORROWED if home in shown else _most_passages(rows), asked)


def _most_passages(rows: Sequence[str]) -> int:
    """Three of one row, one more for each further one."""
    return min(PASSAGES, 2 + len(rows))


def _target_lines(analysis: Analysis, shown: Sequence[str], alone: bool) -> Iterator[TargetLine]:
    """Indicators that two rows of the page state; after them, if asked, what one row does, from row to row."""
    if len(shown) < 2:
        return
    grid = analysis.target_grid
    stating = {line: [key for key in shown if grid.of(line, key)] for line in grid.lines}
    shared = [line for line, keys in stating.items() if len(keys) > 1]
    shared.sort(key=lambda line: (line.type_id == OTHER, -len(stating[line])))
    yield from shared[:LINES]
    if not alone:
        return
    single = {key: [line for line, keys in stating.items() if keys == [key] and line.folded] for key in shown}
    room = LINES - 1 - len(shared) if sum(map(bool, single.values())) > 1 or shared else 0
    while room > 0 and any(single.values()):
        for key in shown:
            if single[key] and room > 0:
                room -= 1
                yield single[key].pop(0)


def _amount_lines(analysis: Analysis, shown: Sequence[str]) -> list[AmountLine]:
    """Objects for which two rows of the page state what they give, those of most rows first."""
    grid = analysis.amount_grid
    giving = {line: sum(bool(grid.cell(line, key).grants) for key in shown) for line in grid.lines if line.object}
    return sorted((line for line, rows in giving.items() if rows > 1), key=lambda line: -giving[line])[:LINES]


# --- warnings and what next -------------------------------------------------------------------------------------


def _warnings(analysis: Analysis, home: str) -> Iterator[Warned]:
    """What a director must know before quoting, the gravest first; of the own row's base figures before all."""
    included = [d for d in analysis.study.documents if d.included]
    own = {id for row in analysis.comparison.rows if row.key == home for id in row.documents}
    found: dict[PageWarning, list[str]] = {
        "base": [d.id for d in included if d.id in own and _flags(d) & {"scope_note"}],
        "garbled": [d.id for d in included if not d.quotable],
        "over": _over(included),
        "draft": [d.id for d in included if _flags(d) & {"draft"} or d.metadata.value("genre") == "draft"],
        "issuer": [d.id for d in included if d.quotable and _flags(d) & {"issuer_corrupted", "injected_spam"}],
        "place": [d.id for d in included if d.quotable and _flags(d) & {"place_conflict", "district_inferred"}],
        "partial": [d.id for d in included if d.quotable and (is_partial(d) or is_summary(d))],
        "attachments": [d.id for d in included if _flags(d) & {"attachments_missing"}],
        "scope": [d.id for d in included if _flags(d) & {"scope_note"}],
    }
    for code, ids in found.items():
        if ids:
            yield Warned(code, tuple(ids))


def _flags(document: Document) -> set[str]:
    return {flag.code for flag in document.flags}


def _over(documents: Iterable[Document]) -> list[str]:
    """Documents whose time was over by the as-of date, or before the newest of the others began."""
    years = {d.id: found for d in documents if (found := document_years(d))}
    expired = {d.id for d in documents if _flags(d) & {"expired"}}
    newest = max((found[0] for found in years.values()), default=0)
    return [d.id for d in documents if d.id in expired or (d.id in years and _ended(d, years[d.id]) < newest)]


def _ended(document: Document, years: Years) -> int:
    """Last year of a document that says when it ends; those that do not run on."""
    known = document.metadata.value("period") or document.metadata.value("expires")
    return years[1] if known else 9999


def _open_next(analysis: Analysis, rows: Sequence[str]) -> str:
    """The document with most dated numbers and sums."""
    row_of = {id: row.key for row in analysis.comparison.rows for id in row.documents if row.key in rows}
    counts = Counter(t.document_id for t in analysis.study.targets if t.status == "target" and t.document_id in row_of)
    counts.update(a.document_id for a in analysis.study.amounts if a.layer != "practice" and a.document_id in row_of)
    return next((id for id, _ in counts.most_common(1)), "")
