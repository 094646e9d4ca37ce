"""Learn which words make a paragraph procedure and no measure, from paragraphs whose role a person gave.

In: `RoleSample`s of the documents that regulate procedure. Out: a `RoleTable` (documents/learned_roles.py).
Example: of 5 000 paragraphs 300 hold 申请, 260 of them are admin → 申请 text +0.35.
Learned from all paragraphs, asked of those of which no rule speaks: a table learned from the latter alone was worse.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from compare.documents.learned_roles import Found, RoleTable, RoleWord, RoleWords
from compare.learning.regression import candidates, check_library, counts, fitted, frequent, rounded, sparse
from compare.model import Paragraph, Text, above

_GENRES = frozenset({"regulation", "scheme", "notice", "guide", "excerpt", "draft", "unknown"})
"""kinds of documents that regulate procedure, and pieces of which the kind cannot be told"""
_STRENGTH = 0.2
"""C of the regression; of the training texts left out 0.1, 0.2 and 0.3 gave the same"""
_NEEDED = 2.2
"""log-odds from which a paragraph is procedure: nine to one, for the words repeat what the missing rules have said"""


@dataclass(frozen=True, slots=True)
class RoleSample:
    """A paragraph of which a person said whether it is counted."""

    file: str
    """samples of one file are never on both sides of a split"""
    paragraph: Paragraph
    genre: str
    counted: bool


def learn_roles(samples: Sequence[RoleSample]) -> RoleTable:
    """The table; raises `UsageError` without scikit-learn. The result does not depend on the order of the samples."""
    check_library()
    asked = sorted((s for s in samples if s.genre in _GENRES), key=_order)
    paragraphs = [sample.paragraph for sample in asked]
    words = RoleWords(candidates([p.words.joined, Text(above(p.headings, p.lead)).joined] for p in paragraphs))
    return _table(words, words.found(paragraphs), [not sample.counted for sample in asked])


def _order(sample: RoleSample) -> tuple[str, str, str, bool]:
    return sample.file, sample.paragraph.text, above(sample.paragraph.headings, sample.paragraph.lead), sample.counted


def _table(words: RoleWords, found: Sequence[Sequence[Found]], procedure: Sequence[bool]) -> RoleTable:
    import numpy

    features = frequent(found)
    material = sparse(found, features)
    model = fitted(material, numpy.array(procedure), _STRENGTH, balanced=False)
    seen = counts(material)
    rows = [
        RoleWord(*words.name(features[index]), rounded(float(model.weights[index])), int(seen[index]))
        for index in model.weights.nonzero()[0]
    ]
    ordered = sorted(rows, key=lambda w: (-w.points, w.place, w.term))
    return RoleTable(words=tuple(ordered), constant=round(model.constant, 2), needed=_NEEDED, genres=_GENRES)
