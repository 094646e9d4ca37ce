"""Lines of pages and official documents are told from text; each rule that tells them is needed."""

from __future__ import annotations

from typing import Any

import pytest

from compare.chinese.normalize import fold
from compare.documents.lines import Line, goes_on, is_attachment, never_heads, read_lines
from compare.model import Block, Source
from tests.rules.needed import labelled, proves, unnoticed

CASES = labelled("furniture")
_TEXT = "支持企业与高等院校共建研发平台。"


def read(texts: list[str]) -> list[Line]:
    blocks = tuple(Block(text, line) for line, text in enumerate(texts, 1))
    return read_lines(Source(name="a.txt", path="a.txt", digest="0" * 64, format="txt", blocks=blocks))


def decide(case: dict[str, Any]) -> Any:
    """What the program makes of a case, in the case's own terms."""
    if "line" in case:
        return read([_TEXT, case["line"], _TEXT])[1].mark
    if "lines" in case:
        return [line.mark for line in read(case["lines"])]
    if "above" in case:
        return goes_on(fold(case["above"]), fold(case["below"]))
    if "attachment" in case:
        return is_attachment(read([case["attachment"]])[0])
    return not never_heads(fold(case["heading"]))


def answer(case: dict[str, Any]) -> Any:
    return next(case[key] for key in ("mark", "marks", "one", "is", "may") if key in case)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_line_is_what_it_is_labelled(case: dict[str, Any]) -> None:
    assert decide(case) == answer(case)


@proves("furniture")
def test_every_rule_is_needed(topic: str) -> None:
    assert unnoticed(topic, CASES, decide) == []
