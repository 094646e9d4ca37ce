"""The key findings, in sentences made of nothing but this run's numbers.

In: a `Voice`. Out: Markdown; every sentence with a count carries notes to the evidence it counts.
Example: 清城区着墨最多的是人才（49条中11条）［1，2，3 等11处］，其次是创新平台（9条）［4，5，6 等9处］。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.matrix.quotes.offers import Point
from compare.matrix.statistics import EXACT, HARD
from compare.model import OTHER, Cell, Evidence, Row
from compare.reports.narrative.absence import tell_missing, tell_unique
from compare.reports.narrative.markup import Md, bullets, styled, table
from compare.reports.narrative.tables import LINKED, LONG
from compare.reports.narrative.voice import Voice, subsections

QUOTED = 2
"""strongest measures quoted for each row"""
SUMMARY = "summary"
"""why a cell of a row is empty whose text leaves out what the whole has, instruments first of all"""
MOSTLY = 0.6
"""share of measures with an instrument from which most are said to have one; mirrored, few"""
LEAST = 3
"""measures of one type without which none is said to lead"""
TIED = 3
"""types named together as the leading ones; beyond that the row is called even"""


def tell_findings(voice: Voice) -> Md:
    """What each row stresses and how concrete it is."""
    if not voice.comparison.rows:
        return voice.say("compared.none")
    return subsections(voice, {"stress": tell_stress, "strong": tell_strong})


def _cells(voice: Voice, row: Row) -> dict[str, Cell]:
    return {column: voice.comparison.cells[row.key, column] for column in voice.comparison.columns}


# --- what each row stresses -------------------------------------------------------------------------------------

Groups = Sequence[tuple[Sequence[str], Sequence[str], int]]
"""types that have equally many, the ids of all of theirs, and how many each has; the most first"""


def tell_stress(voice: Voice) -> Md:
    """A sentence a row while rows are few, else a table under a count of leading types."""
    if len(voice.comparison.rows) <= LINKED:
        return bullets(_stress_line(voice, row) for row in voice.comparison.rows)
    return _stress_table(voice)


def _stress_line(voice: Voice, row: Row) -> Md:
    cells = _cells(voice, row)
    if not row.units:
        clauses = _practice_clauses(voice, row, cells)
    elif max(len(cell.primary) for cell in cells.values()) < LEAST:
        clauses = [_parts(voice, "few", row.units, {column: cell.primary for column, cell in cells.items()})]
    else:
        clauses = _measure_clauses(voice, row, cells)
    return Md(voice.say("subject", name=row.label) + voice.clauses([*clauses, *_safeguard_clause(voice, cells)]))


def _measure_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    groups = _ranked(voice, {column: cell.primary for column, cell in cells.items()})
    if not groups:
        return [_outside(voice, row, cells, "only_residual")]
    if len(cells[OTHER].primary) > row.units / 2:
        return [_outside(voice, row, cells, "outside"), _leading(voice, groups, "within", row.units)]
    leading = _leading(voice, groups, "top", row.units)
    return [leading, _outside(voice, row, cells, "residual")] if cells[OTHER].primary else [leading]


def _outside(voice: Voice, row: Row, cells: dict[str, Cell], form: str) -> Md:
    """How many measures are of no type."""
    other = cells[OTHER].primary
    return voice.say(f"stress.{form}", n=row.units, count=len(other), cites=voice.cite(other))


def _leading(voice: Voice, groups: Groups, form: str, units: int) -> Md:
    """The leading types and the next; `form` is top (of all), within (of those with a type) or practice."""
    types, ids, count = groups[0]
    number = "one" if len(types) == 1 else "tie" if len(types) <= TIED else "even"
    names = voice.labels(types)
    led = voice.say(f"stress.{form}_{number}", n=units, types=names, count=count, cites=voice.cite(ids))
    if len(groups) == 1 or len(groups[1][0]) > TIED:
        return led
    types, ids, count = groups[1]
    key = "stress.next" if len(types) == 1 else "stress.next_tie"
    return Md(led + voice.say(key, types=voice.labels(types), count=count, cites=voice.cite(ids)))


def _ranked(voice: Voice, ids: Mapping[str, tuple[str, ...]]) -> Groups:
    """Headline types by their number of paragraphs, equal ones together, without those that have none."""
    groups: dict[int, list[str]] = {}
    for column in voice.types:
        if ids[column]:
            groups.setdefault(len(ids[column]), []).append(column)
    counts = sorted(groups, reverse=True)
    return [(groups[n], [id for column in groups[n] for id in ids[column]], n) for n in counts]


def _parts(voice: Voice, form: str, units: int, ids: Mapping[str, tuple[str, ...]]) -> Md:
    """All types one after the other, where none has enough to lead."""
    parts = (
        voice.say("stress.part", type=voice.label(column), count=len(found), cites=voice.cite(found))
        for column, found in ids.items()
        if found
    )
    return voice.say(f"stress.{form}", n=units, parts=voice.join(parts))


def _practice_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    if not row.practices:
        return [voice.say("stress.empty")] if not row.safeguards else []
    ids = {column: cell.practice for column, cell in cells.items()}
    groups = _ranked(voice, ids)
    leads = groups and groups[0][2] >= LEAST
    if not leads:
        return [voice.say("stress.practice"), _parts(voice, "practice_few", row.practices, ids)]
    return [voice.say("stress.practice"), _leading(voice, groups, "practice", row.practices)]


def _safeguard_clause(voice: Voice, cells: dict[str, Cell]) -> list[Md]:
    only = [column for column in voice.types if cells[column].symbol == "◐"]
    if not only:
        return []
    ids = [id for column in only for id in cells[column].safeguard]
    return [voice.say("stress.safeguard", types=voice.labels(only), cites=voice.cite(ids))]


def _stress_table(voice: Voice) -> Md:
    lines = []
    lead: list[str] = []
    enough = 0
    for row in voice.comparison.rows[:LONG]:
        cells = _cells(voice, row)
        shared = cells[OTHER].share is not None
        groups = _ranked(voice, {column: cell.primary for column, cell in cells.items()}) if shared else []
        enough += shared
        lead += groups[0][0] if groups else []
        named = [_counted(voice, groups[place]) if len(groups) > place else "" for place in (0, 1)]
        missing = voice.labels(c for c in voice.types if not cells[c].any and cells[c].reason != "off-theme")
        cites = voice.cite(groups[0][1], 1) if groups else ""
        lines.append((row.label, str(row.units), *named, missing, cites))
    counts = (voice.say("stress.lead_part", type=voice.label(c), count=lead.count(c)) for c in voice.types if c in lead)
    opening = [voice.say("stress.lead", rows=enough, parts=voice.join(counts))] if enough else []
    keys = ("row", "measures", "top", "next", "missing", "evidence")
    return Md("\n\n".join([*opening, table([voice.say(f"head.{k}") for k in keys], lines, numeric=(1,))]))


def _counted(voice: Voice, group: tuple[Sequence[str], Sequence[str], int]) -> Md:
    return voice.join(voice.say("rows_count", row=voice.label(column), count=group[2]) for column in group[0])


# --- who alone has what, who lacks what -------------------------------------------------------------------------


def tell_absence(voice: Voice) -> Md:
    """What one row alone has, and the types that a row has no measures of."""
    if not voice.comparison.rows:
        return voice.say("compared.none")
    return subsections(voice, {"unique": tell_unique, "missing": tell_missing})


# --- how concrete -----------------------------------------------------------------------------------------------


def tell_strong(voice: Voice) -> Md:
    """How concrete the measures of each row are, and the firmest of each (or of all, if many) in its own words.

    Summaries are left out: what an explainer does not say its policy may."""
    units = {row.key: _units(voice, row) for row in voice.comparison.rows}
    rows = [row for row in voice.comparison.rows if units[row.key] and row.empty != SUMMARY]
    if not rows:
        return voice.say("strong.empty")
    firmest = _firmest(voice)
    if len(rows) > LINKED:
        best = sorted(((row, point) for row in rows for point in firmest[row.key][:1]), key=lambda p: -p[1].firmness)
        return bullets(Md(f"{voice.head(row)}{_quote(voice, point)}") for row, point in best[:LINKED])
    return Md("\n".join(_strong_lines(voice, row, units[row.key], firmest[row.key]) for row in rows))


def _firmest(voice: Voice) -> dict[str, list[Point]]:
    """Row → the points of its measures that state a figure, the firmest first, one a paragraph."""
    found: dict[str, dict[str, Point]] = {row.key: {} for row in voice.comparison.rows}
    for (_, row), points in voice.analysis.points.items():
        for point in points:
            known = found[row].get(point.paragraph)
            if point.bold and point.layer == "measure" and (known is None or known.firmness < point.firmness):
                found[row][point.paragraph] = point
    return {row: sorted(points.values(), key=lambda point: -point.firmness) for row, points in found.items()}


def _units(voice: Voice, row: Row) -> list[Evidence]:
    """The measures of a row, each once under its main type."""
    cells = _cells(voice, row)
    return [voice.comparison.by_id[id] for cell in cells.values() for id in cell.primary]


def _strong_lines(voice: Voice, row: Row, units: Sequence[Evidence], firmest: Sequence[Point]) -> str:
    hard = [e.id for e in units if e.intensity >= HARD]
    exact = [e.id for e in units if e.intensity >= EXACT]
    enough = voice.comparison.cells[row.key, OTHER].share is not None
    degree = _degree(len(hard) / len(units)) if enough else "few"
    rate = voice.say(f"strong.{degree}", n=len(units), hard=len(hard), cites=voice.cite(hard))
    number = voice.say("strong.exact" if exact else "strong.no_exact", exact=len(exact), cites=voice.cite(exact))
    lines = [f"- {voice.say('subject', name=row.label)}{voice.clauses([rate, number])}"]
    quoted = firmest[:QUOTED] if exact else ()
    return "\n".join([*lines, *(f"    - {_quote(voice, point)}" for point in quoted)])


def _degree(share: float) -> str:
    """Whether most measures name an instrument, few do, or about half."""
    return "most" if share >= MOSTLY else "least" if share <= 1 - MOSTLY else "half"


def _quote(voice: Voice, point: Point) -> Md:
    """The words of a point, without their place, which the note tells."""
    kind = voice.label(voice.comparison.by_id[point.evidence].column)
    quote = voice.say("quote", text=styled(voice.point_words.quoted(point)))
    return voice.say("strong.line", type=kind, quote=quote, cites=voice.cite([point.evidence]))
