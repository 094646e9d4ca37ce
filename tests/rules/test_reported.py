"""What was done and what came of it, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.roles import assign_roles
from tests.documents.drafting import draft
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("reported")


def role(case: dict[str, Any]) -> str:
    told = [draft(case["text"], case["headings"])]
    ((found, _),) = assign_roles(told, case["genre"], case.get("garbled", False))
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:12])
def test_actions_are_practice_and_figures_achievement(case: dict[str, Any]) -> None:
    assert role(case) == case["role"]


@proves("reported")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, role) == []
