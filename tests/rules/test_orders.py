"""What is a measure although it stands below goals or principles, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.roles import assign_roles
from tests.documents.drafting import draft
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("orders")


def role(case: dict[str, Any]) -> str:
    ((found, _),) = assign_roles([draft(case["text"], case["headings"])], case["genre"])
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:12])
def test_an_order_is_a_measure_and_a_result_is_none(case: dict[str, Any]) -> None:
    assert role(case) == case["role"]


@proves("orders")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, role) == []
