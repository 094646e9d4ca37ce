"""What must be known beside the figures: unclassified measures, data quality, method, evidence.

In: a `Voice`. Out: Markdown bodies. Example: a document of grade E is named with its lines, never with its words.
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.chinese.punctuation import full_width
from compare.documents.fragments import unread_first
from compare.documents.integrity import graded_by_genre
from compare.model import OTHER, Document, Evidence, Flag, Scoring
from compare.problems import Problem
from compare.reports.narrative.markup import Md, anchor, bullets, escape, escape_line
from compare.reports.narrative.tables import LONG
from compare.reports.narrative.voice import Citation, Voice
from compare.wording import foreign, number

_POINTS = (
    "strong", "weak", "body_cap", "heading_strong", "heading_weak", "lead_strong", "title_strong", "context",
    "threshold", "damped",
)  # fmt: skip
LISTED = 10
"""unclassified measures quoted in the report; the workbook has them all"""


# --- unclassified -----------------------------------------------------------------------------------------------


def tell_uncoded(voice: Voice) -> Md:
    """What stands under OTHER: residual types with counts, then those without any type in their own words."""
    found = [e for e in voice.comparison.evidence if e.column == OTHER]
    if not found:
        return voice.say("uncoded.none")
    bare = [e for e in found if e.coding is None]
    typed: dict[str, list[str]] = {}
    for row in found:
        if row.coding:
            typed.setdefault(row.coding.measure_id, []).append(row.id)
    counts = {"n": len(found), "typed": len(found) - len(bare), "bare": len(bare)}
    parts = [voice.say("uncoded.counts", cites=voice.cite([e.id for e in found]), **counts)]
    if typed:
        names = (m.id for m in voice.study.taxonomy.residuals if m.id in typed)
        each = [_residual(voice, id, typed[id]) for id in names]
        parts.append(voice.say("uncoded.parts", parts=voice.join(each)))
    if bare:
        parts += [voice.say("uncoded.bare"), _bare_list(voice, bare)]
    return Md("\n\n".join(parts))


def _residual(voice: Voice, measure_id: str, ids: Sequence[str]) -> Md:
    return voice.say("uncoded.part", type=voice.label(measure_id), count=len(ids), cites=voice.cite(ids))


def _bare_list(voice: Voice, bare: Sequence[Evidence]) -> Md:
    shown = voice.strongest(e.id for e in bare if voice.quotable(e.document_id))[:LISTED]
    lines = [Md(f"{voice.quote(e)}{voice.cite([e.id])}") for e in shown]
    if len(bare) > len(shown):
        lines.append(voice.say("uncoded.more", n=len(bare) - len(shown)))
    return bullets(lines)


# --- data quality -----------------------------------------------------------------------------------------------


def tell_quality(voice: Voice) -> Md:
    """Each document's flags in plain words; then files that were not read."""
    heaviest = {d.id for d in sorted(voice.study.documents, key=lambda d: -_weight(d))[:LONG]}
    kept = [d for d in unread_first(voice.study.documents) if d.id in heaviest]
    parts = [bullets(_quality_line(voice, d) for d in kept)] if kept else [voice.say("compared.none")]
    if left := len(voice.study.documents) - len(kept):
        parts.append(voice.say("quality.more", n=left))
    if unread := unread_files(voice):
        parts += [voice.say("quality.unread"), bullets(_problem_line(voice, p) for p in unread)]
    return Md("\n\n".join(parts))


def _weight(document: Document) -> int:
    """Bad flags first, so that a long list loses only the harmless ones."""
    return sum({"bad": 100, "warn": 10}.get(flag.severity, 1) for flag in document.flags)


