"""Our own labelled paragraphs are as binding as a reader says, and no rule could go unnoticed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.coding.test_intensity import rated
from tests.rules.needed import labelled, proves, unnoticed

LABELLED = labelled("intensity")


@pytest.mark.parametrize("case", LABELLED, ids=lambda case: case["text"])
def test_a_labelled_paragraph_is_as_binding_as_a_reader_says(case: dict[str, Any]) -> None:
    assert rated(case["text"]).level == case["level"]


@proves("intensity")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, LABELLED, lambda case: rated(case["text"]).level) == []
