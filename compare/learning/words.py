"""Learn the points of words for the types of a taxonomy from coded paragraphs.

In: a `Taxonomy` and `Sample`s (paragraphs under their headings, with the types a person gave them). Out: a
`LearnedTable`: words and word pairs with points that add to those of the rules, and a threshold for each type.
Example: of 3 000 paragraphs 40 hold 概念验证 and 31 of them are transfer → learned 概念验证 transfer +0.8.

The model is a regression for each type (learning/regression.py) over binary features: a word stands in the paragraph,
in its first clause, in the heading above it. What stands in a table is a fact about words, never a passage: single
words and pairs, no names of places or people, no numbers.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from compare.chinese.normalize import fold
from compare.chinese.text import Text
from compare.coding.learned import Words
from compare.coding.scorer import Scorer
from compare.kinds import LEARNED_PLACES, LearnedPlace
from compare.learning.regression import Model, candidates, check_library, counts, fitted, frequent, rounded, sparse
from compare.model import Coding, LearnedTable, LearnedWord, Paragraph, Taxonomy, above

_STRENGTH = 0.1
"""C of the regression; without log-count ratios 0.1, 0.3 and 1 differed by 0.002 in micro-F1"""
_SHORT = 4
"""letters of a keyword whose parts are its own"""
_FOLDS = 4
"""parts by file: the points of a sample are judged by a model that has not seen its file"""
_LEAST = 0.2
"""log-odds of a point at least: of rules that never speak in the samples nothing can be learned"""
_OBJECTIONS = (1.0, 2.0)
_MARGINS = tuple(step / 4 for step in range(13))
_LEVEL = 0.003
"""F1 below the best that says no less: another split of the files moves it as much"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A paragraph that a person has coded."""

    file: str
    """samples of one file are never on both sides of a split"""
    paragraph: Paragraph
    wanted: frozenset[str]
    """type ids"""
    contested: frozenset[str] = frozenset()
    """types that are neither right nor wrong here"""
    codings: tuple[Coding, ...] | None = None
    """by rules alone, where the document around it is known; None = coded as it stands"""
    known: bool = False
    """read by those who wrote the taxonomy: says what words mean, but not how far rules can be trusted"""


@dataclass(frozen=True, kw_only=True)
class _Material:
    """Samples as numbers: features by sample, points of the rules, labels."""

    features: Any
    """sparse, samples × features"""
    names: list[tuple[LearnedPlace, str]]
    points: Mapping[str, Any]
    """type → points of the rules"""
    given: Mapping[str, Any]
    """type → whether the rules give it"""
    wanted: Mapping[str, Any]
    open: Mapping[str, Any]
    """type → whether it is not contested"""
    fresh: Any
    """whether those who wrote the taxonomy had not read it"""
    folds: Any


def learn(
    taxonomy: Taxonomy, samples: Sequence[Sample], name: str = "", types: Collection[str] | None = None
) -> LearnedTable:
    """The learned words of a taxonomy, or of some of its types; raises `UsageError` without scikit-learn.

    Some samples must have a type that others lack. The result depends on the samples, not on their order, and on the
    versions of scikit-learn and rjieba."""
    check_library()
    ordered = sorted(samples, key=lambda s: (s.file, s.paragraph.text, sorted(s.wanted)))
    meant = [m.id for m in taxonomy.types if types is None or m.id in types]
    learned = [type_id for type_id in meant if any(type_id in s.wanted for s in ordered)]
    material = _material(taxonomy, ordered, learned)
    judged = {type_id: _judged(material, type_id) for type_id in learned}
    scale, slope, constant = _joined(material, judged)
    models = {type_id: _fitted(material, type_id, material.open[type_id]) for type_id in learned}
    even = {t: -(constant + slope * scale * models[t].constant) / slope for t in learned}
    margin, objection = _cut(material, judged, scale, -constant / slope)
    return LearnedTable(
        words=tuple(_words(material, models, scale, {t: _keywords(taxonomy, t) for t in learned})),
        thresholds=tuple((t, round(even[t] - margin, 2)) for t in learned),
        slope=round(slope, 3), margin=margin, objection=objection, file=name,
    )  # fmt: skip


# -- samples as numbers -----------------------------------------------------------------------------------------


def _material(taxonomy: Taxonomy, samples: Sequence[Sample], types: Sequence[str]) -> _Material:
    import numpy

    paragraphs = [sample.paragraph for sample in samples]
    words = Words(candidates([p.words.joined, Text(above(p.headings, p.lead)).joined] for p in paragraphs))
    found = words.found(paragraphs)
    names = frequent(found)
    points, given = _by_rules(taxonomy, samples, types)
    return _Material(
        features=sparse(found, names), names=[words.name(name) for name in names], points=points, given=given,
        wanted={t: numpy.array([t in s.wanted for s in samples]) for t in types},
        open={t: numpy.array([t not in s.contested for s in samples]) for t in types},
        fresh=numpy.array([not s.known for s in samples]), folds=_folds(samples),
    )  # fmt: skip


