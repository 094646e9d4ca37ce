"""The analyst's decisions put into a study's codings.

In: a coded `Study` with `Decision`s. Out: the same study as the analyst sees it; what cannot be applied is a `Problem`,
never lost.
Example: Decision("3f2a…", "talent", "relabel", "enterprise") on “选派专家担任企业顾问。” moves the paragraph from 人才
to 企业培育; the coding then carries the reason ``relabel`` with 0 points and the reviewer's note.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compare.model import OTHER, Coding, Decision, Reason, Study, Taxonomy
from compare.problems import Place, Problem, problem


def apply_decisions(study: Study) -> Study:
    """The study with its decisions in force; call it once, before the comparison is built.

    accept keeps a type, or gives it back if the rules no longer find it; reject removes it; relabel moves the paragraph
    to another type at the same rank; add gives it one more type, at the end. Of two decisions on one coding the later
    holds. Decisions on unknown paragraphs or types become problems ``review.orphan`` and ``review.unknown-type``,
    those without anything to act on ``review.idle``.
    """
    if not study.decisions:
        return study
    codings = dict(study.codings)
    problems: list[Problem] = []
    for decision in {(d.paragraph_key, d.measure_id): d for d in study.decisions}.values():
        if fault := _check(study, decision):
            problems.append(fault)
            continue
        before = codings.get(decision.paragraph_key, ())
        after = _decide(study.taxonomy, before, decision)
        if after == before and decision.verdict in ("reject", "relabel"):
            code = "review.no-residual" if decision.measure_id == OTHER else "review.idle"
            problems.append(_fault(code, "note", study, decision))
        codings[decision.paragraph_key] = after
    kept = {key: value for key, value in codings.items() if value}
    return replace(study, codings=kept, problems=(*study.problems, *problems))


def is_orphan(study: Study, decision: Decision) -> bool:
    """True for a decision that cannot be put into force: its paragraph or its type is gone."""
    return _check(study, decision) is not None


def _check(study: Study, decision: Decision) -> Problem | None:
    if decision.paragraph_key not in study.paragraphs:
        return _fault("review.orphan", "warning", study, decision)
    known = {OTHER, *study.taxonomy.by_id}
    wanted = {decision.measure_id} if decision.verdict != "relabel" else {decision.relabel}
    # a type that the taxonomy has dropped can still be rejected: there is nothing left to remove
    if decision.verdict != "reject" and not wanted <= known:
        return _fault("review.unknown-type", "warning", study, decision)
    return None


def _fault(code: str, severity: str, study: Study, decision: Decision) -> Problem:
    document = next((d.file for d in study.documents if any(p.key == decision.paragraph_key for p in d.paragraphs)), "")
    return problem(
        code,
        "warning" if severity == "warning" else "note",
        Place(document),
        paragraph=decision.paragraph_key,
        type=decision.measure_id,
        verdict=decision.verdict,
        relabel=decision.relabel,
        note=decision.note,
    )


def _decide(taxonomy: Taxonomy, codings: tuple[Coding, ...], decision: Decision) -> tuple[Coding, ...]:
    """The codings of one paragraph after one decision, ranks renumbered, mentions last."""
    type_id = _type_of(taxonomy, decision.measure_id)
    assigned = [c for c in codings if c.rank]
    if decision.verdict in ("accept", "add"):
        if type_id != OTHER and all(c.measure_id != type_id for c in assigned):
            assigned.append(_decided(taxonomy, codings, decision.measure_id, decision))
    elif decision.verdict == "reject":
        assigned = [c for c in assigned if not _is_meant(taxonomy, c, type_id)]
    else:
        assigned = _relabel(taxonomy, codings, assigned, decision)
    return _renumber(taxonomy, codings, assigned)


def _is_meant(taxonomy: Taxonomy, coding: Coding, type_id: str) -> bool:
    """True if a decision on a type means this coding; OTHER stands for whatever residual type the paragraph has."""
    return coding.measure_id == type_id or (type_id == OTHER and taxonomy.by_id[coding.measure_id].residual)


def _relabel(
    taxonomy: Taxonomy, codings: tuple[Coding, ...], assigned: list[Coding], decision: Decision
) -> list[Coding]:
    source, target = _type_of(taxonomy, decision.measure_id), _type_of(taxonomy, decision.relabel)
    moved: list[Coding] = []
    for coding in assigned:
        if not _is_meant(taxonomy, coding, source):
            moved.append(coding)
        elif target != OTHER:
            moved.append(_decided(taxonomy, codings, decision.relabel, decision))
    if source == OTHER and target != OTHER and all(c.measure_id != target for c in moved):
        moved.append(_decided(taxonomy, codings, decision.relabel, decision))
    first: dict[str, Coding] = {}
    for coding in moved:  # the target may have been there already
        first.setdefault(coding.measure_id, coding)
    return list(first.values())


def _decided(taxonomy: Taxonomy, codings: Iterable[Coding], measure_id: str, decision: Decision) -> Coding:
    """The coding a person asks for: with what the rules found for that type, if anything, and the person's reason."""
    type_id = _type_of(taxonomy, measure_id)
    found = next((c for c in codings if c.measure_id == type_id), None)
    own = (measure_id,) if measure_id != type_id else ()
    note = ":".join(part for part in (decision.reviewer, decision.note) if part)
    reason = Reason(decision.verdict or "accept", 0.0, note)
    if found is None:
        return Coding(decision.paragraph_key, type_id, own, (), (reason,), 1)
    subtypes = tuple(dict.fromkeys(own + found.subtypes))
    return found._replace(subtypes=subtypes, reasons=(*found.reasons, reason), rank=found.rank or 1)


def _renumber(taxonomy: Taxonomy, before: tuple[Coding, ...], assigned: list[Coding]) -> tuple[Coding, ...]:
    """Assigned codings ranked in their order, headline types before residual ones; mentions of other types last."""
    ordered = sorted(assigned, key=lambda c: taxonomy.by_id[c.measure_id].residual)
    taken = {c.measure_id for c in ordered}
    mentions = (c for c in before if not c.rank and c.measure_id not in taken)
    return (*(c._replace(rank=rank) for rank, c in enumerate(ordered, start=1)), *mentions)


def _type_of(taxonomy: Taxonomy, measure_id: str) -> str:
    return taxonomy.type_of(measure_id) if measure_id in taxonomy.by_id else measure_id
