"""What only one row has, and what a row may be said to lack: sentences of judgement, each resting on a whole text.

In: a `Voice`. Out: Markdown. Example: “临江区：自认没有加速器，全文再未提及（临江2021-1.2-3）；查遍全文未见创新券
（南浦区有）。（已查临江规划全文42段）”. What cannot be said is said once, not for each sub-type.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.kinds import EmptyReason
from compare.matrix.absence import Absence, Proof
from compare.matrix.absence.gaps import Gap, Unique
from compare.model import Row
from compare.reports.narrative.markup import Md, bullets
from compare.reports.narrative.tables import LINKED, LONG
from compare.reports.narrative.voice import Voice

FEW = 3
"""peers named as having what a row lacks; the rest is counted"""
_SILENT: Mapping[EmptyReason, str] = {"incomplete": "partial", "summary": "summary", "genre": "genre"}
"""why nothing follows from what a row does not say → key of the words for it"""


# --- only here --------------------------------------------------------------------------------------------------


def tell_unique(voice: Voice) -> Md:
    """Sub-types that one row has and the whole texts of its peers name nowhere."""
    lines = []
    for row in voice.comparison.rows:
        own = [unique for unique in voice.analysis.unique if unique.row == row.key]
        groups: dict[tuple[str, ...], list[Unique]] = {}
        for unique in own:
            groups.setdefault(tuple(a.row for a in unique.peers), []).append(unique)
        parts = [_only_here(voice, peers, found) for peers, found in groups.items()]
        if parts:
            unsure = dict.fromkeys(a.row for unique in own for a in unique.unsure)
            lines.append(Md(voice.head(row) + voice.clauses(parts) + _unsure(voice, unsure)))
    return bullets(lines[:LONG]) if lines else voice.say("unique.none")


def _only_here(voice: Voice, peers: Sequence[str], found: Sequence[Unique]) -> Md:
    """Sub-types of one row that the same peers do not have."""
    parts = [voice.say("unique.part", name=voice.label(u.subtype), cites=voice.cite(u.evidence, 1)) for u in found]
    return voice.say("unique.line", parts=voice.join(parts), peers_here=_names(voice, peers))


def _unsure(voice: Voice, keys: Iterable[str]) -> Md:
    names = list(keys)
    return voice.say("unique.unsure", rows=_names(voice, names)) if names else Md("")


# --- missing: whole types ----------------------------------------------------------------------------------------


def tell_missing(voice: Voice) -> Md:
    """Types of which the whole text of a row has nothing; under it, once, of which rows nothing can be said."""
    lines = []
    for row in voice.comparison.rows:
        absent = [a for column in voice.types if (a := _whole_type(voice, row, column)) and a.verdict == "absent"]
        if absent:
            types = voice.labels(a.column for a in absent)
            lines.append(
                Md(voice.head(row) + voice.say("missing.line", types=types, looked=_looked(voice, absent[0].proof)))
            )
    said = bullets(lines[:LONG]) if lines else voice.say("missing.none")
    return Md("\n\n".join(filter(None, (said, _unsaid(voice)))))


def _whole_type(voice: Voice, row: Row, column: str) -> Absence | None:
    """What may be said of a type without evidence in a row; None where there is some."""
    cell = voice.comparison.cells[row.key, column]
    if cell.any or cell.practice or cell.safeguard or cell.mentions:
        return None
    return voice.analysis.absences.lacks_type(row.key, column)


def _unsaid(voice: Voice) -> Md:
    """Rows of whose silence nothing follows, by why."""
    rows: dict[str, list[str]] = {}
    for row in voice.comparison.rows:
        if row.empty in _SILENT:
            rows.setdefault(_SILENT[row.empty], []).append(row.key)
    parts = [voice.say(f"unsaid.{why}", rows=_names(voice, keys)) for why, keys in rows.items()]
    return Md(voice.clauses(parts) + voice.say("unsaid.so")) if parts else Md("")


# --- missing: sub-types ------------------------------------------------------------------------------------------


def tell_gaps(voice: Voice) -> Md:
    """One line a row: what it admits, what it names nowhere and a peer has, what it only aims at."""
    lines = []
    for row in voice.comparison.rows:
        own = [gap for gap in voice.analysis.gaps if gap.row == row.key]
        if own:
            parts = [part for tell in (_admitted, _absent, _aimed) for part in tell(voice, own)]
            lines.append(Md(voice.head(row) + voice.clauses(parts) + _looked(voice, own[0].proof)))
    said = bullets(lines[:LONG]) if lines else voice.say("gaps.none")
    return Md("\n\n".join(filter(None, (voice.say("gaps.note"), said, _unsaid(voice)))))


def _admitted(voice: Voice, gaps: Sequence[Gap]) -> list[Md]:
    found = [gap for gap in gaps if gap.verdict == "admitted"]
    if not found:
        return []
    words = dict.fromkeys(word for gap in found for word in gap.words)
    cites = voice.refer(gap.proof.nearest[0] for gap in found)
    return [voice.say("gaps.admitted", words=voice.join(words), cites=cites)]


def _absent(voice: Voice, gaps: Sequence[Gap]) -> list[Md]:
    """What is absent, joined by the peers that have it."""
    groups: dict[tuple[str, ...], list[Gap]] = {}
    for gap in gaps:
        if gap.verdict == "absent":
            groups.setdefault(gap.peers, []).append(gap)
    parts = [
        voice.say("gaps.part", names=voice.join(_missing(voice, gap) for gap in found), rows=_names(voice, peers, FEW))
        for peers, found in groups.items()
    ]
    return [voice.say("gaps.absent", parts=voice.join(parts))] if parts else []


def _missing(voice: Voice, gap: Gap) -> Md:
    return voice.say("unique.part", name=voice.label(gap.subtype), cites=voice.cite([gap.best], 1))


def _aimed(voice: Voice, gaps: Sequence[Gap]) -> list[Md]:
    found = [gap for gap in gaps if gap.verdict == "goal-only"]
    parts = [
        voice.say(
            "unique.part",
            name=voice.label(gap.subtype),
            cites=voice.refer([gap.proof.nearest[0]]),
        )
        for gap in found
    ]
    return [voice.say("gaps.aimed", parts=voice.join(parts))] if parts else []


# --- names -------------------------------------------------------------------------------------------------------


def _names(voice: Voice, keys: Sequence[str], most: int = LINKED) -> Md:
    """Labels of rows, the first of many named and the rest counted."""
    return voice.some([voice.comparison.labels[key] for key in keys[:most]], len(keys))


def _looked(voice: Voice, proof: Proof) -> Md:
    """（已查临江规划全文42段）"""
    return voice.say("looked", names=voice.join(voice.names[id] for id in proof.documents), n=proof.paragraphs)
