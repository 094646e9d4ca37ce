"""Patterns in the form of folded text."""

from __future__ import annotations

import re

import pytest

from compare.chinese.patterns import fold_pattern, needed_words_of_re2


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("建设（.{2,6}）", r"建设\(.{2,6}\)"),
        ("[（(]", r"[\((]"),
        ("[一-龥]{2}", "[一-龥]{2}"),
        ("[Ａ-Ｚ０-９]+轮", "[A-Z0-9]+轮"),
        (r"\（试点\）", r"\(试点\)"),
        (r"\D+：", r"\D+\:"),
        (r"\Q（A.B）\E，", r"\Q(A.B)\E\,"),
        ("x｛2，3｝", r"x\{2\,3\}"),
        ("創業", "创业"),
        (r"\Ｑ", r"\Ｑ"),
        ("[[:alpha:]（]", r"[[:alpha:]\(]"),
        ("＿　", r"_\ "),
        (r"a(b|c)\d", r"a(b|c)\d"),
    ],
)
def test_full_width_characters_become_literals(written: str, folded: str) -> None:
    assert fold_pattern(written) == folded


def test_what_was_an_expression_stays_one() -> None:
    re2 = pytest.importorskip("re2")
    for written in ("（[^）]*）", "A[0-9]+轮，", "（?:）?", r"[！-～]", r"\p{Han}（", "；|、"):
        re2.compile(fold_pattern(written))
    assert re.fullmatch(fold_pattern("（?套"), "套")


@pytest.mark.parametrize(
    ("expression", "words"),
    [
        ("(国家|省)级.{0,4}实验室", {"实验室"}),
        ("非遗.{0,2}工坊", {"非遗"}),
        ("建设(园区|载体)", {"园区", "载体"}),
        (r"AI\+.{2}", set()),  # capitals or not
        ("(?i)孵化器", set()),
        ("(孵化)?器?载?", set()),
        ("[[:alpha:]]载体", set()),
        ("非遗(工坊){,1}坊", set()),  # RE2 knows no such repeat
        (r"\p{Han}载体", set()),
        (r"\Q孵化\E器", set()),
    ],
)
def test_words_without_which_a_pattern_is_not_looked_for(expression: str, words: set[str]) -> None:
    assert needed_words_of_re2(expression) == words


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("(国家|省)级.{0,4}实验室", "省级重点实验室"), ("[[:alpha:]]载体", "x载体"),
        ("非遗(工坊){,1}坊", "非遗工坊{,1}坊"), ("(园区|载体)?平台[A-Z]", "平台b"), ("k线", "\u212a线"),
        ("一{0,1}带一路", "带一路"), (r"\Q孵化\E器", "孵化器"),
    ],
)  # fmt: skip
def test_what_re2_finds_holds_one_of_the_words(expression: str, text: str) -> None:
    re2 = pytest.importorskip("re2")
    assert re2.search(f"(?i){expression}", text)
    needed = needed_words_of_re2(expression)
    assert not needed or any(word in text for word in needed)
