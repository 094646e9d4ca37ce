"""Whether rules say what their sentences say, and whether a person can read them.

In: a `Rule`, or the entries of a topic. Out: `Fault`s. Example: a rule that takes 给予处分 although its `misses` hold
that sentence gives the fault ``hits-a-miss``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from compare.chinese.normalize import fold
from compare.rules.book import SHARED, Book, Topic, topics
from compare.rules.rule import Rule

LONGEST = 120
"""letters of a value that can be read at a glance"""


class Fault(NamedTuple):
    """What is wrong with a rule: a code of the wording of problems, and the words it is about."""

    code: str
    topic: str
    name: str
    text: str = ""


def check_rule(rule: Rule) -> Iterator[Fault]:
    """Sentences that come out otherwise than written."""
    for code, samples, wanted in (("misses-a-hit", rule.hits, True), ("hits-a-miss", rule.misses, False)):
        for sample in samples:
            if bool(rule.find(fold(sample.text))) != wanted:
                yield Fault(code, rule.topic, rule.name, sample.text)


def lint_book(book: Book) -> Iterator[Fault]:
    """Everything that makes the rules of a book hard to read or to trust."""
    named = str([(book.topic(t).entries, book.topic(t).lists) for t in (SHARED, *topics())])
    for name in (SHARED, *topics()):
        topic = book.topic(name)
        yield from _lint_lists(topic, named)
        for entry in topic.entries.values():
            yield from _lint_entry(topic, entry)


def _lint_lists(topic: Topic, named: str) -> Iterator[Fault]:
    for name, words in topic.lists.items():
        if f"{{{name}}}" not in named:
            yield Fault("list-unused", topic.name, name)
        yield from (Fault("value-long", topic.name, name, text) for text in values(words) if len(text) > LONGEST)


def _lint_entry(topic: Topic, entry: Any) -> Iterator[Fault]:
    name = entry["name"]
    if name in topic.off:
        return
    for field in ("why", "hits", "misses"):
        if not entry.get(field):
            yield Fault(f"no-{field}", topic.name, name)
    yield from (Fault("value-long", topic.name, name, text) for text in values(entry) if len(text) > LONGEST)
    yield from check_rule(topic.rule(name))


def values(data: Any) -> Iterator[str]:
    """All texts of an entry."""
    if isinstance(data, dict):
        data = list(data.values())
    if isinstance(data, list | tuple):
        for item in data:
            yield from values(item)
    else:
        yield str(data)
