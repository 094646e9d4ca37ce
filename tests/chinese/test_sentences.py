"""Sentences and clauses cover their text and respect quotations."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese.sentences import clauses, first_sentence, sentences
from compare.model import Span

TEXT = st.text(alphabet="孵化器,，。;；!?:：“”《》()（）【】一\n", max_size=60)


def cut(text: str, spans: tuple[Span, ...]) -> list[str]:
    return [text[s.start : s.end] for s in spans]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("支持孵化器。鼓励设立机构,给予补助。", ["支持孵化器。", "鼓励设立机构,给予补助。"]),
        ("一是引才；二是育才！三是留才", ["一是引才；", "二是育才！", "三是留才"]),
        ("实行“先投后股;后补助”机制。推广。", ["实行“先投后股;后补助”机制。", "推广。"]),
        ("修订《办法(试行。二〇二四年)》。施行。", ["修订《办法(试行。二〇二四年)》。", "施行。"]),
        ("他说:“要抓孵化。”会议强调创新。", ["他说:“要抓孵化。”", "会议强调创新。"]),
        ("支持首台（套）装备。建设平台。", ["支持首台（套）装备。", "建设平台。"]),
        ("标题少了半个书名号《办法。下一句照样断开。", ["标题少了半个书名号《办法。", "下一句照样断开。"]),
        ("没有句号", ["没有句号"]),
        ("", []),
    ],
)
def test_sentences_end_outside_quotations(text: str, parts: list[str]) -> None:
    assert cut(text, sentences(text)) == parts


def test_clauses_end_at_commas_and_colons_too() -> None:
    text = "主要任务:建设平台,引进人才;发展金融。"
    assert cut(text, clauses(text)) == ["主要任务:", "建设平台,", "引进人才;", "发展金融。"]


def test_a_comma_in_brackets_does_not_split_a_clause() -> None:
    text = "支持企业(含总部,下同)设立中心,给予补助。"
    assert cut(text, clauses(text)) == ["支持企业(含总部,下同)设立中心,", "给予补助。"]


@given(TEXT)
def test_spans_cover_the_text_without_overlap(text: str) -> None:
    for spans in (sentences(text), clauses(text)):
        assert "".join(cut(text, spans)) == text
        assert all(a.end == b.start for a, b in itertools.pairwise(spans))


@given(TEXT)
def test_the_first_sentence_is_the_first_of_the_sentences(text: str) -> None:
    assert first_sentence(text) == (sentences(text) or (Span(0, len(text)),))[0]


def test_long_unbalanced_text_is_cut_in_linear_time() -> None:
    text = "(" * 20_000 + "建设平台。" * 5_000
    assert len(sentences(text)) > 4_000
