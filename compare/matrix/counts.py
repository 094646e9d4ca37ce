"""How often each category and keyword occurs: by document, by row of the matrix, by paragraph.

In: a `Study` and its `Comparison`. Out: `Frequency`s (quanteda's dfm after a lookup, a token being a character) and
`Presence`s (which types a paragraph is of, and how many of their words it holds).
Example: 临江区 names 高新技术企业 three times, once of them in a counted paragraph: hits 1, hits_all 3.
What is counted are occurrences that the taxonomy's overlap policy leaves and nothing rejects (guard, mask, condition,
negation), in paragraphs of documents that are compared; headings are none. A keyword counts for the type or sub-type it
stands under and for all above it, so that categories add up over their keywords.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from compare.model import Coding, Comparison, Document, Evidence, Paragraph, Study, Taxonomy

PER = 10_000
"""characters that a rate is told for"""


class Category(NamedTuple):
    """A type, a sub-type, or a keyword of one of them."""

    type_id: str
    measure_id: str
    """the type or sub-type"""
    keyword: str = ""
    """as the taxonomy has it; empty for the category as a whole"""

    @property
    def level(self) -> Literal["type", "subtype", "keyword"]:
        """What it is."""
        if self.keyword:
            return "keyword"
        return "type" if self.measure_id == self.type_id else "subtype"


@dataclass(slots=True)
class Tally:
    """What was counted in some paragraphs."""

    hits: Counter[Category] = field(default_factory=Counter)
    """occurrences"""
    holding: Counter[Category] = field(default_factory=Counter)
    """paragraphs with at least one"""
    paragraphs: int = 0
    characters: int = 0

    def add(self, found: Mapping[Category, int], characters: int) -> None:
        """One more paragraph."""
        self.hits.update(found)
        self.holding.update(found.keys())
        self.paragraphs += 1
        self.characters += characters

    def join(self, other: Tally) -> None:
        """The paragraphs of another one as well."""
        self.hits.update(other.hits)
        self.holding.update(other.holding)
        self.paragraphs += other.paragraphs
        self.characters += other.characters

    def rate(self, category: Category) -> float | None:
        """Occurrences per 10,000 characters; None without text."""
        return PER * self.hits[category] / self.characters if self.characters else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tallied:
    """A document, or a row as a whole."""

    row: str
    """key of the matrix row; empty for a document outside the matrix"""
    document_id: str
    """empty for a row as a whole"""
    counted: Tally
    """the paragraphs of counted roles: measure, practice, safeguard"""
    all: Tally
    """all paragraphs"""

    def categories(self, known: Iterable[Category]) -> Iterator[Category]:
        """All types and sub-types, found or not, and the keywords that were found."""
        return (category for category in known if not category.keyword or self.all.hits[category])


@dataclass(frozen=True, slots=True)
class Counts:
    """Frequencies of all categories."""

    categories: tuple[Category, ...]
    """in the taxonomy's order, each followed by its keywords"""
    documents: tuple[Tallied, ...]
    """documents that are compared, in study order"""
    rows: tuple[Tallied, ...]
    """in matrix order; a row's figures are the sums of those of its documents"""


Occurrences = Mapping[str, Mapping[Category, int]]
"""paragraph key → how often each category stands in it; only what is there"""


class Presence(NamedTuple):
    """A paragraph and the types of the taxonomy."""

    document: Document
    paragraph: Paragraph
    ranks: Mapping[str, int]
    """type id → rank, of the types that it is coded as"""
    hits: Mapping[str, int]
    """type id → occurrences of its keywords, of the types that have any"""


def find_occurrences(study: Study) -> Occurrences:
    """What stands in each paragraph of the documents that are compared."""
    above = _above(study.taxonomy)
    paragraphs = (p for d in study.documents if d.included for p in d.paragraphs)
    return {p.key: _occurrences(study.codings.get(p.key, ()), above) for p in paragraphs}


