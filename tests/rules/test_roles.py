"""Every rule for the role of a paragraph is needed by one of our own labelled paragraphs.

A labelled paragraph has its `text`, the document's `genre`, its `headings` from the outermost inwards, and the `role`
that it must get; where a rule looks at more, the paragraphs `above` and `below` it under the same headings, its `lead`
sentence, or the `year` of the document.
"""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.roles import TOPICS, assign_roles
from tests.documents.drafting import draft
from tests.rules.needed import labelled, proves, unnoticed

CASES = [(topic, case) for topic in TOPICS for case in labelled(topic)]


def decide(case: dict[str, Any]) -> str:
    """The role of a labelled paragraph."""
    above, below = case.get("above", []), case.get("below", [])
    drafts = [draft(text, case.get("headings")) for text in [*above, case["text"], *below]]
    drafts[len(above)] = draft(case["text"], case.get("headings"), case.get("lead", ""))
    return assign_roles(drafts, case["genre"], now=case.get("year"))[len(above)][0]


@pytest.mark.parametrize(("topic", "case"), CASES, ids=[f"{topic}-{case['text'][:16]}" for topic, case in CASES])
def test_a_labelled_paragraph_has_its_role(topic: str, case: dict[str, Any]) -> None:
    assert decide(case) == case["role"]


@proves(*TOPICS)
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, labelled(topic), decide) == []
