"""What a document is about as a whole: all types of the taxonomy, some of them, or a subject of its own.

In: a coded `Study`. Out: a `Theme` for each document, from its title (which types it names) and from the main types of
its measures (whether they bear the title out).
Example: 某省专利保护条例, 52 of whose 58 typed measures are about 成果转化 → that type only; 某省科学技术进步条例 → all
types; 某省科学技术普及条例, few of whose measures are of any type → none, it has a subject of its own.
A document is silent about what its title does not promise: there it has no gap, see `absence`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from compare import lexicons
from compare.chinese.normalize import fold
from compare.model import Condition, Document, Keyword, Study, Taxonomy, Theme
from compare.rules import finders, rule

ENOUGH = 10
"""measures from which their types say what a document is about"""
FEW_TYPED = 0.3
"""share of measures of any type below which a document without such words in its title has a subject of its own"""
BORNE_OUT = 0.5
"""share of typed measures from which a document is about the types that its title names"""
BORNE_OUT_BESIDE = 0.8
"""the same for a title that names innovation as a whole as well: 科技创新人才若干措施"""

ALL = Theme()
APART = Theme(confined=True)


def find_themes(study: Study) -> dict[str, Theme]:
    """Document id → its theme; by the shipped taxonomy or any other."""
    names = _Names(study.taxonomy)
    return {document.id: _find_theme(study, document, names) for document in study.documents if document.included}


def _find_theme(study: Study, document: Document, names: _Names) -> Theme:
    subject = _subject(document)
    named, rest = names.of(subject)
    counts = _main_types(study, document)
    typed = sum(count for type_id, count in counts.items() if type_id)
    wide = not subject or rule("comparability", "general_subject").fits(rest)
    if named:
        share = sum(counts[type_id] for type_id in named) / typed if typed else 1.0
        borne_out = share >= (BORNE_OUT_BESIDE if wide else BORNE_OUT)
        return Theme(named, confined=borne_out) if borne_out or not wide else ALL
    measures = sum(counts.values())
    apart = not wide and document.metadata.value("genre") not in _whole() and measures >= ENOUGH
    return APART if apart and typed < FEW_TYPED * measures else ALL


def _main_types(study: Study, document: Document) -> Counter[str]:
    """Measures by the headline type that comes first among theirs, those of none under an empty id."""
    headline = {measure.id for measure in study.taxonomy.types}
    firsts = (
        next((c.measure_id for c in study.codings.get(p.key, ()) if c.rank and c.measure_id in headline), "")
        for p in document.paragraphs
        if p.role == "measure"
    )
    return Counter(firsts)


def _subject(document: Document) -> str:
    """The title without the word for its kind: “某市专利保护”, of 某市专利保护条例."""
    title = fold(document.title) if document.metadata.title else ""
    kind = finders("genres", "genre").get(document.metadata.value("genre"))
    ends = [found.start() for found in kind.finditer(title)] if kind else []
    return (title[: ends[-1]] if ends else "") or title


@cache
def _whole() -> frozenset[str]:
    """Kinds of documents that are about everything, whatever their title: 政府工作报告."""
    return frozenset(lexicons.load("comparability")["general_genres"])


# -- types that a title names -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Word:
    types: tuple[str, ...]
    keyword: Keyword | None
    """None for the name of a type, which has no guards"""


class _Names:
    """The words of a taxonomy by which a title can name a type."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._order = tuple(measure.id for measure in taxonomy.types)
        self._words: dict[str, list[_Word]] = {}
        for type_id in self._order:
            self._add(taxonomy.by_id[type_id].label, _Word((type_id,), None))
            for measure in (taxonomy.by_id[type_id], *taxonomy.subtypes(type_id)):
                for keyword in measure.keywords if not measure.residual else ():
                    for word in (keyword.text, *keyword.aliases) if not keyword.pattern else ():
                        self._add(word, _Word((type_id,), keyword))
        longest_first = sorted(self._words, key=lambda word: (-len(word), word))
        self._pattern = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def _add(self, word: str, entry: _Word) -> None:
        if len(folded := fold(word)) > 1:
            self._words.setdefault(folded, []).append(entry)

    def of(self, subject: str) -> tuple[tuple[str, ...], str]:
        """The types that a subject names, in the order of the taxonomy, and what is left of it without their names."""
        found: set[str] = set()
        rest, at = "", 0
        while match := self._pattern.search(subject, at):
            types = {
                t for word in self._words[match.group()] if _free(word.keyword, subject, match) for t in word.types
            }
            end = match.end() if types else match.start() + 1
            rest += subject[at : match.start() if types else end]
            found |= types
            at = end
        return tuple(type_id for type_id in self._order if type_id in found), rest + subject[at:]


def _free(keyword: Keyword | None, text: str, match: re.Match[str]) -> bool:
    """True unless a guard of the keyword is met (新技术 behind 高) or a condition is not: 科技创新 is about firms only
    beside 企业. A title is short: what stands in it stands within reach.
    """
    if keyword is None:
        return True
    before, after = text[: match.start()], text[match.end() :]
    if before.endswith(keyword.not_after or "\0") or after.startswith(keyword.not_before or "\0"):
        return False
    return all(_holds(condition, before, after) for condition in keyword.conditions)


def _holds(condition: Condition, before: str, after: str) -> bool:
    around = {"before": (before,), "after": (after,)}.get(condition.kind, (before, after))
    stand = [any(fold(term) in part for part in around) for term in condition.terms]
    if condition.kind == "not_near":
        return not any(stand)
    return all(stand) if condition.kind == "all_of" else any(stand)
