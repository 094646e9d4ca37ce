"""Every rule hits what it says it hits and misses what it says it misses."""

from __future__ import annotations

import pytest

from compare.chinese.normalize import fold
from compare.rules import PACKAGED, Book, current, topics
from compare.rules.book import SHARED, Change
from compare.rules.check import lint_book
from compare.rules.rule import PLACES

RULES = [(topic, name) for topic in topics() for name in current().topic(topic).entries]
ENTRY = {"name": "own", "why": "一句说明", "any_of": ["甲"], "hits": ["甲"], "misses": ["乙"]}


@pytest.mark.parametrize(("topic", "name"), RULES)
def test_a_rule_hits_and_misses_what_it_says(topic: str, name: str) -> None:
    rule = current().rule(topic, name)
    assert rule.why and rule.hits and rule.misses
    assert rule.at in PLACES
    for sample in rule.hits:
        assert rule.find(fold(sample)), f"{topic}/{name} must hit {sample}"
    for sample in rule.misses:
        assert not rule.find(fold(sample)), f"{topic}/{name} must miss {sample}"


@pytest.mark.parametrize("topic", [SHARED, *topics()])
def test_every_list_can_be_read(topic: str) -> None:
    read = current().topic(topic)
    assert all(read.list(name) for name in read.lists)


def test_nothing_makes_our_rules_hard_to_read_or_to_trust() -> None:
    assert list(lint_book(PACKAGED)) == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (Change(lists={"idle": ["甲"]}), "list-unused"),
        (Change(({**ENTRY, "any_of": ["甲" * 121]},)), "value-long"),
        (Change(({**ENTRY, "why": ""},)), "no-why"),
        (Change(({**ENTRY, "hits": ["丙"]},)), "misses-a-hit"),
        (Change(({**ENTRY, "misses": ["甲"]},)), "hits-a-miss"),
    ],
)
def test_what_is_hard_to_read_or_to_trust_is_found(change: Change, code: str) -> None:
    assert code in {fault.code for fault in lint_book(Book({"roles_goals": change}))}
