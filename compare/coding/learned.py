"""What the learned words of a taxonomy say for each type, in points that add to those of the rules.

In: paragraphs with what stands above them. Out: for each a `Heard`: points by type, and the `Reason`s behind them, each
one word at one place. Example: “建设概念验证中心” → transfer: learned 概念验证 +0.8, learned_opening 概念验证 +0.3.
The words are found as letters, never as segmented words: what a table says in a run is exactly what it was learned from
(`Words` finds them for compare/learning.py as well). They have an automaton of their own beside the one scan
(chinese/vocabulary.py), because they are asked of counted paragraphs only: that takes half the time.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.chinese.text import Text
from compare.chinese.vocabulary import Place, Vocabulary
from compare.kinds import LearnedPlace
from compare.model import LearnedTable, Paragraph, Reason, Span

_CONTEXTS = 4096
"""headings and lead-in sentences whose words are kept in mind"""

Found = tuple[LearnedPlace, str]
"""a place and the word that stands there"""
_Worth = tuple[tuple[str, float], ...]
"""types with the points that a word is worth for them"""


class Words:
    """Terms that are looked for in paragraphs and in what stands above them."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted(set(terms))
        self._vocabulary = Vocabulary()
        for term in self._terms:
            self._vocabulary.place(term)
        self._above: dict[str, tuple[Found, ...]] = {}

    def found(self, paragraphs: Sequence[Paragraph]) -> list[dict[Found, tuple[int, int]]]:
        """For each paragraph every term at every place where it stands, once, with its first span in the text."""
        texts = [p.words for p in paragraphs]
        scans = self._vocabulary.scan_all([text.joined for text in texts]) if texts else []
        return [
            self._within(text, scan.places) | dict.fromkeys(self._context(above(paragraph)), _NOWHERE)
            for paragraph, text, scan in zip(paragraphs, texts, scans, strict=True)
        ]

    def _within(self, text: Text, places: Iterable[Place]) -> dict[Found, tuple[int, int]]:
        found: dict[Found, tuple[int, int]] = {}
        opening, terms, aligned = text.clauses[0].end if text.clauses else 0, self._terms, text.aligned
        for number, start, end in places:
            span = (start, end) if aligned else text.span(start, end)
            term = terms[number]
            if ("learned", term) not in found:
                found["learned", term] = span
                if span[1] <= opening:
                    found["learned_opening", term] = span
        return found

    def _context(self, words: str) -> tuple[Found, ...]:
        if not words:
            return ()
        if words not in self._above:
            if len(self._above) >= _CONTEXTS:
                self._above.clear()
            places = self._vocabulary.scan(Text(words).joined).places
            self._above[words] = tuple(("learned_heading", self._terms[number]) for number, _, _ in places)
        return self._above[words]


_NOWHERE = (0, 0)
"""of a word that stands outside the paragraph"""


def above(paragraph: Paragraph) -> str:
    """The nearest heading with words, and the sentence that leads in: what a learned word may be a heading's of."""
    heading = next((h.text for h in reversed(paragraph.headings) if h.text), "")
    return f"{heading}\n{paragraph.lead}" if paragraph.lead else heading


class Heard:
    """What learned words say of one paragraph."""

    __slots__ = ("_found", "_refused", "_worth", "points")

    def __init__(self, found: Mapping[Found, tuple[int, int]], worth: Mapping[Found, _Worth]) -> None:
        self._found, self._worth = found, worth
        self._refused: dict[str, Sequence[Span]] = {}
        self.points: dict[str, float] = {}
        """of each type of which a word speaks"""
        points = self.points
        for word in found:
            for type_id, said in worth.get(word, ()):
                points[type_id] = points.get(type_id, 0.0) + said

    def forget(self, type_id: str, refused: Sequence[Span]) -> None:
        """Let no word speak for a type inside a place where the taxonomy has refused one of its keywords."""
        for word, span in self._found.items():
            if _inside(span, refused):
                self._refused[type_id] = refused
                for of, points in self._worth.get(word, ()):
                    if of == type_id and points > 0:
                        self.points[type_id] -= points

    def reasons(self, type_id: str) -> list[Reason]:
        """The words behind the points of a type, those that say most first."""
        refused = self._refused.get(type_id, ())
        found = [
            Reason(word[0], points, word[1])
            for word, span in self._found.items()
            for of, points in self._worth.get(word, ())
            if of == type_id and (points < 0 or not (refused and _inside(span, refused)))
        ]
        return sorted(found, key=_order)


def _inside(span: tuple[int, int], others: Iterable[Span]) -> bool:
    start, end = span
    for first, behind in others:
        if first <= start and end <= behind:
            return end > 0
    return False


def _order(reason: Reason) -> tuple[float, str, str]:
    return -abs(reason.points), reason.note, reason.rule


class LearnedWords:
    """The compiled learned words of one taxonomy."""

    def __init__(self, table: LearnedTable) -> None:
        self.table = table
        self.thresholds = dict(table.thresholds)
        worth: dict[Found, list[tuple[str, float]]] = {}
        for word in table.words:
            if word.type_id in self.thresholds:
                worth.setdefault((word.place, word.term), []).append((word.type_id, word.points))
        self._worth = {word: tuple(said) for word, said in worth.items()}
        self._words = Words(term for _, term in worth)

    def hear(self, paragraphs: Sequence[Paragraph]) -> list[Heard | None]:
        """What the words say of each paragraph; None for those that are not counted."""
        counted = [p for p in paragraphs if p.counted]
        heard = iter([Heard(found, self._worth) for found in self._words.found(counted)])
        return [next(heard) if p.counted else None for p in paragraphs]
