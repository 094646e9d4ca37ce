"""An expression is looked for where it can begin, and finds what it finds by itself."""

from __future__ import annotations

import re
from itertools import product

import pytest

from compare.chinese.heads import Finder, heads
from compare.coding.patterns import cue

CASES = [
    ("(?:最高|最多)[^,]{0,8}$|(?:资助|奖励)不超过", "奖最资"),
    ("(?:大?约(?:为|达)?|近)\\s?$", "大约近"),
    ("按.{2}|(?:给予|奖补)金", "奖按给"),
    ("(?<=区)(?:域|内)?名", "内名域"),
    ("(?:\\d+|[一-三])家|(?:支持)?孵化", "\\d一-三孵支"),
    ("(?:(?!甲)[甲乙])+丁|(?:丙)", "丙乙甲"),
]
UNSURE = [
    "支持|奖励", "[甲乙]丁", "给予奖励", "(?:支持)?", "^支持|奖励", ".{2}园|(?:甲|丁)", "[^甲]乙|(?:丙|丁)乙",
    "^(?:最高|奖励)", "(?:^大约|^区域)名?", "(?m)^,",
    "(?i)(?:甲|ai)园|(?:乙|丁)", "(?:(?i:ai)|甲)园|(?:乙|丁)", "(甲)?(?(1)乙|丙)", "(?:[\\w])园|(?:乙|丁)",
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "members"), CASES)
def test_the_characters_that_a_match_can_begin_with(pattern: str, members: str) -> None:
    assert heads(pattern) == members


@pytest.mark.parametrize("pattern", UNSURE)
def test_nothing_where_it_is_unsure_or_known_to_re(pattern: str) -> None:
    assert heads(pattern) == ""


@pytest.mark.parametrize("pattern", [*[pattern for pattern, _ in CASES], *UNSURE])
def test_a_search_finds_what_re_finds(pattern: str) -> None:
    """In all texts of three of the pieces that the expressions above are made of, and in stretches of them."""
    pieces = ["最高", "奖励不超过", "大约", "按给予金", "区域名", "5家", "支持孵化", "甲乙丁", "AI园", "近\n", ","]
    finder, compiled = Finder(pattern), re.compile(pattern)
    for chosen in product(pieces, repeat=3):
        text = "".join(chosen)
        for bounds in ((), (1,), (2, len(text) - 1)):
            one, two = finder.search(text, *bounds), compiled.search(text, *bounds)
            assert (one and (one.span(), one.groups())) == (two and (two.span(), two.groups()))


@pytest.mark.parametrize("stem", ["amounts", "targets"])
def test_the_cues_find_what_re_finds(stem: str) -> None:
    words = (
        "对首次认定的高新技术企业给予最高不超过50万元奖励,力争到2027年研发投入增长约12%,"
        "比2020年少于3家左右的企业;已累计发放贷款,按投入的30%给予补助,连续3年"
    )
    texts = [words[at : at + size] for at in range(len(words)) for size in (8, 24)]
    keys = {
        "amounts": ("past", "years", "per", "beneficiary"),
        "targets": ("upper", "about", "shortfall", "spend", "grant"),
    }
    told = 0
    for key in keys[stem]:
        pattern = cue(stem, key).pattern
        finder, compiled = Finder(pattern), re.compile(pattern)
        told += bool(heads(pattern))
        for text in texts:
            one, two = finder.search(text), compiled.search(text)
            assert (one and one.span()) == (two and two.span())
    assert told >= 2


@pytest.mark.parametrize(("pattern", "method"), [("^(?:支持|奖励)", "match"), ("^支持|奖励", "search")])
def test_what_begins_the_text_is_tried_there_alone(pattern: str, method: str) -> None:
    assert Finder(pattern).search.__name__ == method
