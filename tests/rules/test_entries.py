"""Every rule hits what it says it hits and misses what it says it misses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from compare.chinese.normalize import fold
from compare.rules import current, topics
from compare.rules.rule import PLACES

LONGEST = 120
"""letters of a value that can be read at a glance"""
RULES = [(topic, name) for topic in topics() for name in current().topic(topic).entries]


@pytest.mark.parametrize(("topic", "name"), RULES)
def test_a_rule_hits_and_misses_what_it_says(topic: str, name: str) -> None:
    rule = current().rule(topic, name)
    assert rule.why and rule.hits and rule.misses
    assert rule.at in PLACES
    for sample in rule.hits:
        assert rule.find(fold(sample.text)), f"{topic}/{name} must hit {sample.text}"
    for sample in rule.misses:
        assert not rule.find(fold(sample.text)), f"{topic}/{name} must miss {sample.text}"


@pytest.mark.parametrize("topic", ["words", *topics()])
def test_every_list_can_be_read_and_is_named(topic: str) -> None:
    read = current().topic(topic)
    for name in read.lists:
        assert read.list(name)
    everything = str(
        [current().topic(t).entries for t in topics()] + [current().topic(t).lists for t in ("words", *topics())]
    )
    assert [name for name in read.lists if f"{{{name}}}" not in everything] == []


@pytest.mark.parametrize("topic", ["words", *topics()])
def test_no_value_is_too_long_to_read(topic: str) -> None:
    read = current().topic(topic)
    assert [v for v in _values([list(read.entries.values()), read.lists]) if len(v) > LONGEST] == []


def _values(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from _values(value)
    elif isinstance(data, list):
        for value in data:
            yield from _values(value)
    else:
        yield str(data)
