"""Flags of our own labelled documents, and that no rule of integrity is idle."""

from __future__ import annotations

from typing import Any

import pytest

from tests.documents.drafting import BODY, document, flags
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("integrity")
DECIDED = {"draft", "scope_note", "wrong_host", "reposted", "sensitive_gaps", "layout_lost", "layout_doubtful"}
"""flags that hang on the rules"""


def decide(case: dict[str, Any]) -> list[str]:
    return sorted(flags(document([case["title"], BODY, *case["lines"]])) & DECIDED)


@pytest.mark.parametrize("case", CASES, ids=[case["title"] + case["lines"][-1][:12] for case in CASES])
def test_labelled_documents(case: dict[str, Any]) -> None:
    assert decide(case) == case["flags"]


@proves("integrity")
def test_no_rule_of_integrity_is_idle(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
