"""Which way headings and first words look, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.chinese.normalize import fold
from compare.documents.frame import heading_frame, lead_frame
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("frames")
YEAR = 2026


def looks(case: dict[str, Any]) -> tuple[str, bool]:
    if "heading" in case:
        frame = heading_frame(case["heading"], YEAR)
    else:
        frame = lead_frame(fold(case["first"]), YEAR)
    return (frame.kind, frame.long) if frame else ("", False)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.get("heading") or c["first"][:12])
def test_a_heading_or_first_words_look_this_way(case: dict[str, Any]) -> None:
    assert looks(case) == (case["kind"], case.get("long", False))


@proves("frames")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, looks) == []
