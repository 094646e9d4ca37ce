"""What our own labelled paragraphs say in a cell of the comparison table, and that no rule of points is idle."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from compare.chinese.spans import Span
from compare.chinese.text import Text
from compare.matrix.clauses import around, joined, quotable
from compare.matrix.passages import hardness
from compare.rules import fits
from tests.rules.needed import labelled, proves, unnoticed
from tests.studies import span

CASES = labelled("points")


def decide(case: dict[str, Any]) -> tuple[str, int]:
    text = Text(case["text"])
    for sentence, group in _stretches(text, span(case["text"], case["word"])):
        groups = around(sentence, group, [], [span(case["text"], word) for word in case.get("foreign", ())])
        words = [text.source[slice(*found)] for found in joined(groups)]
        return "；".join(words), hardness([text.folded[slice(*found)] for found in groups])
    return "", 0


def _stretches(text: Text, word: Span) -> Iterator[tuple[Any, Span]]:
    for sentence in quotable(text):
        for group in sentence.groups:
            if group.start <= word.start and word.end <= group.end:
                yield sentence, group


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:20] for case in CASES])
def test_labelled_paragraphs(case: dict[str, Any]) -> None:
    assert decide(case) == (case["quote"], case["hard"])


@proves("points")
def test_no_rule_of_points_is_idle(topic: str) -> None:
    # asked of items and of keywords, see below and tests/matrix/test_points.py
    alone = {"opens_with_deed", "means"}
    alone |= {"banner", "no_name"}  # asked of passages to copy and of names, see tests/matrix/test_answer.py
    assert set(unnoticed(topic, CASES, decide)) == alone


@pytest.mark.parametrize(
    ("item", "alone"),
    [("支持企业建设中试线", True), ("省人民政府规定的其他中试线", False), ("中试线的建设和运行", False)],
)
def test_an_item_is_quoted_alone_if_it_says_what_is_done(item: str, alone: bool) -> None:
    assert fits("points", "opens_with_deed", item) is alone
