"""A taxonomy as other programs can hold it, and what they cannot hold.

In: a `Taxonomy` and what a format has room for. Out: the terms of a type as that format writes them, and one note for
each kind of thing that is lost. Example: for LIWC, {term: 上市, near: [挂牌]} is written as 上市, with a note about
conditions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from compare import lexicons
from compare.model import Cues, Keyword, Measure, Scoring, Taxonomy
from compare.problems import Problem, problem
from compare.taxonomy.exchange.globs import glob_from_pattern, has_wildcard


def children(taxonomy: Taxonomy, parent: str | None) -> list[Measure]:
    """The types (None) or the sub-types directly below one, residual types last."""
    return [measure for measure in taxonomy.measures if measure.parent == parent]


def term_of(keyword: Keyword, wildcards: str) -> str | None:
    """The keyword as a term of a format with these wildcard signs; None if the format cannot say it."""
    if not keyword.pattern:
        return keyword.text
    term = glob_from_pattern(keyword.text)
    return None if term is None or has_wildcard(term, "".join(set("*?") - set(wildcards))) else term


def terms_of(measures: Iterable[Measure], wildcards: str) -> dict[str, float]:
    """Terms of these types with their points, aliases as terms of their own, in order, each once."""
    terms: dict[str, float] = {}
    for keyword in (keyword for measure in measures for keyword in measure.keywords):
        if (term := term_of(keyword, wildcards)) is not None:
            for text in (term, *keyword.aliases):
                terms.setdefault(text, keyword.points)
    return terms


def description(measure: Measure) -> str:
    """Definition, 纳入 and 不纳入 as lines of one text."""
    labels = lexicons.load("taxonomy_exchange")["labels"]
    lines = [measure.definition]
    lines += [f"{labels[name]}：{text}" for name in ("include", "exclude") if (text := getattr(measure, name))]
    return "\n".join(line for line in lines if line)


def unique_names(taxonomy: Taxonomy) -> dict[str, str]:
    """Id → label, or the labels from the type down joined by _ where a label is used twice."""
    labels = [measure.label for measure in taxonomy.measures]
    names: dict[str, str] = {}
    for measure in taxonomy.measures:
        twice = labels.count(measure.label) > 1 and measure.parent
        names[measure.id] = f"{names[measure.parent]}_{measure.label}" if twice and measure.parent else measure.label
    return names


def dropped(taxonomy: Taxonomy, format: str, path: Path, holds: str, wildcards: str = "") -> tuple[Problem, ...]:
    """A note for each kind of content that the taxonomy has and the format does not hold.

    `holds` names the kinds the format has room for, separated by blanks: hierarchy, levels, points, aliases,
    definitions, own-keywords, keywords.
    """
    notes = []
    for kind, find in LOSSES.items():
        names = [] if kind in holds.split() else find(taxonomy, wildcards)
        if names:
            details = {"format": format, "count": len(names), "example": names[0]}
            notes.append(problem(f"taxonomy.drop-{kind}", "note", path.as_posix(), **details))
    return tuple(notes)


def _conditions(taxonomy: Taxonomy, _: str) -> list[str]:
    plain = [replace(k, conditions=(), not_after=(), not_before=(), boundary=None, roles=(), headings=()) for k in
             taxonomy.keywords]  # fmt: skip
    return [k.text for k, bare in zip(taxonomy.keywords, plain, strict=True) if k != bare]


def _patterns(taxonomy: Taxonomy, wildcards: str) -> list[str]:
    return [keyword.text for keyword in taxonomy.keywords if term_of(keyword, wildcards) is None]


def _points(taxonomy: Taxonomy, _: str) -> list[str]:
    if len({keyword.points for keyword in taxonomy.keywords}) < 2:
        return []
    return [keyword.text for keyword in taxonomy.keywords if keyword.points != taxonomy.scoring.strong]


def _own_keywords(taxonomy: Taxonomy, _: str) -> list[str]:
    parents = {measure.parent for measure in taxonomy.measures}
    return [measure.label for measure in taxonomy.measures if measure.keywords and measure.id in parents]


def _levels(taxonomy: Taxonomy, _: str) -> list[str]:
    parents = {measure.id: measure.parent for measure in taxonomy.measures}
    return [measure.label for measure in taxonomy.measures if measure.parent and parents[measure.parent]]


def _settings(taxonomy: Taxonomy, _: str) -> list[str]:
    default = (Scoring(), Cues(), (), "measure", "score")
    own = (taxonomy.scoring, taxonomy.cues, taxonomy.masks, taxonomy.overlap, taxonomy.method)
    return ["settings"] if own != default else []


LOSSES: dict[str, Callable[[Taxonomy, str], list[str]]] = {
    "hierarchy": lambda t, _: [measure.label for measure in t.measures if measure.parent],
    "levels": _levels,
    "residual": lambda t, _: [measure.label for measure in t.residuals],
    "keywords": lambda t, _: [keyword.text for keyword in t.keywords],
    "own-keywords": _own_keywords,
    "conditions": _conditions,
    "patterns": _patterns,
    "points": _points,
    "aliases": lambda t, _: [keyword.text for keyword in t.keywords if keyword.aliases],
    "definitions": lambda t, _: [measure.label for measure in t.measures if description(measure)],
    "examples": lambda t, _: [example.text for measure in t.measures for example in measure.examples],
    "settings": _settings,
}
"""kind of content → the names of what a taxonomy has of it; notes come in this order"""
