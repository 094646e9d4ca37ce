"""Sums of our own labelled paragraphs are what they are labelled as, and no rule of amounts can go unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from compare.coding.amounts import find_amounts
from compare.model import Amount, Document, Fact, Metadata, Paragraph
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("amounts")
FIELDS = {"to": "amount_to", "of": "basis", "who": "beneficiary"}
"""a label's name for a field, where it is a shorter one"""


def decide(case: Mapping[str, Any]) -> tuple[Amount, ...]:
    """The sums of a labelled paragraph."""
    paragraph = Paragraph(
        key="p1", index=0, text=case["text"], lines=None, headings=(),  # type: ignore[arg-type]
        role=case.get("role", "measure"), lead=case.get("lead", ""),
    )  # fmt: skip
    metadata = Metadata(genre=Fact(case.get("genre", "scheme"), "manifest"))
    return find_amounts(
        Document(id="d", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata,
                 paragraphs=(paragraph,)), {},
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_labelled_paragraph_is_read_as_labelled(case: Mapping[str, Any]) -> None:
    assert [_told(row, label) for row, label in zip(decide(case), case["amounts"], strict=True)] == case["amounts"]


def _told(row: Amount, label: Mapping[str, Any]) -> dict[str, Any]:
    """What a row says of the fields that are labelled."""
    told = {field: getattr(row, FIELDS.get(field, field)) for field in label}
    return {field: list(value) if isinstance(value, tuple) else value for field, value in told.items()}


@proves("amounts")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
