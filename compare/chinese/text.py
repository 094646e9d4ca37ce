"""A text prepared once: what every finder asks of it is made at the first question and kept.

In: the words as printed. Out: a `Text` with its folded form, its sentences and clauses, the form in which keywords
are looked for with the way back to the source, and the words of rules and keywords that stand in it.
Example: “首台 （套）。” folded is “首台 (套)。”, joined “首台(套)。”; its first five characters are
“首台 （套）” of the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from compare.chinese.expressions import Expression
from compare.chinese.normalize import fold, letters, plain, squeeze
from compare.chinese.sentences import clauses, sentences
from compare.chinese.spans import Span
from compare.chinese.traditional import Exchange, Origin, shows_traditional
from compare.chinese.vocabulary import VOCABULARY, Place, Scan
from compare.lexicons import load


class Text:
    """The words of a line or paragraph, prepared once; equal to another text of the same words.

    A form is a plain attribute from its first question on: finders ask for it in their innermost loops.
    """

    __slots__ = (
        "_offsets", "_origins", "_places", "_scan", "aligned", "bare", "clauses", "folded", "joined", "sentences",
        "source", "traditional",
    )  # fmt: skip

    source: str
    """the words as printed"""
    traditional: bool
    """whether a common character stands in it that simplified Chinese does not use"""
    folded: str
    """in simplified characters, half-width and lower case; of equal length, so offsets are those of the source"""
    bare: str
    """folded letters, digits and Han characters only: what identifies a text however it is spaced"""
    sentences: tuple[Span, ...]
    """spans that cover the folded text; see chinese/sentences.py"""
    clauses: tuple[Span, ...]
    """spans that cover it, cut at commas and colons as well"""
    joined: str
    """folded, without the blanks of layout, with regional words exchanged: the form in which keywords are sought"""
    aligned: bool
    """whether the joined form is the folded one: offsets are those of the source"""

    def __init__(self, source: str) -> None:
        self.source = source
        self._scan: Scan | None = None
        self._places: Scan | None = None

    def __getattr__(self, name: str) -> Any:
        """Asked only for a form that was not made yet."""
        if name not in _MAKERS:
            raise AttributeError(name)
        _MAKERS[name](self)
        return getattr(self, name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.source == self.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Text({self.source!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (self.source,)

    # -- the forms, each made at the first question --

    def _fold(self) -> None:
        self.traditional = shows_traditional(self.source)
        self.folded = fold(self.source) if self.traditional else plain(self.source)

    def _bare(self) -> None:
        self.bare = letters(self.folded)

    def _sentences(self) -> None:
        self.sentences = sentences(self.folded)

    def _clauses(self) -> None:
        self.clauses = clauses(self.folded)

    def _join(self) -> None:
        """The joined form and the way back from it."""
        squeezed, self._offsets = squeeze(self.source)
        self._origins: Sequence[Origin] | None = None
        if self._offsets is None:
            joined = self.folded
        elif self.traditional:  # its characters depend on their neighbours
            joined = fold(squeezed)
        else:
            joined = self._offsets.kept(self.folded)
        if self.traditional:
            joined, self._origins = _exchange()(joined)
        self.joined, self.aligned = joined, joined is self.folded

    def span(self, start: int, end: int) -> Span:
        """The span of the source of a span of the joined form."""
        if self.aligned:
            return Span(start, end)
        if self._origins is not None:
            start, end = self._origins[start][0], self._origins[end - 1][1]
        if self._offsets is None:
            return Span(start, end)
        return Span(self._offsets[start], self._offsets[end - 1] + 1)

    # -- what the one scan found --

    def may(self, expression: Expression) -> bool:
        """False if the expression cannot match: none of the words that it needs stands in the text."""
        return self.holds(expression.number)

    def holds(self, number: int) -> bool:
        """Whether one of the words stands in the folded text that are asked for under the number."""
        return bool(self.passing(number) >> number & 1)

    def passing(self, last: int) -> int:
        """One bit for each expression that may match, of all up to number `last`: for many asked at once."""
        scan = self._scan
        if scan is None:
            scan = self._scan = VOCABULARY.scan(self.folded)
        elif scan.demands <= last:
            scan = self._scan = VOCABULARY.scan_on(scan, self.folded)
        return scan.expressions

    def search(self, expression: Expression) -> re.Match[str] | None:
        """The first match in the folded text."""
        return expression.search(self.folded) if self.may(expression) else None

    def match(self, expression: Expression) -> re.Match[str] | None:
        """The match at the beginning of the folded text."""
        return expression.match(self.folded) if self.may(expression) else None

    def places(self, count: int) -> list[Place]:
        """Where the words stand whose places are asked for (keywords), in the joined form, by their ends.

        `count` = words that the caller knows of; a text that was scanned when there were fewer is scanned again.
        """
        scan = self._scan if self.aligned else self._places
        if scan is None or scan.placed < count:
            scan_all((self,), count)
            scan = self._scan if self.aligned else self._places
        return scan.places if scan else []


_MAKERS: dict[str, Callable[[Text], None]] = {
    "traditional": Text._fold, "folded": Text._fold, "bare": Text._bare, "sentences": Text._sentences,
    "clauses": Text._clauses, "joined": Text._join, "aligned": Text._join,
}  # fmt: skip
"""what makes a form"""


def scan(texts: Sequence[Text], count: int = 0) -> None:
    """Look for words in several folded texts at once, where that was not done since there were `count` words with
    places."""
    stale = [text for text in texts if text._scan is None or text._scan.placed < count]
    if stale:
        for text, found in zip(stale, VOCABULARY.scan_all([text.folded for text in stale]), strict=True):
            text._scan = found


def scan_all(texts: Sequence[Text], count: int) -> None:
    """The same, with the places of words in the joined forms of the texts."""
    scan(texts, count)
    moved = [t for t in texts if not t.aligned and (t._places is None or t._places.placed < count)]
    if moved:
        for text, found in zip(moved, VOCABULARY.scan_all([text.joined for text in moved]), strict=True):
            text._places = found


def prepare(sources: Sequence[str]) -> list[Text]:
    """Many short texts at once, such as the lines of a file: folded in one go."""
    texts = [Text(source) for source in sources]
    whole = "\n".join(sources)
    if not shows_traditional(whole) and whole.count("\n") + 1 == len(sources):
        for text, folded in zip(texts, plain(whole).split("\n"), strict=True):
            text.folded, text.traditional = folded, False
    return texts


@cache
def _exchange() -> Exchange:
    return Exchange(load("traditional")["words"])