def find_counts(study: Study, comparison: Comparison, found: Occurrences) -> Counts:
    """Frequencies by document and by row."""
    documents = {d.id: _count(d, comparison.key_of.get(d.id, ""), found) for d in study.documents if d.included}
    rows = (_sum(row.key, [documents[id] for id in row.documents]) for row in comparison.rows)
    return Counts(tuple(_categories(study.taxonomy)), tuple(documents.values()), tuple(rows))


def find_presences(study: Study, found: Occurrences) -> tuple[Presence, ...]:
    """Every paragraph of the documents that are compared, counted or not."""
    return tuple(
        Presence(d, p, _ranks(study.codings.get(p.key, ())), _type_hits(found[p.key]))
        for d in study.documents
        if d.included
        for p in d.paragraphs
    )


def find_holders(comparison: Comparison, found: Occurrences) -> dict[tuple[str, Category], tuple[str, ...]]:
    """(row key, category) → evidence ids, one for each counted paragraph that holds the category.

    Of the evidence rows of a paragraph it is that of the category's own type, else that of its main type."""
    rows: dict[str, list[Evidence]] = {}
    for item in comparison.evidence:  # by rank within a paragraph
        rows.setdefault(item.paragraph_key, []).append(item)
    holders: dict[tuple[str, Category], list[str]] = {}
    for key, items in rows.items():
        for category in found[key]:
            chosen = next((item for item in items if item.column == category.type_id), items[0])
            holders.setdefault((chosen.row, category), []).append(chosen.id)
    return {place: tuple(ids) for place, ids in holders.items()}


def _ranks(codings: Iterable[Coding]) -> dict[str, int]:
    return {coding.measure_id: coding.rank for coding in codings if coding.rank}


def _type_hits(found: Mapping[Category, int]) -> dict[str, int]:
    return {category.type_id: number for category, number in found.items() if category.level == "type"}


def _categories(taxonomy: Taxonomy) -> Iterator[Category]:
    for measure in taxonomy.measures:
        type_id = taxonomy.type_of(measure.id)
        yield Category(type_id, measure.id)
        for text in dict.fromkeys(keyword.text for keyword in measure.keywords):
            yield Category(type_id, measure.id, text)


def _above(taxonomy: Taxonomy) -> dict[str, tuple[Category, ...]]:
    """Type or sub-type id → itself and all above it, as categories."""
    chains: dict[str, tuple[Category, ...]] = {}
    for measure in taxonomy.measures:  # parents stand before children
        own = Category(taxonomy.type_of(measure.id), measure.id)
        chains[measure.id] = (own, *(chains[measure.parent] if measure.parent else ()))
    return chains


def _occurrences(codings: Iterable[Coding], above: Mapping[str, tuple[Category, ...]]) -> dict[Category, int]:
    """How often each category stands in a paragraph; an occurrence counts once, whatever codings carry it."""
    matches = (match for coding in codings for match in coding.matches)
    accepted = {(m.keyword.measure_id, m.keyword.text, m.span): None for m in matches if not m.rejected}
    found: dict[Category, int] = {}
    for measure_id, text, _ in accepted:
        chain = above[measure_id]
        for category in (*chain, Category(chain[0].type_id, measure_id, text)):
            found[category] = found.get(category, 0) + 1
    return found


def _count(document: Document, row: str, found: Occurrences) -> Tallied:
    counted, every = Tally(), Tally()
    for paragraph in document.paragraphs:
        for tally in (every, counted) if paragraph.counted else (every,):
            tally.add(found[paragraph.key], len(paragraph.text))
    return Tallied(row=row, document_id=document.id, counted=counted, all=every)


def _sum(row: str, documents: Iterable[Tallied]) -> Tallied:
    counted, every = Tally(), Tally()
    for document in documents:
        counted.join(document.counted)
        every.join(document.all)
    return Tallied(row=row, document_id="", counted=counted, all=every)
