"""A text is prepared once, and every form leads back to the words as printed."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compare.chinese import text as module
from compare.chinese.expressions import Expression
from compare.chinese.text import Text, prepare
from compare.chinese.vocabulary import VOCABULARY

POLICY_TEXT = st.text(alphabet=" 　首台(套)（）AIａ5Ｇ企业孵化器、。“”《》,，%％①軟體園區創科", max_size=40)


def test_forms_of_a_text() -> None:
    text = Text("支持首台 （套）：ＡＩ平台。鼓励，补助。")
    assert text.folded == "支持首台 (套):ai平台。鼓励,补助。"
    assert text.joined == "支持首台(套):ai平台。鼓励,补助。"
    assert text.bare == "支持首台套ai平台鼓励补助"
    assert [text.source[s.start : s.end] for s in text.sentences] == ["支持首台 （套）：ＡＩ平台。", "鼓励，补助。"]
    assert len(text.clauses) == 4


@pytest.mark.parametrize(
    ("source", "word", "quote"),
    [
        ("支持首台 （套）装备", "首台(套)", "首台 （套）"),
        ("支持孵化器", "孵化器", "孵化器"),
        ("支持軟體園區", "软件", "軟體"),
        ("支持 軟 體園區", "软件", "軟 體"),
    ],
)
def test_the_way_back(source: str, word: str, quote: str) -> None:
    text = Text(source)
    start = text.joined.index(word)
    span = text.span(start, start + len(word))
    assert source[span.start : span.end] == quote


@given(POLICY_TEXT)
def test_every_character_of_the_joined_form_comes_from_the_source(source: str) -> None:
    text = Text(source)
    for at in range(len(text.joined)):
        span = text.span(at, at + 1)
        assert 0 <= span.start < span.end <= len(source)


@pytest.mark.parametrize("source", ["支持孵化器建设，给予补助。", "支持孵化器建設，給予補助。"])
def test_a_text_is_folded_once(monkeypatch: pytest.MonkeyPatch, source: str) -> None:
    asked = []
    fold, plain = module.fold, module.plain
    monkeypatch.setattr(module, "fold", lambda source: asked.append(source) or fold(source))
    monkeypatch.setattr(module, "plain", lambda source: asked.append(source) or plain(source))
    text = Text(source)
    for _ in range(3):
        assert text.folded and text.joined and text.bare and text.sentences and text.clauses
    assert len(asked) == 1


def test_equal_words_are_equal_texts_between_processes_too() -> None:
    text = Text("支持孵化器")
    assert text.folded
    copy = pickle.loads(pickle.dumps(text))
    assert copy == text and hash(copy) == hash(text) and copy.folded == text.folded
    assert text != Text("支持")


@pytest.mark.parametrize("source", ["支持孵化器和众创空间", "支持孵 化器和 众创空间"])
def test_places_of_words_are_those_of_the_joined_form(source: str) -> None:
    numbers = [VOCABULARY.place(word) for word in ("孵化器", "众创空间")]
    text = Text(source)
    places = [p for p in text.places(max(numbers) + 1) if p[0] in numbers]
    assert [text.joined[start:end] for _, start, end in places] == ["孵化器", "众创空间"]


def test_a_word_placed_after_the_scan_is_found() -> None:
    text = Text("支持某某特别之词")
    assert not [p for p in text.places(0) if text.joined[p[1] : p[2]] == "特别之词"]
    number = VOCABULARY.place("特别之词")
    assert (number, 4, 8) in text.places(number + 1)


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


def test_a_form_is_a_plain_attribute_once_made_and_other_names_stay_unknown() -> None:
    text = Text("支持首台 （套）装备，给予补助。")
    assert not text.aligned and text.joined == "支持首台(套)装备,给予补助。"
    assert text.clauses is text.clauses
    with pytest.raises(AttributeError):
        text.unfolded  # noqa: B018
