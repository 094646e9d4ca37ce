"""What the learned words of a taxonomy say for each type, in points that add to those of the rules.

In: paragraphs with what stands above them. Out: for each a `Heard`: points by type, and the `Reason`s behind them, each
one word at one place. Example: “建设概念验证中心” → transfer: learned 概念验证 +0.8, learned_opening 概念验证 +0.3.
The words are found as letters, never as segmented words: what a table says in a run is exactly what it was learned from
(`Words` finds them for compare/learning/words.py as well). They have an automaton of their own beside the one scan
(chinese/vocabulary.py), because they are asked of counted paragraphs only, not of every line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from compare.chinese.text import Text
from compare.chinese.vocabulary import Place, Vocabulary
from compare.kinds import LEARNED_PLACES, LearnedPlace
from compare.model import LearnedTable, Paragraph, Reason, Span, above

_CONTEXTS = 4096
"""headings and lead-in sentences whose words are kept in mind"""

Found = int
"""a word at a place: see `Words.name`"""
_Worth = Sequence[Sequence[tuple[str, Reason]]]
"""for each word at a place the types of which it speaks, with what it says"""
_OPENING, _HEADING = LEARNED_PLACES.index("learned_opening"), LEARNED_PLACES.index("learned_heading")


class Words:
    """Terms that are looked for in paragraphs and in what stands above them."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._terms = sorted(set(terms))
        self._vocabulary = Vocabulary()
        for term in self._terms:
            self._vocabulary.place(term)
        self._above: dict[str, dict[Found, tuple[int, int]]] = {}

    def name(self, found: Found) -> tuple[LearnedPlace, str]:
        """The place and the word."""
        number, place = divmod(found, len(LEARNED_PLACES))
        return LEARNED_PLACES[place], self._terms[number]

    @property
    def names(self) -> list[tuple[LearnedPlace, str]]:
        """Of all that can be found, in the order of their numbers."""
        return [self.name(found) for found in range(len(self._terms) * len(LEARNED_PLACES))]

    def found(self, paragraphs: Sequence[Paragraph]) -> list[dict[Found, tuple[int, int]]]:
        """For each paragraph every term at every place where it stands, once, with its first span in the text."""
        texts = [p.words for p in paragraphs]
        scans = self._vocabulary.scan_all([text.joined for text in texts]) if texts else []
        return [
            self._within(text, scan.places) | self._context(above(paragraph.headings, paragraph.lead))
            for paragraph, text, scan in zip(paragraphs, texts, scans, strict=True)
        ]

    def _within(self, text: Text, places: Iterable[Place]) -> dict[Found, tuple[int, int]]:
        found: dict[Found, tuple[int, int]] = {}
        opening, aligned, width = text.clauses[0].end if text.clauses else 0, text.aligned, len(LEARNED_PLACES)
        for number, start, end in places:
            word = number * width
            if word not in found:
                found[word] = span = (start, end) if aligned else text.span(start, end)
                if span[1] <= opening:
                    found[word + _OPENING] = span
        return found

    def _context(self, words: str) -> dict[Found, tuple[int, int]]:
        if words not in self._above:
            if len(self._above) >= _CONTEXTS:
                self._above.clear()
            places = self._vocabulary.scan(Text(words).joined).places if words else []
            self._above[words] = {number * len(LEARNED_PLACES) + _HEADING: _NOWHERE for number, _, _ in places}
        return self._above[words]


_NOWHERE = (0, 0)
"""of a word that stands outside the paragraph"""


class Heard:
    """What learned words say of one paragraph."""

    __slots__ = ("_found", "_refused", "_worth", "points")

    def __init__(self, found: Mapping[Found, tuple[int, int]], worth: _Worth) -> None:
        self._found, self._worth = found, worth
        self._refused: dict[str, Sequence[Span]] = {}
        self.points: dict[str, float] = {}
        """of each type of which a word speaks"""
        points = self.points
        for word in found:
            for type_id, said in worth[word]:
                points[type_id] = points.get(type_id, 0.0) + said[1]

    def forget(self, type_id: str, refused: Sequence[Span]) -> None:
        """Let no word speak for a type inside a place where the taxonomy has refused one of its keywords."""
        self._refused[type_id] = refused
        for word, span in self._found.items():
            if _inside(span, refused):
                gone = sum([said.points for of, said in self._worth[word] if of == type_id and said.points > 0])
                self.points[type_id] = self.points.get(type_id, 0.0) - gone

    def reasons(self, type_id: str) -> list[Reason]:
        """The words behind the points of a type, those that say most first."""
        refused = self._refused.get(type_id, ())
        found = [
            said
            for word, span in self._found.items()
            for of, said in self._worth[word]
            if of == type_id and (said[1] < 0 or not (refused and _inside(span, refused)))
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
        known = [word for word in table.words if word.type_id in self.thresholds]
        self._words = Words(word.term for word in known)
        said: dict[tuple[LearnedPlace, str], list[tuple[str, Reason]]] = {}
        for word in known:
            reason = Reason(word.place, word.points, word.term)
            said.setdefault((word.place, word.term), []).append((word.type_id, reason))
        self._worth: _Worth = [tuple(said.get(name, ())) for name in self._words.names]

    def hear(self, paragraphs: Sequence[Paragraph]) -> list[Heard | None]:
        """What the words say of each paragraph; None for those that are not counted."""
        counted = [p for p in paragraphs if p.counted]
        heard = iter([Heard(found, self._worth) for found in self._words.found(counted)])
        return [next(heard) if p.counted else None for p in paragraphs]
