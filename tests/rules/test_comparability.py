"""What our own labelled titles promise, and that no rule of comparability is idle."""

from __future__ import annotations

from typing import Any

import pytest

from compare.matrix.themes import ALL
from tests.matrix.test_themes import OTHER, TALENT, theme
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("comparability")


def decide(case: dict[str, Any]) -> bool:
    return theme(case["title"], [OTHER] * 12 + [TALENT]) == ALL


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_labelled_titles(case: dict[str, Any]) -> None:
    assert decide(case) == case["all"]


@proves("comparability")
def test_no_rule_of_comparability_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
