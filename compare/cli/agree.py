"""``policy-compare agree FIRST.xlsx SECOND.xlsx``: how far two analysts agree who reviewed the same workbook.

In: two workbooks of one run with verdicts in the evidence sheet. Out: a 2 × 2 table and Cohen's κ for each type,
Krippendorff's α of whole paragraphs with its interval. Only paragraphs that both judged are counted.
Example: 人才  8 · 1 · 0 · 14  κ 0.90.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from compare.chinese.widths import fill
from compare.cli.command import argument, command, option, source
from compare.cli.console import Console
from compare.model import OTHER, Decision, Taxonomy
from compare.review.agreement import alpha_interval, krippendorff_alpha, label_tables, percent_agreement
from compare.review.combine import combine_reviews
from compare.reviewing import open_reviews
from compare.taxonomy.files import DEFAULT, load_taxonomy
from compare.wording import Wording

Labels = frozenset[str]


@command("agree")
@argument("first", type=source, metavar="first", help="agree.workbook")
@argument("second", type=source, metavar="second", help="agree.workbook")
@option("-t", "--taxonomy", "name", default="", metavar="taxonomy", help="agree.taxonomy")
@click.pass_obj
def agree(console: Console, first: Path, second: Path, name: str) -> int:
    """Print the agreement of two reviews; 1 if they have no paragraph in common."""
    taxonomy = load_taxonomy(name or DEFAULT)
    reviews = []
    for review in open_reviews([first, second], taxonomy, console.lang, console.report):
        decisions, _, problems = combine_reviews([review])
        console.report(problems)
        reviews.append(_labels(decisions))
    shared = sorted(reviews[0].keys() & reviews[1].keys())
    if not shared:
        console.say(console.words("agree.none"))
        return 1
    one, other = ([review[key] for key in shared] for review in reviews)
    for line in _lines(one, other, taxonomy, console):
        console.say(line)
    return 0


def _labels(decisions: Iterable[Decision]) -> dict[str, Labels]:
    """Paragraph key → the types it has after the review; without any, the analyst coded “no type”."""
    found: dict[str, set[str]] = {}
    for decision in decisions:
        labels = found.setdefault(decision.paragraph_key, set())
        if decision.verdict != "reject":
            labels.add(decision.target)
    return {key: frozenset(labels - {OTHER}) for key, labels in found.items()}


def _lines(first: list[Labels], second: list[Labels], taxonomy: Taxonomy, console: Console) -> Iterator[str]:
    words, wording = console.words, Wording(console.lang, taxonomy)
    yield words("agree.units", count=len(first), share=f"{100 * (percent_agreement(first, second) or 0):.0f}")
    yield words("agree.head")
    for table in label_tables(first, second, [t.id for t in taxonomy.types]):
        counts = f"{table.both} · {table.first_only} · {table.second_only} · {table.neither}"
        yield f"  {fill(wording.label(table.label), 24)}{fill(counts, 24)}κ {_figure(table.kappa, console)}"
    alpha, interval = krippendorff_alpha([first, second], "masi"), alpha_interval([first, second], "masi")
    bounds = f" [{interval[0]:.2f}, {interval[1]:.2f}]" if interval else ""
    yield words("agree.alpha", alpha=_figure(alpha, console) + bounds)


def _figure(value: float | None, console: Console) -> str:
    return console.words("agree.undefined") if value is None else f"{value:.2f}"
