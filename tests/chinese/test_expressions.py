"""What an expression demands of a text is read off its syntax, and is never more than it needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
import yaml

from compare import lexicons
from compare.chinese.expressions import Expression, needed_words
from compare.chinese.text import Text
from compare.pipeline import read

CASES = [
    ("(?:力争|争取)到?20\\d\\d年", {"力争", "争取"}),
    ("建(?:设|立)(?:一批)?", {"建设", "建立"}),
    ("(?:对|给予).{2,8}(?:奖励|补助)", {"奖励", "补助"}),
    ("^第[一二三四五六七八九十]+条", {"第"}),
    ("资金来?源", {"资金源", "资金来源"}),
    ("(?:支持){2,}", {"支持"}),
    ("(?:支持)*孵化", {"孵化"}),
    ("(?=奖励)[^,]+", {"奖励"}),
    ("(?<=区)域(?!名)", {"区"}),
    ("(?>甲乙|丙)", {"甲乙", "丙"}),
    ("(?P<x>支持)(?P=x)", {"支持"}),
    ("甲?+乙丁", {"乙丁"}),
    ("(?i:AI)园", {"园"}),
    ("(?i)ai园", set()),
    ("\\d+%", {"%"}),
    ("\\d+[.,]\\d", set()),
    ("(?:甲乙|)", set()),
    ("支持|[^。]{3}", set()),
    ("(?:支持)?", set()),
    ("[一-鿿]{2}", set()),
    ("(甲乙)?(?(1)丙丁|戊己)", set()),
    ("(?!支持)", set()),
]


@pytest.mark.parametrize(("pattern", "words"), CASES)
def test_words_are_read_off_the_syntax(pattern: str, words: set[str]) -> None:
    assert needed_words(pattern) == words


def test_flags_of_the_call_count_as_those_in_the_expression() -> None:
    assert needed_words("ai园", re.IGNORECASE) == frozenset()


@pytest.mark.parametrize("pattern", [pattern for pattern, _ in CASES])
def test_no_match_without_a_word_that_is_demanded(pattern: str) -> None:
    """All texts of up to four of the pieces that the expressions above are made of."""
    pieces = ["支持", "奖励", "甲", "乙", "丁", "力争", "2025年", "第三条", "区域", "AI园", "5%", "对本区"]
    words = needed_words(pattern)
    for chosen in product(pieces, repeat=3):
        text = "".join(chosen)
        if words and re.search(pattern, text):
            assert any(word in text for word in words)


def test_a_text_is_asked_only_for_what_it_may_hold() -> None:
    grant, aim = Expression("给予.{0,8}奖励"), Expression("力争到20\\d\\d年")
    text = Text("对企业给予５万元奖励。")
    assert text.may(grant)
    assert not text.may(aim)
    assert text.search(grant)
    assert text.search(aim) is None
    assert text.match(grant) is None


def test_an_expression_made_after_the_scan_is_heard() -> None:
    text = Text("力争到2025年建成十家孵化器。")
    assert not text.may(Expression("从不出现的词"))
    assert text.search(Expression("十家孵化器"))


def test_an_expression_that_demands_nothing_is_always_tried() -> None:
    assert Text("增长５％").search(Expression("\\d"))


def _patterns() -> Iterator[tuple[str, str]]:
    """Every expression of the packaged lexicons, with the name of its file."""
    folder = Path(lexicons.__file__).parent
    for path in sorted(folder.glob("*.yaml")):
        yield from ((path.stem, pattern) for pattern in _strings(yaml.safe_load(path.read_text("utf-8"))))


def _strings(data: object) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict | list):
        for value in data.values() if isinstance(data, dict) else data:
            yield from _strings(value)


@pytest.mark.whole
def test_every_expression_of_the_lexicons_is_let_pass_where_it_matches() -> None:
    texts = [p.words for d in read([Path("seeds")]).documents for p in d.paragraphs]
    texts += [Text(h.text) for d in read([Path("seeds")]).documents for h in d.outline]
    tried = 0
    for stem, pattern in _patterns():
        try:
            expression = Expression(pattern)
        except re.error:
            continue
        for text in texts:
            if expression.search(text.folded):
                tried += 1
                assert text.may(expression), (stem, pattern, text.source)
    assert tried > 10_000
