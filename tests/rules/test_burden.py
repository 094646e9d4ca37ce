"""No phrase is tried without end."""

from __future__ import annotations

import pytest

from compare.rules import PACKAGED, topics
from compare.rules.burden import is_endless
from compare.rules.phrase import expression

SHORT = {"adverbial"}
"""asked of the few letters before a name only"""


@pytest.mark.parametrize(
    "phrase", ["支持[[大力/大/力]]发展", "[[甲/[[乙]]]]丙", "[[…甲]]丙", "[[甲/甲]]丙", "[甲]" * 24 + "丙"]
)
def test_what_doubles_with_every_letter_is_found(phrase: str) -> None:
    assert is_endless(expression(phrase, {}.__getitem__))


@pytest.mark.parametrize("phrase", ["[[大力/着力]]发展", "[[…8,]]推动", "支持……企业……人才……资金"])
def test_what_is_sound_is_let_pass(phrase: str) -> None:
    assert not is_endless(expression(phrase, {}.__getitem__))


@pytest.mark.parametrize("topic", topics())
def test_no_packaged_rule_is_endless(topic: str) -> None:
    rules = PACKAGED.topic(topic).rules
    assert [rule.name for rule in rules if rule.name not in SHORT and is_endless(rule.pattern)] == []
