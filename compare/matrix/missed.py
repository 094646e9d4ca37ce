"""What is in no cell, by what kept it out: counted paragraphs that hold a listed word, and whole documents.

In: a study, or documents. Out: `Missed`; documents left out by reason. Example: “推动信用监管全覆盖” under a threshold
of 3 has the strong word 信用监管, 2 points: one paragraph below the threshold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.model import Coding, Document, Study


@dataclass(frozen=True, slots=True)
class Missed:
    """Numbers of paragraphs; a paragraph counts once, under the first that fits."""

    below: int = 0
    """a word counts, but not enough for any type's threshold"""
    mentioned: int = 0
    """every word stands there only as beneficiary, place, result or in a list"""
    refused: int = 0
    """every word is void: a guard, a condition, a negation, a border of words"""

    @property
    def total(self) -> int:
        """All of them."""
        return self.below + self.mentioned + self.refused


def count_missed(study: Study) -> Missed:
    """How many counted paragraphs of included documents hold listed words and have no type."""
    paragraphs = (p for d in study.documents if d.included for p in d.paragraphs if p.counted)
    return Missed(**Counter(why for p in paragraphs if (why := _why(study.codings.get(p.key, ())))))


_REASONS = {
    "no_paragraphs": "empty", "layout_lost": "fragments", "near_duplicate": "duplicate", "contained_in": "duplicate",
    "set_aside": "placeless", "unasked": "unasked",
}  # fmt: skip
"""flag → why its document is not compared"""


def left_out(documents: Iterable[Document]) -> Mapping[str, int]:
    """Why documents are not compared (a word of `_REASONS`, else ``chosen``: the list says so) → how many."""
    codes = ({flag.code for flag in d.flags} for d in documents if not d.included)
    counts = Counter(next((why for code, why in _REASONS.items() if code in flags), "chosen") for flags in codes)
    return {why: counts[why] for why in (*dict.fromkeys(_REASONS.values()), "chosen") if counts[why]}


def _why(codings: Sequence[Coding]) -> str:
    matches = [match for coding in codings for match in coding.matches]
    if not matches or any(coding.rank for coding in codings):
        return ""
    accepted = [match for match in matches if not match.rejected]
    if not accepted:
        return "refused"
    return "mentioned" if all(match.status for match in accepted) else "below"
