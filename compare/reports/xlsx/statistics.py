"""统计: what the counts say beyond the matrix, each figure under its guard.

In: a `Book`. Out: five blocks: rows as a whole, location quotients, tests of independence with residuals, similarity as
heat maps, distinctive keywords. Figures that change with the peers are marked 相对指标; a figure for which there are
too few cases is never printed, 样本不足 stands in its place.
Example: 清城区 × 人才 reads 1.0 under 区位熵: as much of its measures as among its peers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from compare.matrix.keywords import DistinctiveKeyword, telling_keywords
from compare.matrix.statistics import PROVEN
from compare.matrix.tables import Independence, Likeness, Profile
from compare.model import OTHER
from compare.reports.xlsx.book import Book, Grouped
from compare.reports.xlsx.cells import Column, Kind, Linked, Look, Value
from compare.reports.xlsx.layout import BAND
from compare.reports.xlsx.subtypes import MOST_ACROSS

GROUP, NAME, WIDTH = 13, 16, 13
"""widths that all blocks share, since they stand below each other"""
KEYWORDS = 10
"""distinctive keywords of a row"""
NEAREST = 3
"""rows named as the most alike where the heat map would be too wide"""
DIAGONAL = "—"
_PROFILE: tuple[tuple[str, Kind], ...] = (
    ("units", "count"), ("practices", "count"), ("safeguards", "count"), ("characters", "number"),
    ("covered", "count"), ("subtypes", "count"), ("coverage", "percent"), ("hhi", "hundredth"),
    ("evenness", "hundredth"), ("other", "percent"), ("hard", "percent"), ("quantified", "percent"),
    ("intensity", "tenth"),
)  # fmt: skip
_TEST: tuple[tuple[str, Kind], ...] = (
    ("rows", "count"), ("columns", "count"), ("n", "count"), ("smallest", "hundredth"), ("chi2", "tenth"),
    ("df", "count"), ("p", "p"), ("v", "hundredth"), ("fisher", "p"),
)  # fmt: skip
_KEYWORD: tuple[tuple[str, Kind], ...] = (
    ("keyword", "text"), ("type", "text"), ("subtype", "text"), ("count", "count"), ("own_units", "count"),
    ("peers_count", "count"), ("peers_units", "count"), ("log_ratio", "tenth"), ("g2", "tenth"), ("p_adjusted", "p"),
    ("evidence", "id"),
)  # fmt: skip
_NEAR: tuple[tuple[str, Kind], ...] = (("row", "text"), ("cosine", "hundredth"))
QUOTIENTS = {
    "type": "3_color_scale", "min_type": "num", "min_value": 0, "min_color": "#F2C9A1", "mid_type": "num",
    "mid_value": 1, "mid_color": "#FFFFFF", "max_type": "num", "max_value": 2, "max_color": "#9CC3E6",
}  # fmt: skip
LIKENESS = {"type": "3_color_scale", "min_color": "#FFFFFF", "mid_color": "#CFE1F2", "max_color": "#5B9BD5"}
MARKS: Mapping[str, str] = {"**": '+0.0"**";-0.0"**"', "*": '+0.0"*";-0.0"*"', "": "+0.0;-0.0;0.0"}
"""number formats of residuals: the figure stays a number, the mark stands beside it"""
MORE: Look = {"bg_color": "#CFE1F2", "bold": True}
LESS: Look = {"bg_color": "#F9E0C7", "bold": True}
LEFT: Look = {"align": "left"}
FREE: Look = {"align": "left", "text_wrap": False, "right": 0}
"""an id longer than its column runs on over the empty cells to the right"""


def write_statistics(book: Book) -> None:
    """Write the sheet; the blocks stand below each other, each with a header of its own."""
    page = book.pages["statistics"]
    page.valign = "vcenter"
    page.table(_columns(book, "profile", _PROFILE))
    book.head("statistics", book.say("stat.profile.note"))
    _write_profiles(book)
    last = page.next - 1
    _write_quotients(book)
    _write_tests(book)
    _write_likeness(book, book.analysis.likeness)
    _write_keywords(book)
    page.finish(2, book.footer, last, shared=False)


def _columns(book: Book, block: str, figures: Sequence[tuple[str, Kind]]) -> list[Column]:
    heads = [Column(book.say(f"stat.{block}.{key}"), WIDTH, kind) for key, kind in figures]
    return [*_fixed(book), *heads]


def _fixed(book: Book) -> list[Column]:
    return [Column(book.words["col.group"], GROUP, "center"), Column(book.row_head, NAME)]


def _open(book: Book, block: str, columns: Sequence[Column]) -> None:
    """Caption, a line with unit, denominator and guard, header row."""
    page = book.pages["statistics"]
    page.caption(book.say(f"stat.{block}"))
    page.remark(book.say(f"stat.{block}.note"))
    page.table(columns, page.next)


def _put(book: Book, grouped: Grouped, values: Sequence[Value], looks: Mapping[int, Look] | None = None) -> int:
    """One line of a block, figures and their substitutes centred; a thick rule above the first of a group."""
    line = [grouped.group, grouped.row.label, *(_shown(book, value) for value in values)]
    rule: dict[str, Any] = {"top": 2} if grouped.opens else {}
    own = {0: BAND, 1: {**BAND, **LEFT}, **(looks or {})}
    return book.pages["statistics"].row(line, own, align="center", indent=0, **rule)


def _shown(book: Book, value: Value) -> Value:
    return book.term("cells", "insufficient") if value is None else value


# --- rows as a whole --------------------------------------------------------------------------------------------


def _write_profiles(book: Book) -> None:
    profiles = {profile.row: profile for profile in book.analysis.profiles}
    for grouped in book.rows:
        _put(book, grouped, _profile(grouped, profiles[grouped.row.key]))


def _profile(grouped: Grouped, profile: Profile) -> list[Value]:
    row = grouped.row
    coverage = profile.covered / profile.subtypes if profile.subtypes and row.units else None
    return [
        row.units, row.practices, row.safeguards, row.characters, profile.covered, profile.subtypes, coverage,
        profile.hhi, profile.evenness, profile.other, profile.hard, profile.quantified, profile.intensity,
    ]  # fmt: skip


# --- location quotients -----------------------------------------------------------------------------------------


def _write_quotients(book: Book) -> None:
    page, comparison = book.pages["statistics"], book.comparison
    types = [Column(book.label(column), WIDTH, "tenth") for column in comparison.columns]
    heads = [Column(book.say(f"stat.lq.{key}"), WIDTH, "count") for key in ("units", "peers")]
    _open(book, "lq", [*_fixed(book), *heads, *types])
    level = book.comparison.peers
    first = page.next
    for grouped in book.rows:
        key = grouped.row.key
        values = [_linked(book, comparison.cells[key, column].lq, key, column) for column in comparison.columns]
        _put(book, grouped, [grouped.row.units, max(len(level[key]) - 1, 0), *values])
    if book.rows:
        page.sheet.conditional_format(first, 4, page.next - 1, 3 + len(types), QUOTIENTS)


def _linked(book: Book, value: float | None, row: str, column: str) -> Value:
    """A figure that leads to the measures it is made of."""
    return None if value is None else book.counted(value, row, column, "primary")


# --- independence -----------------------------------------------------------------------------------------------


def _write_tests(book: Book) -> None:
    page = book.pages["statistics"]
    tests = book.analysis.tests
    _open(book, "test", [Column(book.say("stat.test.level"), GROUP, "center"), *_columns(book, "test", _TEST)[1:]])
    if not tests:
        page.remark(book.say("stat.test.none"))
    for test in tests:
        line = [_levels(book, test), _names(book, test), *(_shown(book, v) for v in _figures(test))]
        page.row(line, {0: BAND, 1: {**BAND, **LEFT}}, align="center", indent=0)
    for test in tests:
        if test.few:
            page.remark(_why_not(book, test))
        else:
            _write_residuals(book, test)


def _figures(test: Independence) -> list[Value]:
    """What was tested and, if there are cases enough, with what result; Fisher's test holds for few cases as well."""
    chi = test.test
    size: list[Value] = [len(test.rows), len(test.columns), int(chi.n), chi.smallest]
    result: list[Value] = [None] * 4 if test.few else [chi.statistic, chi.df, chi.p, chi.cramers_v]
    return [*size, *result, test.fisher if len(test.rows) == len(test.columns) == 2 else DIAGONAL]


