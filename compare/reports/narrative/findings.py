"""The key findings, in sentences made of nothing but this run's numbers.

In: a `Voice`. Out: Markdown; every sentence with a count carries notes to the evidence it counts.
Example: 清城区着墨最多的是人才（49条中11条）［1，2，3 等11处］，其次是创新平台（9条）［4，5，6 等9处］。
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from compare.matrix.statistics import EXACT, HARD
from compare.model import OTHER, Cell, Evidence, Row
from compare.reports.narrative.markup import Md, bullets, table
from compare.reports.narrative.tables import LINKED, LONG
from compare.reports.narrative.voice import Voice, subsections

QUOTED = 2
"""strongest measures quoted for each row"""
_PARTIAL = ("incomplete", "summary")
MOSTLY = 0.6
"""share of measures with an instrument from which most are said to have one; mirrored, few"""
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
    elif all(cell.share is None for cell in cells.values()):
        parts = (_part(voice, column, cell.primary) for column, cell in cells.items() if cell.primary)
        clauses = [voice.say("stress.few", n=row.units, parts=voice.join(parts))]
    else:
        clauses = _measure_clauses(voice, row, cells)
    return Md(voice.say("subject", name=row.label) + voice.clauses([*clauses, *_safeguard_clause(voice, cells)]))


def _measure_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    groups = _ranked(voice, {column: cell.primary for column, cell in cells.items()})
    other = cells[OTHER].primary
    outside = {"n": row.units, "count": len(other), "cites": voice.cite(other)} if other else {}
    if not groups:
        return [voice.say("stress.only_residual", **outside)]
    if len(other) > row.units / 2:
        return [voice.say("stress.outside", **outside), _leading(voice, groups, "within", row.units)]
    leading = _leading(voice, groups, "top", row.units)
    return [leading, voice.say("stress.residual", **outside)] if other else [leading]


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


def _part(voice: Voice, column: str, ids: Sequence[str]) -> Md:
    return voice.say("stress.part", type=voice.label(column), count=len(ids), cites=voice.cite(ids))


def _practice_clauses(voice: Voice, row: Row, cells: dict[str, Cell]) -> list[Md]:
    if not row.practices:
        return [voice.say("stress.empty")] if not row.safeguards else []
    clauses = [voice.say("stress.practice")]
    if groups := _ranked(voice, {column: cell.practice for column, cell in cells.items()}):
        clauses.append(_leading(voice, groups, "practice", row.practices))
    return clauses


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


def tell_unique(voice: Voice) -> Md:
    """Sub-types that one row has and no other of its level."""
    lines = []
    for row in voice.comparison.rows:
        own = [unique for unique in voice.analysis.unique if unique.row == row.key]
        if own:
            parts = [voice.say("unique.part", name=voice.label(u.subtype), cites=voice.cite(u.evidence)) for u in own]
            sentence = voice.say("unique.line", parts=voice.join(parts), all=len(own[0].peers) + 1)
            lines.append(Md(voice.head(row) + sentence + _partial_peers(voice, own[0].peers)))
    return bullets(lines[:LONG]) if lines else voice.say("unique.none")


def _partial_peers(voice: Voice, peers: Sequence[str]) -> Md:
    """Which of the rows compared with may have it after all, because their texts are not whole."""
    rows = [row for row in voice.comparison.rows if row.key in peers]
    partial = [row.label for row in rows if row.empty in _PARTIAL]
    return voice.say("unique.partial", rows=voice.join(partial)) if partial else Md("")


def tell_missing(voice: Voice) -> Md:
    """Types without measures and why: a line a row while rows are few, else a line a type."""
    by_type = len(voice.comparison.rows) > LINKED
    lines = _missing_by_type(voice) if by_type else [_missing_line(voice, row) for row in voice.comparison.rows]
    kept = [line for line in lines if line]
    if not kept:
        return voice.say("missing.none")
    return Md(f"{bullets(kept)}\n\n{voice.say('caveats.absence')}")


def _missing_line(voice: Voice, row: Row) -> Md:
    cells = _cells(voice, row)
    reasons: dict[str, list[str]] = {}
    for column in voice.types:
        if cells[column].symbol != "●":
            reasons.setdefault(cells[column].reason, []).append(column)
    if not reasons:
        return Md("")
    parts = []
    for reason, columns in reasons.items():
        ids = [id for column in columns for id in (*cells[column].practice, *cells[column].safeguard)]
        why = voice.reason(reason)
        parts.append(voice.say("missing.part", types=voice.labels(columns), reason=why, cites=voice.cite(ids)))
    return Md(voice.head(row) + voice.clauses(parts))


def _missing_by_type(voice: Voice) -> list[Md]:
    lines = []
    for column in voice.types:
        reasons: dict[str, int] = {}
        for row in voice.comparison.rows:
            cell = voice.comparison.cells[row.key, column]
            if cell.symbol != "●":
                reasons[cell.reason] = reasons.get(cell.reason, 0) + 1
        if reasons:
            parts = voice.join(voice.say("missing.count", reason=voice.reason(r), n=n) for r, n in reasons.items())
            total = sum(reasons.values())
            lines.append(voice.say("missing.type", type=voice.label(column), n=total, parts=parts))
    return lines


# --- how concrete -----------------------------------------------------------------------------------------------


def tell_strong(voice: Voice) -> Md:
    """How concrete the measures of each row are, and the strongest of each (or of all, if many) in its own words."""
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
    enough = voice.comparison.cells[row.key, OTHER].share is not None
    degree = _degree(len(hard) / len(units)) if enough else "few"
    rate = voice.say(f"strong.{degree}", n=len(units), hard=len(hard), cites=voice.cite(hard))
    ids = [e.id for e in exact]
    number = voice.say("strong.exact" if exact else "strong.no_exact", exact=len(exact), cites=voice.cite(ids))
    lines = [f"- {voice.say('subject', name=row.label)}{voice.clauses([rate, number])}"]
    return "\n".join(lines + [f"    - {_strong_quote(voice, e)}" for e in exact[:QUOTED]])


def _degree(share: float) -> str:
    """Whether most measures name an instrument, few do, or about half."""
    return "most" if share >= MOSTLY else "least" if share <= 1 - MOSTLY else "half"


def _strong_quote(voice: Voice, evidence: Evidence) -> Md:
    kind, cites = voice.label(evidence.column), voice.cite([evidence.id])
    return voice.say("strong.line", quote=voice.quote_cue(evidence), type=kind, cites=cites)
