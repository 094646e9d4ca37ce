"""Hand-coded paragraphs as samples to learn from, and the near copies that must not be among them.

In: the folder of the labels (gold/*.tsv, gold/train.tsv, seeds/, corpus/). Out: documents as the program reads them,
hand-coded units, `Sample`s of types and of roles. A set is a gold file with the folder of its sources. Learned roles
are taken back: who learns asks what the rules alone say.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from quality import Unit, gold_units, pair

from compare.coding.scorer import Scorer
from compare.learning import Sample
from compare.learning.roles import RoleSample
from compare.model import Document, Heading, Paragraph, Taxonomy
from compare.pipeline import read

SETS = {"dev": "seeds", "dev2": "corpus/coded", "dev3": "corpus/coded2", "dev4": "corpus/coded2"}
"""gold file → sources"""
WRITTEN_FROM = ("dev", "dev2")
"""sets that were read while the taxonomy was written"""
TRAIN = "gold/train.tsv"
TRAIN_SOURCES = ("corpus/uncoded", "corpus/uncoded2")
"""whole documents of some rows of the training file"""
PRINTED = frozenset({"heading", "furniture"})
"""roles of units that are no paragraphs"""


@dataclass(frozen=True)
class Labels:
    """All that is labelled."""

    units: dict[str, list[Unit]]
    """set → hand-coded units"""
    documents: dict[str, tuple[Document, ...]]
    """set → documents as read"""
    samples: list[Sample]
    role_samples: list[RoleSample]


def load_labels(shared: Path, taxonomy: Taxonomy) -> Labels:
    """Everything under a folder of labels, coded by the rules of the taxonomy alone where the document is known."""
    read_folders = {folder: by_rules(read([shared / folder]).documents) for folder in sorted(set(SETS.values()))}
    units = {name: list(gold_units(shared / f"gold/{name}.tsv", shared / "gold/texts")) for name in SETS}
    files = {name: {unit.file for unit in units[name]} for name in SETS}
    documents = {name: tuple(d for d in read_folders[SETS[name]] if file_of(d) in files[name]) for name in SETS}
    types = {measure.id for measure in taxonomy.types}
    samples = [s for name in SETS for s in _gold_samples(name, units[name], documents[name], taxonomy)]
    roles = [s for name in SETS for s in _role_samples(units[name], documents[name])]
    return Labels(
        units, documents, [*samples, *_train_samples(shared / TRAIN, types)], [*roles, *_train_role_samples(shared)]
    )


def by_rules(documents: Iterable[Document]) -> tuple[Document, ...]:
    """Documents with the roles of the rules alone: what learned words took back is a measure again, by the genre."""
    return tuple(replace(d, paragraphs=tuple(_by_rules(p, d) for p in d.paragraphs)) for d in documents)


def _by_rules(paragraph: Paragraph, document: Document) -> Paragraph:
    if not paragraph.cue.startswith("learned:"):
        return paragraph
    return replace(paragraph, role="measure", cue=f"genre:{document.metadata.value('genre')}")


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
    for row in _train_rows(path):
        if row["counted"] != "no":
            names = (frozenset(row[column].split(",")) for column in ("types", "optional"))
            wanted, contested = _labels(*names, row["counted"], types)
            yield Sample(file=row["file"], paragraph=_paragraph(row), wanted=wanted, contested=contested)


def _train_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _paragraph(row: dict[str, str]) -> Paragraph:
    heading = _heading(row)
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


# -- roles ----------------------------------------------------------------------------------------------------------


def _role_samples(units: Sequence[Unit], documents: Sequence[Document]) -> Iterable[RoleSample]:
    """The paragraphs of units that are counted or not, as the program cuts them and where they stand."""
    genres = {p.key: d.metadata.value("genre") for d in documents for p in d.paragraphs}
    for unit, paragraphs in pair(units, documents):
        if unit.counted != "maybe" and unit.role not in PRINTED:
            yield from (RoleSample(unit.file, p, genres[p.key], unit.counted == "yes") for p in paragraphs)


def _train_role_samples(shared: Path) -> Iterable[RoleSample]:
    """Of whole documents where the folder has them; else of a text made of the rows and their headings."""
    whole = [replace(d, file=_stem(d.file)) for f in TRAIN_SOURCES for d in by_rules(read([shared / f]).documents)]
    rows = defaultdict(list)
    for row in _train_rows(shared / TRAIN):
        rows[_stem(row["file"])].append(row)
    made = _read_rows({file: own for file, own in rows.items() if file not in {d.file for d in whole}})
    for file, own in rows.items():
        documents = [d for d in (*whole, *made) if d.file == file]
        yield from _role_samples([_unit(file, row) for row in own], documents)


def _stem(file: str) -> str:
    """What the pieces of a document are called alike: of 某条例_3.txt and regulations/某条例.md, 某条例."""
    return re.sub(r"(_\d+)?(\.(txt|md|csv))?$", "", PurePath(file.partition("#")[0]).name)


def _unit(file: str, row: Mapping[str, str]) -> Unit:
    return Unit(file, row["text"], row["counted"], frozenset(row["types"].split(",")), frozenset(), row["role"])


def _read_rows(rows: Mapping[str, Sequence[Mapping[str, str]]]) -> list[Document]:
    """Documents of which some paragraphs are all there is, under the headings that they had."""
    with TemporaryDirectory() as folder:
        for file, own in rows.items():
            lines = [f"# {file.replace('_', '')}"]
            for before, row in zip(({"heading": ""}, *own), own, strict=False):
                lines += [f"## {_heading(row)}"] if _heading(row) not in ("", _heading(before)) else []
                lines.append(row["text"])
            (Path(folder) / f"{file}.md").write_text("\n\n".join(lines), encoding="utf-8")
        return [replace(d, file=_stem(d.file)) for d in by_rules(read([Path(folder)]).documents)]


def _heading(row: Mapping[str, str]) -> str:
    return row["heading"].strip().lstrip("#").strip()
