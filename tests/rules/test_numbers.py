"""The document's own number is told from those it cites, and no rule of numbers can go unnoticed."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.documents.drafting import BODY, document
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("numbers")


def decide(case: Mapping[str, str]) -> str:
    """The number of a document with the line below its title."""
    return document(f"清河区科技创新券管理办法\n{case['text']}\n第一条 {BODY}").metadata.value("number")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_a_line_gives_the_number_it_is_labelled_with(case: Mapping[str, str]) -> None:
    assert decide(case) == case["number"]


@proves("numbers")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