def _levels(book: Book, test: Independence) -> str:
    return book.join(dict.fromkeys(row.level for row in book.comparison.rows if row.key in test.rows))


def _names(book: Book, test: Independence) -> str:
    """The rows tested: by name while they are few."""
    labels = [book.comparison.labels[key] for key in test.rows]
    shown = book.join(labels[:NEAREST])
    return book.say("stat.test.more", names=shown, n=len(labels)) if len(labels) > NEAREST else shown


def _why_not(book: Book, test: Independence) -> str:
    reasons = (book.too_few(why, test.test.smallest, len(test.rows)) for why in test.few)
    key = "stat.test.fisher_only" if test.fisher is not None else "stat.test.hidden"
    return book.say(key, level=_levels(book, test), why=book.join(reasons, "semicolon"), n=int(test.test.n))


def _write_residuals(book: Book, test: Independence) -> None:
    page = book.pages["statistics"]
    page.caption(book.say("stat.residuals", level=_levels(book, test), n=int(test.test.n)))
    page.remark(book.say("stat.residuals.note"))
    types = [Column(book.label(column), WIDTH, "tenth") for column in test.columns]
    page.table([*_fixed(book), Column(book.words["col.units"], WIDTH, "count"), *types], page.next)
    for grouped in book.rows:
        if grouped.row.key in test.rows:
            place = test.rows.index(grouped.row.key)
            looks = {3 + i: look for i, look in enumerate(_marks(test, place))}
            line = zip(test.columns, test.test.standardised[place], strict=True)
            values = [_linked(book, value, grouped.row.key, column) for column, value in line]
            _put(book, grouped, [grouped.row.units, *values], looks)


