"""Dates of our own labelled closing words, and that no rule of validity is idle."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.test_validity import scheme
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("validity")


def decide(case: dict[str, Any]) -> list[str]:
    metadata = scheme(case["text"], issued="2026年3月31日").metadata
    return [metadata.value("effective"), metadata.value("expires")]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_labelled_closing_words(case: dict[str, Any]) -> None:
    assert decide(case) == case["force"]


@proves("validity")
def test_no_rule_of_validity_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
