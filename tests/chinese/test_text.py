"""A text prepared once, and many at once."""

from __future__ import annotations

import pytest

from compare.chinese.expressions import Expression
from compare.chinese.text import Text, prepare


@pytest.mark.parametrize(
    "sources",
    [
        [],
        [""],
        ["首台（套）ＡＩ", "支持孵化器。", "", "A•B"],
        ["推動軟體園區發展", "乾坤灣；乾燥", "支持"],
        ["一行\n两行", "三行"],
    ],
)
def test_many_texts_at_once_are_folded_like_one(sources: list[str]) -> None:
    assert [text.folded for text in prepare(sources)] == [Text(source).folded for source in sources]
    assert [text.source for text in prepare(sources)] == sources


def test_what_may_match_is_told_for_one_and_for_all() -> None:
    first, second = Expression("孵化器|加速器"), Expression("研究院")
    text = Text("支持建设孵化器")
    passing = text.passing(second.number)
    assert text.may(first)
    assert passing >> first.number & 1
    assert not text.may(second)
    assert not passing >> second.number & 1
