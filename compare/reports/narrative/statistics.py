"""What the counts say beyond the matrix, each figure under its guard.

In: a `Voice`. Out: Markdown; where there are too few cases one plain sentence says so in place of the figure.
Example: **天津市**：“应用场景”（40 条措施中 6 条，其他可比地区 536 条中 12 条，G² 11.5，对数比 2.7）……
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.matrix.keywords import telling_keywords
from compare.matrix.statistics import LEANING, LIGHT, PROVEN
from compare.matrix.tables import Independence, Pair, Profile
from compare.model import Row
from compare.reports.narrative.markup import Md, bullets, percent, table
from compare.reports.narrative.tables import LINKED, LONG, WIDE
from compare.reports.narrative.voice import Tellers, Voice, subsections
from compare.wording import number

OPENED = 50
"""rows whose profiles carry a reference each"""
KEYWORDS = 5
"""distinctive keywords of a row"""
RESIDUALS = 3
"""residuals told of a test, the strongest"""
PAIRS = 3
"""pairs told of a group of peers, all as alike as the first when printed"""


def tell_statistics(voice: Voice) -> Md:
    """All comparison figures, one sub-section each; a row alone has its profile only."""
    if not voice.comparison.rows:
        return voice.say("compared.none")
    tellers: Tellers = {
        "profiles": tell_profiles,
        "quotients": tell_quotients,
        "tests": tell_tests,
        "likeness": tell_likeness,
        "keywords": tell_keywords,
    }
    return Md(f"{voice.say('statistics.note')}\n\n{subsections(voice, tellers)}")


# --- rows as a whole --------------------------------------------------------------------------------------------


def tell_profiles(voice: Voice) -> Md:
    """A line a row, its own figures only; with evidence while rows are few enough to be opened one by one."""
    keys = ("row", "measures", "practices", "safeguards", "characters", "breadth", "hhi", "hard", "quantified")
    opened = len(voice.comparison.rows) <= OPENED
    heads = [voice.say(f"head.{key}") for key in (*keys, "median", *(["evidence"] if opened else []))]
    profiles = voice.analysis.profiles
    ids: dict[str, list[str]] = {}
    for evidence in voice.comparison.evidence:
        if evidence.rank == 1:  # each paragraph once
            ids.setdefault(evidence.row, []).append(evidence.id)
    lines = [
        (*_profile_line(voice, row, profile), *([voice.cite(ids.get(row.key, []), 1)] if opened else []))
        for row, profile in list(zip(voice.comparison.rows, profiles, strict=True))[:LONG]
    ]
    return Md(f"{voice.say('profiles.note')}\n\n{table(heads, lines, numeric=tuple(range(1, 10)))}")


def _profile_line(voice: Voice, row: Row, profile: Profile) -> Sequence[str]:
    few = voice.say("insufficient")
    return (
        row.label, str(row.units), str(row.practices), str(row.safeguards), f"{row.characters:,}",
        f"{profile.covered}/{profile.subtypes}", few if profile.hhi is None else f"{profile.hhi:.2f}",
        few if profile.hard is None else percent(profile.hard),
        few if profile.quantified is None else percent(profile.quantified),
        few if profile.intensity is None else number(profile.intensity),
    )  # fmt: skip


# --- location quotients -----------------------------------------------------------------------------------------


def tell_quotients(voice: Voice) -> Md:
    """A sentence a row that has quotients, only those that lean while rows are many; one for all that have none."""
    rows = voice.comparison.rows
    having = [row for row in rows if _quotients(voice, row)]
    without = [row.label for row in rows if row not in having]
    leaning = [row for row in having if {*map(_direction, _quotients(voice, row).values())} != {"even"}]
    shown = having if len(having) <= LINKED else leaning[:LINKED]
    lines = [_quotient_line(voice, row) for row in shown]
    if len(shown) < len(having):
        lines.append(voice.say("quotients.more", n=len(having) - len(shown)))
    if without:
        names = voice.some(without[:WIDE], len(without))
        lines.append(voice.say("quotients.none", rows=names))
    return bullets(lines)


def _quotients(voice: Voice, row: Row) -> dict[str, float]:
    """Types with a quotient, the highest first."""
    cells = voice.comparison.cells
    found = {c: lq for c in voice.types if (lq := cells[row.key, c].lq) is not None}
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def _direction(lq: float) -> str:
    """high, low or even, by the figure as printed."""
    shown = round(lq, 1)
    return "high" if shown >= LEANING else "low" if shown <= LIGHT else "even"


def _quotient_line(voice: Voice, row: Row) -> Md:
    found = _quotients(voice, row)
    clauses = []
    for name in ("high", "even", "low"):
        if columns := [c for c, lq in found.items() if _direction(lq) == name]:
            parts = voice.join(
                voice.say("quotients.part", type=voice.label(c), value=f"{found[c]:.1f}") for c in columns
            )
            ids = [id for c in columns for id in voice.comparison.cells[row.key, c].primary]
            clauses.append(voice.say(f"quotients.{name}", parts=parts, cites=voice.cite(ids)))
    if hidden := [c for c in voice.types if c not in found]:
        clauses.append(voice.say("quotients.hidden", types=voice.labels(hidden)))
    others = len(voice.comparison.peers[row.key]) - 1
    return Md(voice.head(row) + voice.say("quotients.peers", n=others) + voice.clauses(clauses))


# --- independence -----------------------------------------------------------------------------------------------


def tell_tests(voice: Voice) -> Md:
    """The result of each test with n and effect size, or why there is none."""
    tests = voice.analysis.tests
    if not tests:
        return voice.say("tests.none")
    return bullets(line for test in tests for line in _test_lines(voice, test))


def _test_lines(voice: Voice, test: Independence) -> Iterator[Md]:
    found = test.test
    size = {"rows": _named(voice, test.rows), "n": int(found.n), "columns": len(test.columns)}
    if test.few:
        reasons = (voice.too_few(why, found.smallest, len(test.rows)) for why in test.few)
        yield voice.say("tests.few", why=voice.join(reasons), **size)
        if test.fisher is not None:
            yield voice.say("tests.fisher", rows=_named(voice, test.rows), n=int(found.n), p=_p(test.fisher))
        return
    verdict = voice.say("tests.differ" if found.p < PROVEN else "tests.alike")
    figures = {"chi2": f"{found.statistic:.1f}", "df": found.df, "p": _p(found.p), "v": f"{found.cramers_v:.2f}"}
    yield voice.say("tests.line", verdict=verdict, **figures, **size)
    yield _residuals(voice, test)


def _named(voice: Voice, rows: Sequence[str]) -> Md:
    """The rows compared, by name while they are few."""
    names = [row.label for row in voice.comparison.rows if row.key in rows]
    return voice.some(names[:WIDE], len(names))


def _p(value: float) -> Md:
    return Md("&lt;0.001" if value < 0.001 else f"={value:.3f}")


def _residuals(voice: Voice, test: Independence) -> Md:
    """The strongest of those that stay significant after Holm's correction."""
    found = [
        (z, row, column)
        for row, line, adjusted in zip(test.rows, test.test.standardised, test.holm, strict=True)
        for column, z, p in zip(test.columns, line, adjusted, strict=True)
        if p < PROVEN
    ]
    if not found:
        return voice.say("tests.no_residual", rows=_named(voice, test.rows))
    labels = voice.comparison.labels
    parts = []
    for z, row, column in sorted(found, key=lambda item: -abs(item[0]))[:RESIDUALS]:
        ids = voice.comparison.cells[row, column].primary
        place = {"row": labels[row], "type": voice.label(column), "value": f"{z:+.1f}".replace("-", "−")}
        key = "tests.more" if z > 0 else "tests.less"
        parts.append(voice.say(key, count=len(ids), cites=voice.cite(ids), **place))
    return voice.say("tests.residuals", rows=_named(voice, test.rows), parts=voice.clauses(parts), n=len(found))


