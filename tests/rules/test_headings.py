"""What a heading makes of the paragraphs below it, and that no rule for headings could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.roles import assign_roles
from tests.documents.drafting import draft
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("headings")


def role(case: dict[str, Any]) -> str:
    ((found, _),) = assign_roles([draft(case["text"], case["headings"])], case["genre"])
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['genre']}-{c['headings'][-1]}")
def test_a_heading_gives_its_role(case: dict[str, Any]) -> None:
    assert role(case) == case["role"]


@proves("headings")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, role) == []


def test_the_cue_names_the_rule_and_the_heading() -> None:
    ((_, cue),) = assign_roles([draft("成立领导小组,统筹推进规划实施。", ["四、保障措施"])], "plan")
    assert cue == "heading:safeguard:保障措施"
