"""What the words around a keyword make of it."""

from __future__ import annotations

import pytest

from compare.chinese.sentences import clauses
from compare.chinese.text import Text
from compare.coding.cues import cited_title, passing_mention, polarity
from compare.model import Cues, Span
from tests.coding.making import CUES

ALL = frozenset({"beneficiary", "location", "outcome", "list"})


def where(text: str, word: str) -> tuple[int, int]:
    start = text.index(word)
    return start, start + len(word)


def judged(text: str, word: str, cues: Cues = CUES) -> tuple[str, str] | None:
    start, end = where(text, word)
    clause = next(c for c in clauses(text) if c.start <= start < c.end)
    return polarity(text, start, end, clause, cues)


def mention(text: str, *words: str, damped: frozenset[str] = ALL, types: str = "") -> list[tuple[str, str]]:
    """Status of each word; all of one type unless `types` gives a letter a word."""
    letters = types or "a" * len(words)
    spans = [(*where(text, word), letter) for word, letter in zip(words, letters, strict=True)]
    return passing_mention(Text(text), spans, CUES, dict.fromkeys(letters, damped))


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


@pytest.mark.parametrize(
    ("text", "word", "status"),
    [
        ("为科技企业提供信用贷款", "科技企业", ("beneficiary", "为")),
        ("为科技企业提供信用贷款", "信用贷款", ("", "")),
        ("成为科技企业集聚区", "科技企业", ("", "")),
        ("面向科技企业发放补助", "科技企业", ("beneficiary", "面向")),
        ("面向国内外各类高校院所和科技企业", "科技企业", ("", "")),
        ("依托重点实验室开展培训", "重点实验室", ("location", "依托")),
        ("建设重点实验室,依托高校", "重点实验室", ("", "")),
        ("实施提升工程,带动人才集聚", "人才集聚", ("outcome", "带动")),
        ("带动人才集聚", "人才集聚", ("", "")),
        ("实施提升工程。带动人才集聚", "人才集聚", ("", "")),
        ("实施提升工程,切实带动人才集聚", "人才集聚", ("", "")),
    ],
)
def test_passing_mentions(text: str, word: str, status: tuple[str, str]) -> None:
    assert mention(text, word) == [status]


def test_a_type_that_is_not_damped_by_a_kind_keeps_its_object() -> None:
    assert mention("为科技企业提供贷款", "科技企业", damped=frozenset({"list"})) == [("", "")]


def test_a_list_needs_enough_items_and_types() -> None:
    text = "发展研发设计、检验检测、创业孵化、科技金融等服务。"
    assert [s for s, _ in mention(text, "检验检测", "创业孵化", types="ab")] == ["list", "list"]
    assert [s for s, _ in mention(text, "检验检测", "创业孵化", types="aa")] == ["", ""]
    short = "发展检验检测、创业孵化、科技金融等服务。"
    assert [s for s, _ in mention(short, "检验检测", "创业孵化", types="ab")] == ["", ""]


def test_a_list_note_quotes_its_beginning() -> None:
    (_, note), _ = mention("发展研发设计、检验检测、创业孵化、科技金融等服务。", "检验检测", "创业孵化", types="ab")
    assert note.startswith("发展研发设计、检验检测")


def test_a_keyword_outside_the_list_is_none_of_it() -> None:
    text = "建设孵化器,发展研发设计、检验检测、创业孵化、科技金融等服务。"
    assert [s for s, _ in mention(text, "孵化器", "检验检测", "创业孵化", types="cab")] == ["", "list", "list"]


def test_nothing_to_weigh() -> None:
    assert passing_mention(Text("建设孵化器"), [], CUES, {}) == []
    assert polarity("", 0, 0, Span(0, 0), CUES) is None
