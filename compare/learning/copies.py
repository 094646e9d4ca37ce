"""Samples that are copies of judged texts: a model that has read a copy has read the text.

In: samples to learn from, the texts that are to be judged, and their files. Out: the samples of other files that share
less than a third of their runs of eight letters with those texts. Example: a sentence of the province's plan that a
district's plan repeats is no sample for judging the district.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Protocol, TypeVar

from compare.chinese.normalize import bare
from compare.model import Paragraph

_GRAM = 8
_COPIED = 1 / 3
"""share of the 8-grams of a text from which it is a copy of another"""


class _Sample(Protocol):
    """A paragraph that a person has coded."""

    @property
    def file(self) -> str:
        """Samples of one file are never on both sides of a split."""

    @property
    def paragraph(self) -> Paragraph:
        """The paragraph where it stands."""


_S = TypeVar("_S", bound=_Sample)


def without_copies(samples: Iterable[_S], judged: Iterable[str], files: Collection[str]) -> list[_S]:
    """The samples of other files that share less than a third of their 8-grams with the judged texts."""
    known = {gram for text in judged for gram in _grams(text)}
    kept = []
    for sample in samples:
        own = _grams(sample.paragraph.text)
        if sample.file not in files and len(own & known) < _COPIED * len(own):
            kept.append(sample)
    return kept


def _grams(text: str) -> set[str]:
    """Pieces of eight letters."""
    letters = bare(text)
    return {letters[i : i + _GRAM] for i in range(max(1, len(letters) - _GRAM + 1))}