# --- similarity -------------------------------------------------------------------------------------------------


def tell_likeness(voice: Voice) -> Md:
    """The most alike pair of each group of peers, with those that print the same."""
    pairs = voice.analysis.pairs
    lines: dict[Pair, Md] = {}
    for group in voice.comparison.peer_groups:
        own = [pair for pair in pairs if {pair.first, pair.second} <= {*group.rows}]
        closest = [pair for pair in own if round(pair.cosine, 2) == round(own[0].cosine, 2)][:PAIRS]
        key = "likeness.only" if len(own) == 1 else "likeness.line"
        for pair in closest:
            told = _pair(voice, pair, key, _named(voice, group.rows))
            lines.setdefault(pair, voice.clauses([told]))
    return bullets(lines.values()) if lines else voice.say("likeness.none")


def _pair(voice: Voice, pair: Pair, key: str, rows: Md) -> Md:
    labels = voice.comparison.labels
    cells = voice.comparison.cells
    shared = [s for c in voice.types for s in cells[pair.first, c].subtypes if s in cells[pair.second, c].subtypes]
    figures = {"cosine": f"{pair.cosine:.2f}", "jaccard": "—" if pair.jaccard is None else f"{pair.jaccard:.2f}"}
    names = {"first": labels[pair.first], "second": labels[pair.second], "rows": rows}
    line = voice.say(key, shared=len(shared), **figures, **names)
    return Md(line + (_example(voice, pair, shared) if shared else ""))


def _example(voice: Voice, pair: Pair, shared: Sequence[str]) -> Md:
    """The sub-type that both have most of, with the best evidence of each."""
    cells = voice.subtypes.cells
    most = max(shared, key=lambda s: min(len(cells[s, key].evidence) for key in (pair.first, pair.second)))
    ids = [cells[most, key].best for key in (pair.first, pair.second)]
    return voice.say("likeness.example", name=voice.label(most), cites=voice.cite(ids))


# --- keywords ---------------------------------------------------------------------------------------------------


def tell_keywords(voice: Voice) -> Md:
    """Keywords that a row's measures name clearly more often than those of its peers."""
    told = telling_keywords(voice.analysis.keywords, KEYWORDS)
    if not told:
        return voice.say("keywords.none")
    lines = []
    for row in voice.comparison.rows:
        parts = [
            voice.say(
                "keywords.part",
                keyword=k.keyword,
                count=k.count,
                units=k.units,
                peers_count=k.peers_count,
                peers_units=k.peers_units,
                g2=f"{k.keyness.g2:.1f}",
                ratio=f"{k.keyness.log_ratio:.1f}",
                cites=voice.cite(k.evidence, 1),
            )
            for k in told
            if k.row == row.key
        ]
        if parts:
            lines.append(Md(voice.head(row) + voice.clauses(parts)))
    return Md(f"{voice.say('keywords.note')}\n\n{bullets(lines[:LONG])}")
