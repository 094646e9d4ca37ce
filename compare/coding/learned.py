"""What the learned words of a taxonomy say for each type, in points that add to those of the rules.

In: a paragraph with what stands above it. Out: type → `Reason`s, each one word at one place.
Example: “建设概念验证中心” → transfer: learned 概念验证 +0.8, learned_opening 概念验证 +0.3; platform: 中心 +0.2.
The words are found by the one scan of a text (chinese/vocabulary.py) as letters, never as segmented words: what a table
says in a run is exactly what it was learned from (taxonomy/learning.py asks `Words` as well).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from compare.chinese.text import Text, scan_all
from compare.chinese.vocabulary import VOCABULARY
from compare.kinds import LearnedPlace
from compare.model import LearnedTable, Paragraph, Reason, Span

_CONTEXTS = 4096
"""headings and lead-in sentences whose words are kept in mind"""

Found = tuple[LearnedPlace, int]
"""a place and the number of a word in the vocabulary"""


class Words:
    """Terms that are looked for in paragraphs and in what stands above them."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.terms = {VOCABULARY.place(term): term for term in sorted(set(terms))}
        self._count = 1 + max(self.terms, default=-1)
        self._above: dict[str, tuple[int, ...]] = {}

    def found(self, paragraph: Paragraph) -> dict[Found, Span]:
        """Every term at every place where it stands, each once, with its first span in the scanned form."""
        text = paragraph.words
        found: dict[Found, Span] = {}
        opening = _opening_end(text)
        for number, start, end in text.places(self._count):
            if number in self.terms:
                span = Span(start, end)
                found.setdefault(("learned", number), span)
                if end <= opening:
                    found.setdefault(("learned_opening", number), span)
        for number in self._context(above(paragraph)):
            found["learned_heading", number] = Span(0, 0)
        return found

    def prepare(self, paragraphs: Sequence[Paragraph]) -> None:
        """Scan all paragraphs of a document at once."""
        scan_all([p.words for p in paragraphs], self._count)

    def _context(self, words: str) -> tuple[int, ...]:
        if words not in self._above:
            if len(self._above) >= _CONTEXTS:
                self._above.clear()
            numbers = (number for number, _, _ in Text(words).places(self._count)) if words else iter(())
            self._above[words] = tuple(dict.fromkeys(n for n in numbers if n in self.terms))
        return self._above[words]


def above(paragraph: Paragraph) -> str:
    """The nearest heading with words, and the sentence that leads in: what a learned word may be a heading's of."""
    heading = next((h.text for h in reversed(paragraph.headings) if h.text), "")
    return f"{heading}\n{paragraph.lead}" if paragraph.lead else heading


def _opening_end(text: Text) -> int:
    """Where the first clause ends, in the form that is scanned."""
    end = text.clauses[0].end if text.clauses else 0
    if text.aligned:
        return end
    return sum(text.span(i, i + 1).end <= end for i in range(min(end, len(text.joined))))


class LearnedWords:
    """The compiled learned words of one taxonomy."""

    def __init__(self, table: LearnedTable) -> None:
        self.table = table
        self.thresholds = dict(table.thresholds)
        self._words = Words(word.term for word in table.words)
        numbers = {term: number for number, term in self._words.terms.items()}
        self._points: dict[Found, list[tuple[str, float]]] = defaultdict(list)
        for word in table.words:
            if word.type_id in self.thresholds:
                self._points[word.place, numbers[word.term]].append((word.type_id, word.points))
        self.prepare = self._words.prepare

    def said(self, paragraph: Paragraph, void: Mapping[str, Sequence[Span]]) -> dict[str, list[Reason]]:
        """Type → its reasons, strongest first; a word inside one of the `void` spans of a type does not speak for it.

        `void` are places where the taxonomy has refused a keyword of the type: its guards decide first.
        """
        said: dict[str, list[Reason]] = defaultdict(list)
        for found, span in self._words.found(paragraph).items():
            for type_id, points in self._points.get(found, ()):
                if points < 0 or type_id not in void or not _within(span, void[type_id]):
                    said[type_id].append(Reason(found[0], points, self._words.terms[found[1]]))
        return {type_id: sorted(reasons, key=_order) for type_id, reasons in said.items()}


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(other.start <= span.start and span.end <= other.end for other in others) if span.end else False


def _order(reason: Reason) -> tuple[float, str, str]:
    return -abs(reason.points), reason.note, reason.rule
