"""The key findings, in sentences made of nothing but this run's numbers.

In: a `Voice`. Out: Markdown; every sentence with a count carries references to the evidence it counts.
Example: 清城区：措施 49 条，以人才最多（11 条，占 22.4%）（清城2021-3.4.1-2、… 等11条）。
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.matrix.statistics import EXACT, HARD, LEANING
from compare.model import OTHER, Cell, Evidence, Row
from compare.reports.narrative.absence import tell_missing, tell_unique
from compare.reports.narrative.figures import tell_shared_targets
from compare.reports.narrative.markup import Md, bullets, percent, table
from compare.reports.narrative.tables import LINKED, LONG
from compare.reports.narrative.voice import Tellers, Voice, subsections

QUOTED = 2
"""strongest measures quoted for each row"""
TIED = 3
"""types named together as the leading ones; beyond that the row is called even"""


def tell_findings(voice: Voice) -> Md:
    """All findings, one sub-section each."""
    if not voice.comparison.rows:
        return voice.say("compared.none")
    tellers: Tellers = {
        "stress": tell_stress,
        "unique": tell_unique,
        "missing": tell_missing,
        "strong": tell_strong,
        "shared_targets": tell_shared_targets,
    }
    return subsections(voice, tellers)


def _cells(voice: Voice, row: Row) -> dict[str, Cell]:
    return {column: voice.comparison.cells[row.key, column] for column in voice.comparison.columns}


# --- what each row stresses -------------------------------------------------------------------------------------


def tell_stress(voice: Voice) -> Md:
    """A sentence a row while rows are few, else a table under a count of leading types."""
    if len(voice.comparison.rows) <= LINKED:
        return bullets(_stress_line(voice, row) for row in voice.comparison.rows)
    return _stress_table(voice)


def _stress_line(voice: Voice, row: Row) -> Md:
    cells = _cells(voice, row)
    if not row.units:
        clauses = _practice_clauses(voice, row, cells)
    elif all(cell.share is None for cell in cells.values()):
        parts = _parts(voice, {column: cell.primary for column, cell in cells.items()})
        clauses = [voice.say("stress.few", n=row.units, parts=parts)]
    else:
        clauses = _leading_clauses(voice, row, cells)
    return Md(voice.head(row) + voice.clauses([*clauses, *_safeguard_clause(voice, cells)]))


def _leading_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    ranks = _ranked(voice, cells)
    other = cells[OTHER].primary
    if not ranks:
        return [voice.say("stress.only_residual", n=row.units, cites=voice.cite(other))]
    outside = len(other) > row.units / 2
    clauses = [_mostly_outside(voice, row, cells)] if outside else []
    clauses.append(_top_clause(voice, row, cells, ranks[0], "within" if outside else "top"))
    if len(ranks) > 1 and len(ranks[1]) <= TIED:
        ids = _primary(cells, ranks[1])
        key = "stress.next" if len(ranks[1]) == 1 else "stress.next_tie"
        count = len(cells[ranks[1][0]].primary)
        clauses.append(voice.say(key, types=voice.labels(ranks[1]), count=count, cites=voice.cite(ids)))
    if other and not outside:
        clauses.append(voice.say("stress.residual", count=len(other), cites=voice.cite(other)))
    covered, known = sum(len(c.subtypes) for c in cells.values()), sum(c.n_subtypes for c in cells.values())
    if known:
        clauses.append(voice.say("stress.breadth", k=covered, n=known))
    return clauses + _leaning_clause(voice, cells)


def _mostly_outside(voice: Voice, row: Row, cells: dict[str, Cell]) -> Md:
    other = cells[OTHER]
    share = percent(other.share or 0.0)
    return voice.say(
        "stress.outside", n=row.units, count=len(other.primary), share=share, cites=voice.cite(other.primary)
    )


def _top_clause(voice: Voice, row: Row, cells: dict[str, Cell], leading: Sequence[str], form: str) -> Md:
    """The leading types; `form` is top (of all measures) or within (of the few that belong to a type)."""
    first = cells[leading[0]]
    number = "one" if len(leading) == 1 else "tie" if len(leading) <= TIED else "even"
    return voice.say(
        f"stress.{form}_{number}",
        n=row.units,
        types=voice.labels(leading),
        count=len(first.primary),
        share=percent(first.share or 0.0),
        cites=voice.cite(_primary(cells, leading)),
    )


def _ranked(voice: Voice, cells: dict[str, Cell]) -> list[list[str]]:
    """Headline types by number of main-type measures, equal ones together, without those that have none."""
    groups: dict[int, list[str]] = {}
    for column in voice.types:
        if cells[column].primary:
            groups.setdefault(len(cells[column].primary), []).append(column)
    return [groups[count] for count in sorted(groups, reverse=True)]


def _primary(cells: dict[str, Cell], columns: Sequence[str]) -> list[str]:
    return [id for column in columns for id in cells[column].primary]


def _leaning_clause(voice: Voice, cells: dict[str, Cell]) -> list[Md]:
    leaning = [c for c in voice.types if round(cells[c].lq or 0.0, 1) >= LEANING]
    if not leaning:
        return []
    parts = (voice.say("stress.quotient", type=voice.label(c), value=f"{cells[c].lq:.1f}") for c in leaning)
    return [voice.say("stress.lq", parts=voice.join(parts), cites=voice.cite(_primary(cells, leaning)))]


def _practice_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    if not row.practices:
        return [voice.say("stress.empty")] if not row.safeguards else []
    parts = _parts(voice, {column: cell.practice for column, cell in cells.items()})
    return [voice.say("stress.practice", n=row.practices, parts=parts)]


def _parts(voice: Voice, ids: dict[str, tuple[str, ...]]) -> Md:
    parts = (
        voice.say("stress.part", type=voice.label(column), count=len(found), cites=voice.cite(found))
        for column, found in ids.items()
        if found
    )
    return voice.join(parts)


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
        ranks = _ranked(voice, cells) if shared else []
        enough += shared
        lead += ranks[0] if ranks else []
        named = [_counted(voice, cells, ranks[place]) if len(ranks) > place else "" for place in (0, 1)]
        missing = voice.labels(c for c in voice.types if not cells[c].any and cells[c].reason != "off-theme")
        cites = voice.cite(_primary(cells, ranks[0]), 1) if ranks else ""
        lines.append((row.label, str(row.units), *named, missing, cites))
    counts = (voice.say("stress.lead_part", type=voice.label(c), count=lead.count(c)) for c in voice.types if c in lead)
    opening = [voice.say("stress.lead", rows=enough, parts=voice.join(counts))] if enough else []
    keys = ("row", "measures", "top", "next", "missing", "evidence")
    return Md("\n\n".join([*opening, table([voice.say(f"head.{k}") for k in keys], lines, numeric=(1,))]))


def _counted(voice: Voice, cells: dict[str, Cell], columns: Sequence[str]) -> Md:
    return voice.join(voice.say("rows_count", row=voice.label(c), count=len(cells[c].primary)) for c in columns)


# --- the strongest ----------------------------------------------------------------------------------------------


def tell_strong(voice: Voice) -> Md:
    """How many measures are concrete, and the strongest of each row (or of all, if there are many) in its own words."""
    units = {row.key: _units(voice, row) for row in voice.comparison.rows}
    if not any(units.values()):
        return voice.say("strong.empty")
    if len(units) > LINKED:
        best = [e for found in units.values() for e in _exact(voice, found)[:1]]
        best = voice.strongest(e.id for e in best)[:LINKED]
        return bullets(Md(f"{_row_of(voice, e)}{_strong_quote(voice, e)}") for e in best)
    return Md("\n".join(_strong_lines(voice, row, units[row.key]) for row in voice.comparison.rows if units[row.key]))


def _units(voice: Voice, row: Row) -> list[Evidence]:
    """The measures of a row, each once under its main type."""
    cells = _cells(voice, row)
    return [voice.comparison.by_id[id] for cell in cells.values() for id in cell.primary]


def _exact(voice: Voice, units: Sequence[Evidence]) -> list[Evidence]:
    exact = voice.strongest(e.id for e in units if e.intensity >= EXACT and voice.quotable(e.document_id))
    return sorted(exact, key=lambda e: e.column == OTHER)  # what the comparison is about comes first


def _row_of(voice: Voice, evidence: Evidence) -> Md:
    return voice.head(next(row for row in voice.comparison.rows if row.key == evidence.row))


def _strong_lines(voice: Voice, row: Row, units: Sequence[Evidence]) -> str:
    hard = [e.id for e in units if e.intensity >= HARD]
    exact = _exact(voice, units)
    key = "strong.rate_few" if voice.comparison.cells[row.key, OTHER].share is None else "strong.rate"
    rate = voice.say(key, n=len(units), hard=len(hard), share=percent(len(hard) / len(units)), cites=voice.cite(hard))
    number = voice.say(
        "strong.exact" if exact else "strong.no_exact", exact=len(exact), cites=voice.cite([e.id for e in exact])
    )
    lines = [f"- {voice.head(row)}{voice.clauses([rate, number])}"]
    return "\n".join(lines + [f"    - {_strong_quote(voice, e)}" for e in exact[:QUOTED]])


def _strong_quote(voice: Voice, evidence: Evidence) -> Md:
    level = voice.intensity(evidence.intensity)
    kind = voice.label(evidence.column)
    cites = voice.cite([evidence.id])
    return voice.say("strong.line", quote=voice.quote_cue(evidence), level=level, type=kind, cites=cites)
