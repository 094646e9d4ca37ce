"""What kind of document a title or a text is, and that no rule for that could be missed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.genres import find_genre
from compare.documents.lines import read_lines
from compare.model import Fact
from tests.documents.drafting import source
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("genres")


def genre(case: dict[str, Any]) -> str:
    title = Fact(case["title"], "body") if "title" in case else None
    lines = read_lines(source(case.get("lines", [f"{n}.推进科技服务。" for n in range(1, 7)])))
    return find_genre(title, lines).value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c.get("title") or c["lines"][0])
def test_a_document_is_of_its_kind(case: dict[str, Any]) -> None:
    assert genre(case) == case["genre"]


@proves("genres")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, genre) == []