def _quality_line(voice: Voice, document: Document) -> Md:
    grade = voice.say("quality.grade", grade=document.grade, meaning=voice.grade(document.grade))
    cap = [voice.grade_cap(document)] if graded_by_genre(document) else []
    flags = [*cap, *(_flag_clause(voice, document, flag) for flag in document.flags)]
    excluded = [] if document.included else [voice.say("quality.excluded")]
    head = voice.say("quality.head", name=voice.names[document.id], grade=grade)
    return Md(head + voice.clauses([*excluded, *(flags or [voice.say("quality.clean_clause")])]))


def _flag_clause(voice: Voice, document: Document, flag: Flag) -> Md:
    what = voice.flag(flag.code).rstrip(".")
    count = voice.say("quality.count", n=flag.count) if flag.count > 1 else ""
    quoted = flag.quote and document.quotable and not foreign(flag)
    quote = voice.say("quality.quote", text=full_width(flag.quote)) if quoted else ""
    return Md(escape(what) + count + quote)


def unread_files(voice: Voice) -> list[Problem]:
    """Files that were found and could not be read."""
    return [p for p in voice.study.problems if p.severity == "error" and p.place.file]


def _problem_line(voice: Voice, problem: Problem) -> Md:
    return voice.say("quality.problem", file=problem.place.file, sentence=voice.problem(problem))


# --- method -----------------------------------------------------------------------------------------------------


def _limit(voice: Voice, scoring: Scoring) -> str:
    """How many types a paragraph may have."""
    key = "method.limit" if scoring.max_types else "method.limit.none"
    return voice.say(key, max_types=scoring.max_types)


def tell_method(voice: Voice) -> Md:
    """The counting rule with its numbers, what the figures mean, and which taxonomy was used."""
    study = voice.study
    taxonomy = study.taxonomy
    scoring = taxonomy.scoring
    points = {name: number(getattr(scoring, name)) for name in _POINTS}
    ratio = f"{number(100 * scoring.secondary_ratio)}%"
    lines = [
        voice.say("method.unit"),
        voice.say(f"method.{taxonomy.rule}", ratio=ratio, limit=_limit(voice, scoring), **points),
        *([voice.say("method.threshold_own")] if any(m.threshold is not None for m in taxonomy.measures) else []),
        *(Md(escape(told)) for told in [voice.learned_rule(taxonomy)] if told),
        voice.say(f"method.overlap.{taxonomy.overlap}"),
        voice.say("method.figures"),
        voice.say("method.intensity", levels=_levels(voice)),
        voice.say(
            "method.taxonomy",
            name=taxonomy.name,
            version=taxonomy.version,
            fingerprint=taxonomy.fingerprint,
            file=taxonomy.file,
            types=len(taxonomy.types),
            subtypes=sum(m.parent is not None for m in taxonomy.measures),
            keywords=len(taxonomy.keywords),
        ),
        voice.say("method.decisions", n=len(study.decisions)) if study.decisions else voice.say("method.no_decisions"),
    ]
    return Md(f"{bullets(lines)}\n\n{voice.say('method.types')}\n\n{_definitions(voice)}")


def _levels(voice: Voice) -> Md:
    return voice.join(voice.say("method.intensity_part", n=n, name=voice.intensity(n)) for n in range(6))


def _definitions(voice: Voice) -> Md:
    types = (m for m in voice.study.taxonomy.types if m.definition)
    return bullets(voice.say("method.type", type=voice.label(m.id), definition=m.definition) for m in types)


# --- evidence ---------------------------------------------------------------------------------------------------


def tell_evidence(voice: Voice) -> Md:
    """Every paragraph the report refers to, verbatim under the number of its note."""
    return Md("\n\n".join([voice.say("evidence.note"), *(_entry(voice, cited) for cited in voice.citations())]))


def _entry(voice: Voice, cited: Citation) -> Md:
    head = f'<a id="{anchor(cited.key)}"></a>**{cited.number}**\u3000{escape(voice.place_of(cited))}'
    caveats = "".join(f"\n>\n> {escape(caveat)}" for caveat in cited.caveats)
    return Md(f"{head}\n\n> {escape_line(cited.text)}{caveats}")
