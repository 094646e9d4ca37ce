"""Figures of our own labelled paragraphs are found as a reader takes them, and no rule could go unnoticed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.coding.amounts import find_amounts
from compare.coding.targets import find_targets
from compare.model import Document, Heading, Paragraph
from tests.coding.test_targets import cases, document, paragraph, printed
from tests.rules.needed import labelled, proves, unnoticed

LABELLED = labelled("targets")
SHEET = [
    {"role": role, "genre": genre, "issued": issued, "period": period, "text": text}
    for _, role, genre, issued, period, text, _ in cases()
]
TOPICS = ("targets", "masks", "tenses", "years", "quantities")


def _paragraph(case: dict[str, Any]) -> Paragraph:
    headings = tuple(Heading(level, "", words) for level, words in enumerate(case.get("under", ()), 1))
    return paragraph(case["text"], case.get("role", "measure"), headings=headings)


def _document(case: dict[str, Any]) -> Document:
    known = {"genre": "plan", "issued": "2026-03-01", "period": "2026-2030"} | case
    return document(_paragraph(case), genre=known["genre"], issued=known["issued"], period=known["period"])


def decided(case: dict[str, Any]) -> dict[str, list[str]]:
    """The figures as rows of tests/quality/targets.tsv, the standard names, flags and tones, the sums of support."""
    found = _document(case)
    rows = find_targets(found, {})
    sums = find_amounts(found, {})
    return {
        "rows": [printed(row) for row in rows],
        "std": [row.indicator_std for row in rows],
        "flags": [" ".join(row.flags) for row in rows],
        "tones": [row.tone for row in rows],
        "amounts": ["|".join((amount.raw, amount.beneficiary)) for amount in sums],
    }


@pytest.mark.parametrize("case", LABELLED, ids=lambda case: case["text"][:24])
def test_a_labelled_paragraph_holds_the_figures_that_a_reader_sees(case: dict[str, Any]) -> None:
    found = decided(case)
    assert found["rows"] == case["rows"]
    assert all(found[name] == case[name] for name in ("std", "flags", "tones", "amounts") if name in case)


@proves(*TOPICS)
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, [*LABELLED, *SHEET], decided) == []
