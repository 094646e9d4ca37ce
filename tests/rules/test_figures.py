"""Figures of our own labelled paragraphs are what they are labelled as, and no rule of figures can go unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from compare.coding.targets import find_targets
from compare.model import Document, Fact, Metadata, Paragraph, Target
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("figures")
FIELDS = {"name": "indicator", "sign": "comparator", "base": "base_value"}
"""a label's name for a field, where it is a shorter one"""


def decide(case: Mapping[str, Any]) -> tuple[Target, ...]:
    """The targets of a labelled paragraph."""
    paragraph = Paragraph(
        key="p1", index=0, text=case["text"], lines=None, headings=(),  # type: ignore[arg-type]
        role=case.get("role", "goal"),
    )  # fmt: skip
    metadata = Metadata(genre=Fact("plan", "manifest"))
    return find_targets(
        Document(id="d", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata,
                 paragraphs=(paragraph,)), {},
    )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_labelled_paragraph_is_read_as_labelled(case: Mapping[str, Any]) -> None:
    told = [
        {field: getattr(row, FIELDS.get(field, field)) for field in label}
        for row, label in zip(decide(case), case["targets"], strict=True)
    ]
    assert told == case["targets"]


@proves("figures")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
