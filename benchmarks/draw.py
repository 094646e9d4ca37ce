"""A sheet of cells, statements and figures drawn by lot, to be judged against the texts by a reader.

    python benchmarks/draw.py FOLDER … [--seed 1] [--cells 60] [--statements 40] [--entries 40]

In: folders of documents, each compared for itself. Out: a numbered sheet with everything that a judgement needs: of a
cell of the comparison table its points as they are printed (figures in **bold**) and the paragraphs they stand in; of
a statement what was looked for in which documents; of an entry of the grids the paragraph it comes from. The same seed
draws the same from the same documents. The figures of a judgement are the reader's: the share of cells whose points
all speak of the sub-type, of statements that are true when the texts are searched in other words as well, and of
figures that stand in the sentence shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from random import Random

import compare
from compare.documents.short_names import find_short_names
from compare.matrix.absence import Proof
from compare.matrix.absence.gaps import Gap, Unique
from compare.matrix.analysis import Analysis
from compare.matrix.grids.supports import Support
from compare.model import Row, Target
from compare.reports.amount_words import AmountWords
from compare.reports.point_words import PointWords
from compare.wording import Wording

Card = Callable[[], list[str]]
"""lines of what may be drawn; told only of what is drawn"""


def cell_cards(analysis: Analysis) -> Iterator[Card]:
    """A card for every cell of the comparison table that holds points."""
    words = PointWords(analysis)
    rows = {row.key: row for row in analysis.comparison.rows}
    for subtype, key in analysis.points:
        yield partial(_cell, analysis, words, subtype, rows[key])


def statement_cards(analysis: Analysis) -> Iterator[Card]:
    """A card for everything that is said to be here only, to be admitted, missing, or only aimed at."""
    for unique in analysis.unique:
        yield partial(_unique, analysis, unique)
    for gap in analysis.gaps:
        yield partial(_gap, analysis, gap)


def entry_cards(analysis: Analysis) -> Iterator[Card]:
    """A card for every figure of the grid of targets and every entry of the grid of amounts."""
    wording = Wording(analysis.study.settings.lang, analysis.study.taxonomy)
    for (line, row), targets in analysis.target_grid.cells.items():
        for target in targets:
            yield partial(_target, analysis, f"{line.indicator} × {row}", wording.stated(target), target)
    words = AmountWords(analysis)
    for (line_, row), cell in analysis.amount_grid.cells.items():
        for support in cell.supports:
            yield partial(_support, analysis, f"{words.line(line_)} × {row}", words, support)


def draw(cards: Iterable[Card], count: int, seed: int) -> list[list[str]]:
    """As many cards as asked for, or all, in their order."""
    pool = list(cards)
    chosen = sorted(Random(seed).sample(range(len(pool)), min(count, len(pool))))
    return [pool[number]() for number in chosen]


# --- cards ------------------------------------------------------------------------------------------------------


def _cell(analysis: Analysis, words: PointWords, subtype: str, row: Row) -> list[str]:
    points = analysis.points[subtype, row.key]
    runs = words.runs(points, row)
    shown = "".join(f"**{run.text}**" if run.style == "bold" else run.text for run in runs)
    kinds = {line.id: line.column for line in analysis.subtypes.lines}
    head = f"{analysis.labels[kinds[subtype]]} > {analysis.labels[subtype]} × {row.label}"
    return [head, f"shown: {shown}", *_paragraphs(analysis, [point.paragraph for point in points])]


def _unique(analysis: Analysis, unique: Unique) -> list[str]:
    lacking = [absence.row for absence in unique.peers]
    head = f"unique: {analysis.labels[unique.subtype]} × {unique.row}; not in {_listed(lacking)}"
    key = analysis.comparison.by_id[unique.best].paragraph_key
    return [head, *_proof(analysis, unique.peers[0].proof), *_paragraphs(analysis, [key])]


def _gap(analysis: Analysis, gap: Gap) -> list[str]:
    head = f"{gap.verdict}: {analysis.labels[gap.subtype]} × {gap.row} {_listed(gap.words)}; peers {_listed(gap.peers)}"
    held = [analysis.comparison.by_id[gap.best].paragraph_key] if gap.best else []
    return [head, *_proof(analysis, gap.proof), *_paragraphs(analysis, [*gap.proof.nearest, *held])]


def _target(analysis: Analysis, head: str, stated: str, target: Target) -> list[str]:
    return [head, f"shown: {stated}", *_paragraphs(analysis, [target.paragraph_key])]


def _support(analysis: Analysis, head: str, words: AmountWords, support: Support) -> list[str]:
    shown = "".join(f"**{run.text}**" if run.style == "bold" else run.text for run in words.runs(support))
    return [head, f"shown: {shown}", *_paragraphs(analysis, [support.paragraph_key])]


def _proof(analysis: Analysis, proof: Proof) -> list[str]:
    names = find_short_names(analysis.study.documents)
    return [f"looked through: {_listed(f'{names[id]} ({analysis.study.by_id[id].file})' for id in proof.documents)}, "
            f"{proof.paragraphs} paragraphs", f"looked for: {_listed(proof.words)}"]  # fmt: skip


def _paragraphs(analysis: Analysis, keys: Sequence[str]) -> Iterator[str]:
    """Each paragraph once, under its headings."""
    for key in dict.fromkeys(keys):
        paragraph = analysis.study.paragraphs[key]
        above = " / ".join(f"{heading.label}{heading.text}" for heading in paragraph.headings)
        yield f"text {key} [{above}] {paragraph.text}"


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)


# --- the sheet --------------------------------------------------------------------------------------------------


def sheet(analyses: Sequence[Analysis], seed: int, cells: int, statements: int, entries: int) -> Iterator[str]:
    """The lines of the sheet; what is drawn is numbered within its part."""
    parts = (
        ("Cells", cell_cards, cells),
        ("Statements", statement_cards, statements),
        ("Entries", entry_cards, entries),
    )
    for name, cards, count in parts:
        pool = [card for analysis in analyses for card in cards(analysis)]
        yield f"# {name}: {min(count, len(pool))} of {len(pool)}, seed {seed}"
        for number, (head, *lines) in enumerate(draw(pool, count, seed), start=1):
            yield f"\n{number}. {head}"
            yield from (f"   {line}" for line in lines)
        yield ""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    for part, count in (("cells", 60), ("statements", 40), ("entries", 40)):
        parser.add_argument(f"--{part}", type=int, default=count)
    asked = parser.parse_args(arguments)
    analyses = [compare.analyse(compare.code(compare.read(folder))) for folder in asked.folders]
    for line in sheet(analyses, asked.seed, asked.cells, asked.statements, asked.entries):
        print(line)


if __name__ == "__main__":
    main()
