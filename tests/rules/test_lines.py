"""Which lines head something and which are units, and that no rule for lines could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.drafting import document, texts
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("lines")
TITLE = "望江区促进科技创新若干措施"


def read(case: dict[str, Any]) -> tuple[list[str], list[str]]:
    built = document([TITLE, *case["lines"]])
    return [heading.label + heading.text for heading in built.outline], texts(built)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["lines"][0])
def test_lines_head_something_or_are_units(case: dict[str, Any]) -> None:
    assert read(case) == (case["outline"], case["paragraphs"])


@proves("lines")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, read) == []
