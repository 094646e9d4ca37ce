"""What people decided in reviewed workbooks, as samples to learn from.

In: `Review`s of workbooks, a taxonomy, documents if they are at hand. Out: one `Sample` for every paragraph that
somebody gave a verdict on. The workbook alone is enough: it shows the whole paragraph with the headings above it;
a document gives the sentence that leads in besides.
Example: 不同意 on 科技金融 and 改类 人才 on 企业培育 → wanted {talent}. A type that the workbook shows for the
paragraph and that nobody judged is left open; a type that it does not show and nobody added is not wanted, for the
reviewer saw the paragraph without it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from compare.documents.numbering import find_label
from compare.kinds import COUNTED, LANGS, Layer
from compare.learning.words import Sample
from compare.model import OTHER, Decision, Document, Heading, Paragraph, Taxonomy
from compare.problems import Problem
from compare.review.combine import combine_reviews, effects
from compare.review.sheet import Review, Shown
from compare.wording import BETWEEN_HEADINGS, Wording

Located = tuple[str, Paragraph]
"""a paragraph and the title of its document"""


@dataclass(frozen=True)
class Reviewed:
    """The samples, and what could not be made one."""

    samples: tuple[Sample, ...]
    problems: tuple[Problem, ...]
    """of the workbooks: verdicts that are none, contradictions"""
    foreign: Mapping[str, int]
    """ids of verdicts that the taxonomy lacks → how often"""
    textless: int
    """judged paragraphs whose text is neither in a workbook nor in a document"""


def reviewed_samples(reviews: Sequence[Review], taxonomy: Taxonomy, documents: Iterable[Document] = ()) -> Reviewed:
    """A sample for every paragraph with a verdict; where workbooks contradict each other the later one holds."""
    decisions, _, problems = combine_reviews(reviews)
    by_paragraph: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_paragraph[decision.paragraph_key].append(decision)
    shown = _shown_types(reviews)
    places = _paragraphs(reviews) | _counted(documents)
    samples = [
        _sample(places[key], judged, shown[key], taxonomy) for key, judged in by_paragraph.items() if key in places
    ]
    return Reviewed(
        tuple(s for s in samples if s), problems, _foreign(decisions, taxonomy), len(by_paragraph.keys() - places)
    )


def _foreign(decisions: Iterable[Decision], taxonomy: Taxonomy) -> Counter[str]:
    named = (type_id for decision in decisions for type_id, _ in effects(decision))
    return Counter(type_id for type_id in named if type_id != OTHER and type_id not in taxonomy.by_id)


# -- the paragraphs ---------------------------------------------------------------------------------------------


def _shown_types(reviews: Iterable[Review]) -> Mapping[str, set[str]]:
    """Paragraph key → the types that a sheet shows it under."""
    shown: dict[str, set[str]] = defaultdict(set)
    for review in reviews:
        for row in review.shown:
            shown[row.paragraph_key].add(row.type_id)
    return shown


def _paragraphs(reviews: Iterable[Review]) -> dict[str, Located]:
    """Every paragraph as the row that says most shows it: lists have no headings, and those of lost paragraphs no
    document, for which the workbook stands in."""
    found: dict[str, tuple[Shown, str]] = {}
    for review in reviews:
        for row in review.shown:
            known = found.get(row.paragraph_key)
            if row.text and (known is None or (row.headings and not known[0].headings)):
                found[row.paragraph_key] = row, review.source.file
    return {key: (row.document or file, _paragraph(row)) for key, (row, file) in found.items()}


def _paragraph(row: Shown) -> Paragraph:
    path = row.headings.split(BETWEEN_HEADINGS) if row.headings else []
    return Paragraph(
        key=row.paragraph_key, index=0, text=row.text, lines=None, role=_layer(row.layer),
        headings=tuple(_heading(level, words) for level, words in enumerate(path, 1)),
    )  # fmt: skip


def _heading(level: int, words: str) -> Heading:
    label = find_label(words)
    return Heading(level, label.text, label.rest.strip()) if label else Heading(level, "", words)


def _layer(word: str) -> Layer:
    """The layer that a workbook calls so; the lists do not name it."""
    return next((layer for layer in COUNTED for lang in LANGS if Wording(lang).role(layer) == word), "measure")


def _counted(documents: Iterable[Document]) -> dict[str, Located]:
    return {p.key: (document.title, p) for document in documents for p in document.paragraphs if p.counted}


# -- the verdicts -----------------------------------------------------------------------------------------------


def _sample(place: Located, judged: Sequence[Decision], shown: set[str], taxonomy: Taxonomy) -> Sample | None:
    """The paragraph with its types; None where nothing is known of any."""
    headline = {measure.id for measure in taxonomy.types}
    given = _given(judged, taxonomy)
    wanted = frozenset(type_id for type_id, has in given.items() if has) & headline
    is_unplaced = given.get(OTHER) is False and not wanted  # 不同意 on 其他 says that it is something, not what
    contested = (headline if is_unplaced else shown & headline) - given.keys()
    if headline <= contested or not given.keys() & {*taxonomy.by_id, OTHER}:
        return None
    file, paragraph = place
    return Sample(file=file, paragraph=paragraph, wanted=wanted, contested=frozenset(contested))


def _given(judged: Iterable[Decision], taxonomy: Taxonomy) -> dict[str, bool]:
    """Type → whether the paragraph has it; verdicts come in the order in which they are put into force."""
    given: dict[str, bool] = {}
    for decision in judged:
        for type_id, has in effects(decision):
            given[taxonomy.type_of(type_id) if type_id in taxonomy.by_id else type_id] = has
    return given