def _marks(test: Independence, place: int) -> Iterator[Look]:
    """How each residual of a row looks: two stars by Holm, one by Benjamini–Hochberg alone."""
    for value, holm, bh in zip(test.test.standardised[place], test.holm[place], test.bh[place], strict=True):
        mark = "**" if holm < PROVEN else "*" if bh < PROVEN else ""
        colour = {} if not mark else MORE if value > 0 else LESS
        yield {"num_format": MARKS[mark], **colour}


# --- similarity -------------------------------------------------------------------------------------------------


def _write_likeness(book: Book, likeness: Likeness) -> None:
    place = {key: i for i, key in enumerate(likeness.rows)}
    shown = {key for key, i in place.items() if likeness.cosine[i][i] is not None}
    ordered = [grouped for grouped in _alike(book, likeness) if grouped.row.key in shown]
    hidden = [grouped.row.label for grouped in book.rows if grouped.row.key not in shown]
    if len(ordered) > MOST_ACROSS:
        _write_nearest(book, likeness, ordered, hidden)
        return
    page = book.pages["statistics"]
    heads = [Column(grouped.row.label, WIDTH, "hundredth") for grouped in ordered]
    for name, figures in (("cosine", likeness.cosine), ("jaccard", likeness.jaccard)):
        _open(book, name, [*_fixed(book), *heads])
        first = page.next
        for grouped in ordered:
            own = place[grouped.row.key]
            line = [figures[own][place[other.row.key]] for other in ordered]
            values: list[Value] = [DIAGONAL if other is grouped else v for other, v in zip(ordered, line, strict=True)]
            _put(book, grouped, values)
        if ordered:
            page.sheet.conditional_format(first, 2, page.next - 1, 1 + len(ordered), LIKENESS)
        _tell_hidden(book, hidden)


