"""Patterns in the form of folded text."""

from __future__ import annotations

import re

import pytest

from compare.chinese.patterns import fold_pattern


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
