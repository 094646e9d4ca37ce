"""Codings by counting: a paragraph is of a type if it holds a keyword of it, as quanteda and MAXDictio have it.

In: a paragraph's codings with all its matches. Out: the same types by the number of their accepted matches, each
occurrence one point. Roles, guards, masks and overlaps are those of the scorer; headings, thresholds, learned words and
the use of a word in its sentence say nothing here.
Example: “引进高层次人才,培育高层次人才团队,建设孵化器。” → talent, rank 1, 2 points; incubator, rank 2, 1 point.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from compare.coding.scorer import Judgement, Scorer
from compare.model import Coding, Document, Match, Paragraph, Reason, Taxonomy


class KeywordCounter(Scorer):
    """Codes paragraphs by the keywords they hold."""

    def decide_document(self, document: Document) -> dict[str, Judgement]:
        """Paragraph key → codings; a count is what it is and has no doubt."""
        scored = super().decide_document(document)
        return {key: Judgement(count_keywords(judged.codings, self.taxonomy), None) for key, judged in scored.items()}

    def code(self, paragraph: Paragraph, title: str = "", own_heading: bool = False) -> tuple[Coding, ...]:
        """All types of which the paragraph holds a keyword, and those of which every word was rejected (rank 0)."""
        return count_keywords(super().code(paragraph, title, own_heading), self.taxonomy)


def count_keywords(codings: Iterable[Coding], taxonomy: Taxonomy) -> tuple[Coding, ...]:
    """A paragraph's codings by occurrences: most first, then by the first word in the text, mentions last.

    A residual type is what the paragraph is about only where no headline type has a keyword, as in the scorer."""
    counted = sorted((_counted(coding) for coding in codings if coding.matches), key=_most_first)
    headline = [c for c in counted if c.reasons and not taxonomy.by_id[c.measure_id].residual]
    assigned = headline or [c for c in counted if c.reasons][:1]
    mentions = [c for c in counted if c not in assigned]
    return (*(c._replace(rank=rank) for rank, c in enumerate(assigned, start=1)), *mentions)


def _counted(coding: Coding) -> Coding:
    """One point for each accepted occurrence, one reason a keyword; without any the type is only spoken of."""
    accepted = [match for match in coding.matches if not match.rejected]
    hits = Counter(match.keyword.text for match in accepted)
    quotes = {match.keyword.text: match.quote for match in reversed(accepted)}
    reasons = tuple(Reason("count", float(number), quotes[keyword]) for keyword, number in hits.items())
    return coding._replace(subtypes=_subtypes(accepted, coding.measure_id), reasons=reasons, rank=0)


def _subtypes(accepted: Iterable[Match], type_id: str) -> tuple[str, ...]:
    """The sub-types whose keywords stand in the text, the most frequent first, then in the order of the text."""
    hits = Counter(match.keyword.measure_id for match in accepted)
    return tuple(id for id, _ in hits.most_common() if id != type_id)


def _most_first(coding: Coding) -> tuple[float, int]:
    first = min((match.span.start for match in coding.matches if not match.rejected), default=0)
    return -coding.score, first