def _tell_hidden(book: Book, labels: Sequence[str]) -> None:
    """Which rows have no profile to compare."""
    if labels:
        shown = book.join(labels[:KEYWORDS])
        names = book.say("stat.test.more", names=shown, n=len(labels)) if len(labels) > KEYWORDS else shown
        book.pages["statistics"].remark(book.say("stat.likeness.hidden", names=names))


def _alike(book: Book, likeness: Likeness) -> list[Grouped]:
    """Rows by group, like beside like within a group; those without a profile last."""
    order = {key: i for i, key in enumerate(likeness.order)}
    groups = list(dict.fromkeys(grouped.group for grouped in book.rows))
    ordered = sorted(book.rows, key=lambda g: (groups.index(g.group), order[g.row.key]))
    firsts = {group: next(g for g in ordered if g.group == group).row.key for group in groups}
    return [Grouped(g.group, g.row, firsts[g.group] == g.row.key) for g in ordered]


def _write_nearest(book: Book, likeness: Likeness, ordered: Sequence[Grouped], hidden: Sequence[str]) -> None:
    """The most alike rows of each row, any level."""
    place = {key: i for i, key in enumerate(likeness.rows)}
    ranks = range(1, NEAREST + 1)
    heads = [Column(book.say(f"stat.nearest.{name}", n=n), WIDTH, kind) for n in ranks for name, kind in _NEAR]
    _open(book, "nearest", [*_fixed(book), *heads])
    for grouped in ordered:
        line = likeness.cosine[place[grouped.row.key]]
        near = [(v, key) for v, key in zip(line, likeness.rows, strict=True) if v is not None]
        near = sorted((n for n in near if n[1] != grouped.row.key), key=lambda n: -n[0])[:NEAREST]
        values: list[Value] = [part for value, key in near for part in (book.comparison.labels[key], value)]
        _put(book, grouped, values)
    _tell_hidden(book, hidden)


# --- keywords ---------------------------------------------------------------------------------------------------


def _write_keywords(book: Book) -> None:
    page = book.pages["statistics"]
    told = telling_keywords(book.analysis.keywords, KEYWORDS)
    _open(book, "keywords", _columns(book, "keywords", _KEYWORD))
    if not told:
        page.remark(book.say("stat.keywords.none"))
    groups = set[str]()
    for grouped in book.rows:
        for keyword in (k for k in told if k.row == grouped.row.key):
            looks = {2: LEFT, 3: LEFT, 4: LEFT, 11: MORE if keyword.p_adjusted < PROVEN else {}, 12: FREE}
            line = Grouped(grouped.group, grouped.row, grouped.group not in groups)
            groups.add(grouped.group)
            _put(book, line, _keyword(book, keyword), looks)


def _keyword(book: Book, keyword: DistinctiveKeyword) -> list[Value]:
    figures = keyword.keyness
    kind, below = _place(book, keyword.measure_id)
    first = keyword.evidence[0]
    id = book.say("stat.ids", id=first, n=keyword.count) if keyword.count > 1 else first
    return [
        keyword.keyword, kind, below, keyword.count, keyword.units, keyword.peers_count, keyword.peers_units,
        figures.log_ratio, figures.g2, keyword.p_adjusted, Linked(id, book.evidence(first)),
    ]  # fmt: skip


def _place(book: Book, measure_id: str) -> tuple[str, str]:
    """Type and sub-type; a residual type stands below 其他."""
    kind = book.study.taxonomy.type_of(measure_id)
    if book.study.taxonomy.by_id[kind].residual:
        return book.label(OTHER), book.label(measure_id)
    return book.label(kind), book.label(measure_id) if kind != measure_id else book.words["side.own"]
