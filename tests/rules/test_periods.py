"""The years of our own labelled titles and openings are read as a reader reads them, and no rule could go unnoticed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.documents.lines import Line
from compare.documents.periods import find_period
from compare.model import Fact
from tests.rules.needed import labelled, proves, unnoticed

LABELLED = labelled("periods")


def decided(case: dict[str, Any]) -> str:
    """The period of a plan with this title, date of issue and these lines; empty if it names none."""
    lines = [Line(text, n, n, len(text), 0) for n, text in enumerate(case.get("lines", ()), 1)]
    issued = Fact(str(case["issued"]), "body") if "issued" in case else None
    found = find_period(Fact(case["title"], "body"), {}, issued, "plan", lines)
    return found.value if found else ""


@pytest.mark.parametrize("case", LABELLED, ids=lambda case: case["title"])
def test_a_labelled_document_has_the_period_that_a_reader_sees(case: dict[str, Any]) -> None:
    assert decided(case) == case["period"]


@proves("periods")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, LABELLED, decided) == []
