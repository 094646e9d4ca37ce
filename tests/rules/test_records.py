"""What gives money and what names a column is told in cards and lists of policies; each rule is needed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.records import grants_sum, mark_records
from compare.model import Block, Source
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("records")


def decide(case: dict[str, Any]) -> bool:
    """Whether a line gives money, or a table begins with the names of its columns."""
    if "line" in case:
        return grants_sum(case["line"])
    blocks = tuple(Block(text, line, kind="row") for line, text in enumerate(case["lines"], 1))
    source = Source(name="a", path="a", digest="0" * 64, format="docx", blocks=blocks)
    return mark_records(source).blocks[0].kind == "fact"


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_case_is_told_as_labelled(case: dict[str, Any]) -> None:
    assert decide(case) is case.get("grant", case.get("header"))


@proves("records")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
