"""Every rule for paragraphs of regulations and of work reports is needed by one of our own labelled paragraphs."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.roles import assign_roles
from tests.documents.test_roles import draft
from tests.rules.needed import FOLDER, labelled, unnoticed

TOPICS = [t for t in ("roles_regulation", "roles_report") if (FOLDER / f"{t}.yaml").exists()]
CASES = [case for topic in TOPICS for case in labelled(topic)]


def decide(case: dict[str, Any]) -> str:
    """The role of a labelled paragraph among those above and below it under the same headings."""
    above, below = case.get("above", []), case.get("below", [])
    drafts = [draft(text, case.get("headings")) for text in [*above, case["text"], *below]]
    return assign_roles(drafts, case["genre"], now=case.get("year"))[len(above)][0]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:20])
def test_a_labelled_paragraph_has_its_role(case: dict[str, Any]) -> None:
    assert decide(case) == case["role"]


@pytest.mark.parametrize("topic", TOPICS)
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, labelled(topic), decide) == []
