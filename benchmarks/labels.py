"""Hand-coded paragraphs as samples to learn from, and the near copies that must not be among them.

In: the folder of the labels (gold/*.tsv, gold/train.tsv, seeds/, corpus/). Out: documents as the program reads them,
hand-coded units, `Sample`s. A set is a gold file with the folder of its sources.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from quality import Unit, gold_units, pair

from compare.coding.scorer import Scorer
from compare.learning import Sample
from compare.model import Document, Heading, Paragraph, Taxonomy
from compare.pipeline import read

SETS = {"dev": "seeds", "dev2": "corpus/coded", "dev3": "corpus/coded2", "dev4": "corpus/coded2"}
"""gold file → sources"""
WRITTEN_FROM = ("dev", "dev2")
"""sets that were read while the taxonomy was written"""


@dataclass(frozen=True)
class Labels:
    """All that is labelled."""

    units: dict[str, list[Unit]]
    """set → hand-coded units"""
    documents: dict[str, tuple[Document, ...]]
    """set → documents as read"""
    samples: list[Sample]


def load_labels(shared: Path, taxonomy: Taxonomy) -> Labels:
    """Everything under a folder of labels, coded by the rules of the taxonomy alone where the document is known."""
    read_folders = {folder: read([shared / folder]).documents for folder in sorted(set(SETS.values()))}
    units = {name: list(gold_units(shared / f"gold/{name}.tsv", shared / "gold/texts")) for name in SETS}
    files = {name: {unit.file for unit in units[name]} for name in SETS}
    documents = {name: tuple(d for d in read_folders[SETS[name]] if file_of(d) in files[name]) for name in SETS}
    types = {measure.id for measure in taxonomy.types}
    samples = [s for name in SETS for s in _gold_samples(name, units[name], documents[name], taxonomy)]
    return Labels(units, documents, [*samples, *_train_samples(shared / "gold/train.tsv", types)])


def file_of(document: Document) -> str:
    """The name of the file; a row of a table of documents is part of it."""
    return PurePath(document.file).name.partition("#")[0]


def _gold_samples(
    name: str, units: Sequence[Unit], documents: Sequence[Document], taxonomy: Taxonomy
) -> Iterable[Sample]:
    """Counted units as the program cuts and codes them."""
    types = {measure.id for measure in taxonomy.types}
    scorer = Scorer(taxonomy)
    codings = {key: found for d in documents for key, found in scorer.code_document(d).items()}
    for unit, paragraphs in pair(units, documents):
        if unit.counted == "no" or not paragraphs:
            continue
        wanted, contested = _labels(unit.types, unit.optional, unit.counted, types)
        longest = max(paragraphs, key=lambda p: len(p.text))
        yield Sample(
            file=unit.file, paragraph=longest, wanted=wanted, contested=contested,
            codings=codings[longest.key], known=name in WRITTEN_FROM,
        )  # fmt: skip


def _train_samples(path: Path, types: set[str]) -> Iterable[Sample]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["counted"] != "no":
                names = (frozenset(row[column].split(",")) for column in ("types", "optional"))
                wanted, contested = _labels(*names, row["counted"], types)
                yield Sample(file=row["file"], paragraph=_paragraph(row), wanted=wanted, contested=contested)


def _paragraph(row: dict[str, str]) -> Paragraph:
    heading = row["heading"].strip().lstrip("#").strip()
    return Paragraph(
        key=row["unit"], index=0, text=row["text"], lines=None, role="measure",
        headings=(Heading(1, "", heading),) if heading else (),
    )  # fmt: skip


def _labels(
    wanted: frozenset[str], contested: frozenset[str], counted: str, types: set[str]
) -> tuple[frozenset[str], frozenset[str]]:
    if counted == "maybe":
        wanted, contested = frozenset(), wanted | contested
    return wanted & types, contested & types