def _by_rules(taxonomy: Taxonomy, samples: Sequence[Sample], types: Sequence[str]) -> tuple[Any, Any]:
    """Type → points, and type → whether it is given, by the keywords alone."""
    import numpy

    scorer = Scorer(replace(taxonomy, learned=None))
    coded = [{c.measure_id: c for c in (scorer.code(s.paragraph) if s.codings is None else s.codings)} for s in samples]
    points = {t: numpy.array([c[t].score if t in c else 0.0 for c in coded]) for t in types}
    return points, {t: numpy.array([t in c and c[t].rank > 0 for c in coded]) for t in types}


def _folds(samples: Sequence[Sample]) -> Any:
    import numpy

    files = {file: index % _FOLDS for index, file in enumerate(sorted({sample.file for sample in samples}))}
    return numpy.array([files[sample.file] for sample in samples])


# -- the regression ---------------------------------------------------------------------------------------------


def _judged(material: _Material, type_id: str) -> Any:
    """Log-odds of every sample, by a model that has not seen its file."""
    import numpy

    judged = numpy.zeros(len(material.folds))
    for part in range(_FOLDS):
        inside = material.folds == part
        if inside.any():
            model = _fitted(material, type_id, material.open[type_id] & ~inside)
            judged[inside] = material.features[inside] @ model.weights + model.constant
    return judged


def _fitted(material: _Material, type_id: str, rows: Any) -> Model:
    """A regression over the features of some samples."""
    return fitted(material.features[rows], material.wanted[type_id][rows], _STRENGTH, balanced=True)


# -- rules and words together -----------------------------------------------------------------------------------


def _joined(material: _Material, judged: Mapping[str, Any]) -> tuple[float, float, float]:
    """Points of a rule that a log-odds of the words is worth, log-odds of a point, and the constant.

    One regression for all types over two figures: what the words say and what the rules say."""
    import numpy
    from sklearn.linear_model import LogisticRegression

    figures, labels = [], []
    for type_id, said in judged.items():
        rows = material.fresh & material.open[type_id]
        figures.append(numpy.column_stack([said[rows], material.points[type_id][rows]]))
        labels.append(material.wanted[type_id][rows])
    model = LogisticRegression(max_iter=1000).fit(numpy.vstack(figures), numpy.concatenate(labels))
    words, slope = (max(_LEAST, float(x)) for x in model.coef_[0])
    return words / slope, slope, float(model.intercept_[0])


def _cut(material: _Material, judged: Mapping[str, Any], scale: float, even: float) -> tuple[float, float]:
    """How far below the even point a type is given, and how far below that one of the rules is kept.

    The best F1 stands on a plateau whose highest point is chance; what is taken is its middle."""
    found = {(m, o): _f1(material, judged, scale, even - m, o) for m in _MARGINS for o in _OBJECTIONS}
    best = max(found, key=lambda pair: (found[pair], -pair[1]))
    objection = best[1]
    plateau = [m for m in _MARGINS if found[m, objection] >= found[best] - _LEVEL]
    return plateau[(len(plateau) - 1) // 2], objection


def _f1(material: _Material, judged: Mapping[str, Any], scale: float, threshold: float, objection: float) -> float:
    """Micro-F1 of all types on what was not read for the taxonomy, to three digits."""
    right = given = wanted = 0
    for type_id, said in judged.items():
        rows = material.fresh & material.open[type_id]
        total = (material.points[type_id] + scale * said)[rows]
        got = total >= threshold - objection * material.given[type_id][rows]
        want = material.wanted[type_id][rows]
        right, given, wanted = right + int((got & want).sum()), given + int(got.sum()), wanted + int(want.sum())
    return round(2 * right / (given + wanted), 3) if given + wanted else 0.0


def _words(
    material: _Material, models: Mapping[str, Model], scale: float, own: Mapping[str, frozenset[str]]
) -> list[LearnedWord]:
    """The rows of the table, by type, then by what they say; no word of a type speaks against it."""
    samples = counts(material.features)
    rows = []
    for order, (type_id, model) in enumerate(models.items()):
        for index in model.weights.nonzero()[0]:
            points = rounded(float(model.weights[index]) * scale)
            place, term = material.names[index]
            word = LearnedWord(term, place, type_id, points, int(samples[index]))
            if points > 0 or (points and not _is_its_own(term, own[type_id])):
                rows.append((order, -points, LEARNED_PLACES.index(place), word.term, word))
    return [word for *_, word in sorted(rows)]


def _keywords(taxonomy: Taxonomy, type_id: str) -> frozenset[str]:
    """The strong words of a type and its sub-types."""
    strong = (k for k in taxonomy.keywords if k.strength == "strong" and not k.pattern)
    return frozenset(fold(k.text) for k in strong if taxonomy.type_of(k.measure_id) == type_id)


def _is_its_own(term: str, keywords: frozenset[str]) -> bool:
    """Whether a term holds a strong word of the type, or is half of a short one: 众创, of 众创空间."""
    return any(word in term or (len(word) <= _SHORT and term in word) for word in keywords)
