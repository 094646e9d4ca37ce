"""The common ground of all dictionary formats: categories that hold terms and further categories.

In: a tree as an importer read it. Out: a `Taxonomy` whose ids are the paths of names, with what could not be taken
over. Example: Category("孵化载体", children=[Category("众创", ["创客*"])]) → types 孵化载体, 孵化载体/众创 and one
pattern keyword.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import KW_ONLY, dataclass, field, replace

from compare.model import COUNTING, Cues, Keyword, Measure, Scoring, Strength, Taxonomy
from compare.problems import Place, Problem, SheetError, TaxonomyError, problem
from compare.taxonomy.exchange.globs import has_wildcard, pattern_from_glob
from compare.taxonomy.fields import SEPARATORS
from compare.taxonomy.fingerprint import fingerprint
from compare.yamlfiles.nodes import Node, Sheet, compose

_SPLIT = re.compile(SEPARATORS.pattern.replace("、", ""))  # 、 may be meant as part of a phrase


@dataclass
class Term:
    """One entry of a category, as the other program has it."""

    text: str
    weight: float | None = None
    """None = the format's default"""
    strength: Strength | None = None
    """None = decided by the weight"""
    pattern: bool = False
    """True: `text` is a regular expression; wildcards are found by themselves"""


@dataclass
class Category:
    """A category with its own terms and the categories below it."""

    name: str
    _: KW_ONLY
    terms: list[Term] = field(default_factory=list)
    children: list[Category] = field(default_factory=list)
    definition: str = ""
    include: str = ""
    exclude: str = ""

    def child(self, name: str) -> Category:
        """The category of this name below, made if there is none."""
        return find_or_add(self.children, name)

    def add(self, texts: Iterable[str]) -> None:
        """Add plain terms."""
        self.terms += [Term(text) for text in texts]

    def walk(self) -> Iterator[Category]:
        """This category and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


def find_or_add(categories: list[Category], name: str) -> Category:
    """The category of this name in a list, added at its end if there is none."""
    for category in categories:
        if category.name == name:
            return category
    categories.append(Category(name))
    return categories[-1]


def taxonomy_from_tree(categories: Iterable[Category], name: str, file: str, wildcards: str = "*?") -> Taxonomy:
    """The taxonomy of a tree; same-named siblings are merged, repeated terms dropped."""
    merged = _merge(categories)
    terms = [term for top in merged for category in top.walk() for term in category.terms]
    weighted = any(term.weight not in (None, 1.0) for term in terms)  # all weights 1: the format's way to say nothing
    measures = tuple(m for top in merged for m in _measures(top, None, weighted, wildcards))
    cues = Cues(list_items=0)
    taxonomy = Taxonomy(name=name, version="", measures=measures, scoring=COUNTING, cues=cues, file=file)
    return replace(taxonomy, fingerprint=fingerprint(taxonomy))


def foreign_fault(format: str, file: str, detail: object, line: int = 0) -> TaxonomyError:
    """The error for a file that is not what its ending says."""
    return TaxonomyError(problem("taxonomy.foreign", "error", Place(file, line), format=format, detail=detail))


def composed(sheet: Sheet, format: str) -> Node | None:
    """The root node of another program's YAML; a `TaxonomyError` that names the format where YAML cannot read it."""
    try:
        return compose(sheet)
    except SheetError as error:
        raise foreign_fault(format, sheet.file, dict(error.problems[0].details).get("detail", "")) from None


def lost(code: str, file: str, line: int = 0, **details: object) -> Problem:
    """A note about something that an importer could not take over."""
    return problem(f"taxonomy.{code}", "warning", Place(file, line), **details)


def _merge(categories: Iterable[Category]) -> list[Category]:
    result: list[Category] = []
    for category in categories:
        target = find_or_add(result, category.name)
        target.terms += category.terms
        target.definition = target.definition or category.definition
        target.include = target.include or category.include
        target.exclude = target.exclude or category.exclude
        target.children = _merge([*target.children, *category.children])
    return result


def _measures(category: Category, parent: str | None, weighted: bool, wildcards: str) -> Iterator[Measure]:
    measure_id = f"{parent}/{category.name}" if parent else category.name
    keywords = (_keyword(part, measure_id, weighted, wildcards) for term in category.terms for part in _parts(term))
    yield Measure(
        id=measure_id,
        label=category.name,
        parent=parent,
        definition=category.definition,
        include=category.include,
        exclude=category.exclude,
        keywords=tuple(dict.fromkeys(keywords)),
    )
    for child in category.children:
        yield from _measures(child, measure_id, weighted, wildcards)


def _parts(term: Term) -> Iterator[Term]:
    """A term with a full-width comma is two terms: the other program would never have found it."""
    if term.pattern:
        yield term
        return
    for text in _SPLIT.split(term.text):
        if text.strip():
            yield replace(term, text=text.strip())


def _keyword(term: Term, measure_id: str, weighted: bool, wildcards: str) -> Keyword:
    scoring = Scoring()
    points = scoring.strong if term.weight is None or not weighted else term.weight
    strength = term.strength or ("strong" if points >= scoring.strong else "weak")
    if term.strength == "weak" and (term.weight is None or not weighted):
        points = scoring.weak
    if term.pattern:
        return Keyword(term.text, measure_id, strength=strength, points=points, pattern=True)
    if has_wildcard(term.text, wildcards):
        return Keyword(
            pattern_from_glob(term.text, wildcards), measure_id, strength=strength, points=points, pattern=True
        )
    return Keyword(term.text, measure_id, strength=strength, points=points)
