"""Programmes of our own labelled paragraphs, and that no rule of theirs is idle."""

from __future__ import annotations

from typing import Any

import pytest

from compare.coding.programmes import find_programmes
from compare.model import Document, Fact, Metadata, Paragraph
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("programmes")


def decide(case: dict[str, Any]) -> dict[str, str]:
    paragraph = Paragraph(key="p1", index=0, text=case["text"], lines=None, headings=(), role="measure")
    facts = Metadata(title=Fact("云溪区科技创新若干安排", "body"), level=Fact(case.get("level", "区"), "body"))
    document = Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=facts, paragraphs=(paragraph,)
    )
    return {row.name: "upstream" if row.upstream else "own" for row in find_programmes(document, {})}


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:16] for case in CASES])
def test_labelled_programmes(case: dict[str, Any]) -> None:
    assert decide(case) == case["programmes"]


@proves("programmes")
def test_no_rule_of_programmes_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
