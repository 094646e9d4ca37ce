"""Where broken lines go on and where they are whole, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.drafting import document, flags, texts
from tests.documents.test_pages import PAGE, joined
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("line_ends")
TITLE = "望江区促进科技创新若干措施"
LOST = {"layout_doubtful", "layout_lost"}


def read(case: dict[str, Any]) -> bool | list[str]:
    if "lost" in case:
        return bool(flags(document([TITLE, *case["lines"]])) & LOST)
    if case.get("page"):
        made = joined(*PAGE, *case["lines"], *PAGE)
        first = next(at for at, text in enumerate(made) if text.startswith(case["lines"][0]))
        return made[first : first + len(case["paragraphs"])]
    return texts(document([TITLE, *case["lines"]]))


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["lines"][0])
def test_broken_lines_are_made_whole(case: dict[str, Any]) -> None:
    assert read(case) == (case["lost"] if "lost" in case else case["paragraphs"])


@proves("line_ends")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, read) == []
