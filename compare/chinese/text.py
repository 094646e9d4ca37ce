"""A text prepared once: what every finder asks of it is made at the first question and kept.

In: the words as printed. Out: a `Text` with its folded form, its sentences and clauses, the form in which keywords
are looked for with the way back to the source, and the words of rules and keywords that stand in it.
Example: “首台 （套）。” folded is “首台 (套)。”, joined “首台(套)。”; its first five characters are
“首台 （套）” of the source.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from compare.chinese.expressions import Expression
from compare.chinese.normalize import Kept, fold, fold_once, letters, squeeze
from compare.chinese.sentences import clauses, sentences
from compare.chinese.spans import Span
from compare.chinese.traditional import Exchange, Origin, shows_traditional
from compare.chinese.vocabulary import VOCABULARY, Place, Scan
from compare.lexicons import load


class Text:
    """The words of a line or paragraph, prepared once; equal to another text of the same words."""

    __slots__ = (
        "_aligned", "_bare", "_clauses", "_folded", "_joined", "_offsets", "_origins", "_places", "_scan", "_sentences",
        "source",
    )  # fmt: skip

    def __init__(self, source: str) -> None:
        self.source = source
        """the words as printed"""
        self._folded: str | None = None
        self._bare: str | None = None
        self._sentences: tuple[Span, ...] | None = None
        self._clauses: tuple[Span, ...] | None = None
        self._joined: str | None = None
        self._aligned = False
        self._offsets: Kept | None = None
        self._origins: Sequence[Origin] | None = None
        self._scan: Scan | None = None
        self._places: Scan | None = None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and other.source == self.source

    def __hash__(self) -> int:
        return hash(self.source)

    def __repr__(self) -> str:
        return f"Text({self.source!r})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (self.source,)

    @property
    def folded(self) -> str:
        """In simplified characters, half-width and lower case; of equal length, so offsets are those of the source."""
        if self._folded is None:
            self._folded = fold(self.source)
        return self._folded

    @property
    def bare(self) -> str:
        """Folded letters, digits and Han characters only: what identifies a text however it is spaced."""
        if self._bare is None:
            self._bare = letters(self.folded)
        return self._bare

    @property
    def sentences(self) -> tuple[Span, ...]:
        """Spans that cover the text; see chinese/sentences.py."""
        if self._sentences is None:
            self._sentences = sentences(self.folded)
        return self._sentences

    @property
    def clauses(self) -> tuple[Span, ...]:
        """Spans that cover the text, cut at commas and colons as well."""
        if self._clauses is None:
            self._clauses = clauses(self.folded)
        return self._clauses

    # -- the form in which keywords are looked for --

    @property
    def joined(self) -> str:
        """Folded, without the blanks of layout, with regional words exchanged: the form of keywords."""
        if self._joined is None:
            self._joined = self._join()
            self._aligned = self._joined is self._folded
        return self._joined

    def _join(self) -> str:
        squeezed, self._offsets = squeeze(self.source)
        traditional = shows_traditional(squeezed)
        if self._offsets is None:
            folded = self.folded
        elif traditional:  # its characters depend on their neighbours
            folded = fold(squeezed)
        else:
            folded = self._offsets.kept(self.folded)
        if traditional:
            folded, self._origins = _exchange()(folded)
        return folded

    @property
    def aligned(self) -> bool:
        """True if the joined form is the folded one: offsets are those of the source."""
        return self._aligned or self.joined is self._folded

    def span(self, start: int, end: int) -> Span:
        """The span of the source of a span of the joined form."""
        if self._joined is self._folded:
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
        if scan is None or scan.demands <= last:
            scan = self._scan = VOCABULARY.scan(self.folded)
        return scan.expressions

    def search(self, expression: Expression) -> re.Match[str] | None:
        """The first match in the folded text."""
        return expression.search(self.folded) if self.may(expression) else None

    def match(self, expression: Expression) -> re.Match[str] | None:
        """The match at the beginning of the folded text."""
        return expression.match(self.folded) if self.may(expression) else None

    def places(self, count: int) -> Sequence[Place]:
        """Where the words stand whose places are asked for (keywords), in the joined form, by their ends.

        `count` = words that the caller knows of; a text that was scanned when there were fewer is scanned again.
        """
        scan = self._scan if self.aligned else self._places
        if scan is None or scan.placed < count:
            scan_all((self,), count)
            scan = self._scan if self.aligned else self._places
        return scan.places if scan else ()


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
        for text, folded in zip(texts, fold_once(whole).split("\n"), strict=True):
            text._folded = folded
    return texts


@cache
def _exchange() -> Exchange:
    return Exchange(load("traditional")["words"])
