"""Word borders are asked of the dictionary only; our keywords are not in it."""

from __future__ import annotations

import pytest

from compare.chinese.words import word_across, words_across


def crossing(text: str, hit: str) -> str:
    start = text.index(hit)
    return word_across(text, start, start + len(hit))


@pytest.mark.parametrize(
    ("text", "hit", "word"),
    [
        ("提高企业管理水平", "高企", "提高"),
        ("召开科技工作例会", "技工", "科技"),
        ("在三个镇集中试点", "中试", "集中"),
    ],
)
def test_a_hit_across_two_words_names_the_word_it_cuts(text: str, hit: str, word: str) -> None:
    assert crossing(text, hit) == word


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("建设企业加速器", "加速器"),
        ("扩大人才库规模", "人才"),
        ("支持发展", "支持"),
        ("推广5G应用", "5G"),
        ("支持首台(套)装备", "首台(套)"),
    ],
)
def test_a_hit_on_word_borders_or_inside_one_word_cuts_nothing(text: str, hit: str) -> None:
    assert crossing(text, hit) == ""


def test_the_surroundings_beyond_forty_characters_do_not_matter() -> None:
    assert crossing("研" * 300 + "。提高企业管理水平", "高企") == "提高"
    assert crossing("甲" * 300 + "高企", "高企") == ""


def test_many_hits_are_answered_as_each_alone() -> None:
    texts = ["提高企业管理水平,召开科技工作例会", "在三个镇集中试点", "推广5G", "提高企业管理水平", "中试"]
    hits = [(text, start, end) for text in texts for start in range(len(text)) for end in range(start + 1, len(text))]
    assert words_across(hits) == [word_across(*hit) for hit in hits]
    assert {"提高", "科技", "集中"} <= set(words_across(hits))
    assert words_across([]) == []
