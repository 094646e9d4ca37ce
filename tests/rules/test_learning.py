"""Terms are learned or not as they are labelled, and no rule of learning can go unnoticed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from compare.learning import is_common
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("learning")


def decide(case: Mapping[str, Any]) -> bool:
    """Whether a term may stand in a table of learned words."""
    return is_common(case["term"])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["term"])
def test_a_term_is_learned_as_it_is_labelled(case: Mapping[str, Any]) -> None:
    assert decide(case) == case["common"]


@proves("learning")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
