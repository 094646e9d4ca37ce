"""Which words tell samples of two kinds apart, and by how much: what every table of learned words is made with.

In: texts, then for each sample the features that it has. Out: the words that may stand in a table, and a weight for
each feature, in log-odds. Example: 申请 stands in 300 samples, 260 of them procedure → +0.6.

The model is a logistic regression over binary features, each scaled by its log-count ratio (Wang and Manning, ACL
2012), which is still a sum of fixed points. It needs scikit-learn (extra ``learn``), which a run never does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from compare import lexicons
from compare.chinese.phrases import holds_a_name
from compare.problems import UsageError, problem

RARE = 4
"""samples that a word must stand in"""
_LONGEST = 8
"""characters of a word pair"""
_SMOOTHING = 0.5
_KEPT = 1500
"""features kept; without a limit micro-F1 of the training texts left out was 0.002 better"""
_SMALL = 0.13
"""log-odds below which a feature is left out: half of what is found in a text says no more than that"""
_STEP = 0.05
"""points are rounded to this"""
_HAN = re.compile("[\u4e00-\u9fff]+")


@dataclass(frozen=True)
class Model:
    """Weights of the features and the constant, as log-odds."""

    weights: Any
    constant: float


def check_library() -> None:
    """Raises `UsageError`, which names the extra to install, without scikit-learn."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        raise UsageError(problem("cli.learn-missing")) from None


def candidates(samples: Iterable[Collection[str]]) -> list[str]:
    """Words and word pairs that may stand in a table, of samples that are some joined texts each."""
    counts: Counter[str] = Counter()
    for texts in samples:
        counts.update({term for text in texts for term in _word_pairs(text)})
    return sorted(term for term, count in counts.items() if count >= RARE and is_common(term))


def _word_pairs(text: str) -> set[str]:
    """Chinese words of two letters and more, and pairs of neighbours."""
    import rjieba

    words = list(rjieba.cut(text))
    single = {word for word in words if len(word) > 1}
    particles = _particles()
    pairs = {first + second for first, second in pairwise(words) if not {first, second} & particles}
    return {term for term in single | pairs if len(term) <= _LONGEST and _HAN.fullmatch(term)}


@cache
def is_common(term: str) -> bool:
    """False for what holds the name of a place or a person, a number or a date: these are accidents of a sample."""
    return not (_counting().search(term) or holds_a_name(term))


@cache
def _particles() -> frozenset[str]:
    """Words that make no pair with a neighbour."""
    return frozenset(lexicons.load("learning")["particles"])


@cache
def _counting() -> re.Pattern[str]:
    """Numbers of years, of chapters, of sessions."""
    return re.compile(lexicons.load("learning")["counting"])


def frequent(found: Iterable[Iterable[int]]) -> list[int]:
    """The features that stand in samples enough."""
    counts = Counter(name for features in found for name in features)
    return sorted(name for name, count in counts.items() if count >= RARE)


def sparse(found: Sequence[Iterable[int]], names: Sequence[int]) -> Any:
    """Samples × features, 1 where a sample has a feature."""
    import numpy
    from scipy.sparse import csr_matrix

    column = {name: index for index, name in enumerate(names)}
    columns = [sorted(column[name] for name in features if name in column) for features in found]
    ends = numpy.cumsum([0, *map(len, columns)])
    indices = numpy.array([index for row in columns for index in row], dtype=numpy.int32)
    return csr_matrix((numpy.ones(len(indices)), indices, ends), shape=(len(found), len(names)))


def fitted(features: Any, wanted: Any, strength: float, balanced: bool) -> Model:
    """A regression over some samples on the features that say most; `strength` is its C, and where it is `balanced`
    the wanted samples weigh together as much as the others."""
    import numpy

    weights = numpy.zeros(features.shape[1])
    if wanted.all() or not wanted.any():
        return Model(weights, 0.0)
    ratio = _log_count_ratio(features, wanted)
    telling = ratio * numpy.sqrt(counts(features))
    kept = numpy.sort(numpy.argsort(-telling, kind="stable")[:_KEPT])
    found, constant = _regression(features[:, kept].multiply(ratio[kept]).tocsr(), wanted, strength, balanced)
    said = found * ratio[kept]
    weights[kept] = numpy.where(numpy.abs(said) < _SMALL, 0.0, said)
    return Model(weights, constant)


def _log_count_ratio(features: Any, wanted: Any) -> Any:
    """How unequally each feature falls to the wanted samples and to the others, 1 in the mean."""
    import numpy

    inside = counts(features[wanted]) + _SMOOTHING
    outside = counts(features[~wanted]) + _SMOOTHING
    ratio = numpy.abs(numpy.log((inside / inside.sum()) / (outside / outside.sum())))
    return ratio / ratio.mean()


def counts(features: Any) -> Any:
    """Samples that have each feature."""
    import numpy

    return numpy.asarray(features.sum(axis=0)).ravel()


def _regression(features: Any, wanted: Any, strength: float, balanced: bool) -> tuple[Any, float]:
    from sklearn.linear_model import LogisticRegression

    weight = "balanced" if balanced else None
    model = LogisticRegression(C=strength, solver="liblinear", class_weight=weight, max_iter=300, random_state=0)
    model.fit(features, wanted)
    return model.coef_[0], float(model.intercept_[0])


def rounded(weight: float) -> float:
    """Points as they stand in a table."""
    return round(round(weight / _STEP) * _STEP, 2)
