"""Bodies of our own labelled paragraphs, and that no rule of theirs is idle."""

from __future__ import annotations

from typing import Any

import pytest

from compare.coding.bodies import find_bodies
from tests.coding.test_programmes import document
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("bodies")


def decide(case: dict[str, Any]) -> dict[str, str]:
    return {row.name: row.part for row in find_bodies(document(case["text"]), {})}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_labelled_bodies(case: dict[str, Any]) -> None:
    assert decide(case) == case["bodies"]


@proves("bodies")
def test_no_rule_of_bodies_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
