"""What forbids, denies or cites a keyword."""

from __future__ import annotations

import pytest

from compare.chinese.sentences import clauses
from compare.coding.cues import cited_title, polarity
from compare.model import Cues, Span
from tests.coding.making import CUES


def where(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def judged(text: str, word: str, cues: Cues = CUES) -> tuple[str, str] | None:
    start, end = where(text, word)
    clause = next(c for c in clauses(text) if c.start <= start < c.end)
    return polarity(text, start, end, clause, cues)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("科技信贷不足", ("negated", "不足")),
        ("科技信贷产品供给总体仍然不足", ("negated", "不足")),
        ("科技信贷产品供给总体仍处于起步阶段且不足", None),
        ("科技信贷增长,抵押不足", None),
        ("针对科技信贷不足", None),
        ("科技信贷补齐短板", None),
        ("科技信贷短板补齐", ("negated", "短板")),
        ("不得以科技信贷名义收费", ("prohibited", "不得")),
        ("不得收费,发展科技信贷", None),
        ("发展科技信贷", None),
    ],
)
def test_polarity(text: str, why: tuple[str, str] | None) -> None:
    assert judged(text, "科技信贷") == why


def test_without_cues_nothing_is_denied() -> None:
    assert judged("严禁科技信贷不足", "科技信贷", Cues()) is None


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("根据《科技信贷管理办法》开展工作", "《科技信贷管理办法》开展工作"),
        ("落实省《关于发展科技信贷的意见》", "《关于发展科技信贷的意见》"),
        ("制定《科技信贷管理办法》", ""),
        ("研究出台新的《科技信贷管理办法》", ""),
        ("落实《意见》,发展科技信贷", ""),
        ("落实《意见》,修订《科技信贷办法》", ""),
        ("《没有右书名号的科技信贷", ""),
    ],
)
def test_cited_titles(text: str, cited: str) -> None:
    assert cited_title(text, text.index("科技信贷")) == cited


def test_nothing_to_deny() -> None:
    assert polarity("", 0, 0, Span(0, 0), CUES) is None
