"""Title, issuer, place and dates are read from the head of a document; each rule that reads them is needed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.chinese.normalize import fold
from compare.documents import titles
from compare.documents.conflicts import find_conflicts
from compare.documents.lines import read_lines
from compare.documents.metadata import find_metadata
from compare.model import Block, Fact, Source
from tests.rules.needed import labelled, proves, unnoticed

HEADS = {topic: labelled(topic) for topic in ("headlines", "enactments", "issuers", "dates", "location")}
TITLES = labelled("titles")
_KINDS = {
    "ends": titles.ends_title,
    "open": titles.leaves_title_open,
    "issued": titles.names_issue,
    "number": titles.is_number,
    "dated": titles.is_dated,
    "forwards": titles.forwards,
}


def read(case: dict[str, Any]) -> tuple[dict[str, str], list[str]]:
    """What is read of the facts that a case asks for, and the flags it asks for that are raised."""
    if "one" in case:
        return {}, differ("issuer", case)
    blocks = tuple(Block(text, line) for line, text in enumerate(case["lines"], 1))
    source = Source(name="", path="", digest="0" * 64, format="txt", blocks=blocks)
    facts = {name: Fact(value, "markup", value) for name, value in case.get("facts", {}).items()}
    metadata, flags = find_metadata(read_lines(source), facts, None, case.get("name", ""))
    raised = {flag.code for flag in flags}
    return {key: metadata.value(key) for key in case["says"]}, [f for f in case.get("flags", ()) if f in raised]


def differ(field: str, case: dict[str, Any]) -> list[str]:
    """The flags for what two origins say of a field."""
    said = {name: [] for name in ("title", "issuer", "number", "issued")}
    facts = [Fact(case["one"], "markup", ""), Fact(case["two"], "body", "")]
    return [flag.code for flag in find_conflicts({**said, field: facts}, lambda title: True)]


def kinds(case: dict[str, Any]) -> list[str]:
    """What a line looks like, whether two values differ, or which number a document bears."""
    if "one" in case:
        return differ(case["field"], case)
    if "lines" in case:
        return [number for number in read({**case, "says": ["number"]})[0].values() if number]
    return [name for name, asks in _KINDS.items() if asks(fold(case["line"]))]


@pytest.mark.parametrize("case", [case for cases in HEADS.values() for case in cases], ids=str)
def test_a_head_says_what_it_is_labelled(case: dict[str, Any]) -> None:
    assert read(case) == (case.get("says", {}), case.get("flags", []))


@pytest.mark.parametrize("case", TITLES, ids=str)
def test_a_line_is_the_title_that_it_is_labelled(case: dict[str, Any]) -> None:
    assert kinds(case) == case["is"]


@proves(*HEADS)
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, HEADS[topic], read) == []


@proves("titles")
def test_every_rule_of_titles_is_needed(topic: str) -> None:
    assert unnoticed(topic, TITLES, kinds) == []
