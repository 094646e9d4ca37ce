"""Whether rules say what their sentences say, and whether a person can read them.

In: a `Rule`, or the entries of a topic. Out: `Fault`s. Example: a rule that takes 给予处分 although its `misses` hold
that sentence gives the fault ``hits-a-miss``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from compare.chinese.normalize import fold
from compare.rules.book import PACKAGED, SHARED, Book, Topic, topics
from compare.rules.burden import is_endless
from compare.rules.phrase import PhraseFault, demands_nothing
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
            if bool(rule.find(fold(sample))) != wanted:
                yield Fault(code, rule.topic, rule.name, sample)


def unusable(book: Book) -> Iterator[Fault]:
    """What makes a run by the changes of a book impossible, or other than meant: lists without end, words to take out
    that the program would look for in vain, phrases that never come to an end."""
    changed = book.changes.get(SHARED)
    of_all = changed is not None and bool(changed.lists or changed.more)
    for name in (SHARED, *topics()):
        change = book.changes.get(name)
        if of_all or (change and (change.lists or change.more)):
            yield from _unreadable(book.topic(name), [*book.topic(name).entries])
        if change:
            own = [entry["name"] for entry in change.entries]
            faults = [*_unreadable(book.topic(name), own)]
            yield from faults if not of_all and not (change.lists or change.more) else ()
            for each in {*own} - {fault.name for fault in faults}:
                yield from _unfit(book.topic(name), each)


def _unreadable(topic: Topic, names: Iterable[str]) -> Iterator[Fault]:
    """Lists and rules whose phrases cannot be read together."""
    for name in topic.lists:
        try:
            re.compile(topic.list(name))
        except (PhraseFault, re.error) as fault:
            yield _fault(topic, f"{{{name}}}", fault)
    for name in names:
        try:
            re.compile(topic.rule(name).pattern)
        except (PhraseFault, re.error) as fault:
            yield _fault(topic, name, fault)


def _fault(topic: Topic, name: str, fault: PhraseFault | re.error) -> Fault:
    if isinstance(fault, PhraseFault):
        return Fault(fault.code, topic.name, name, fault.detail)
    return Fault("takes-twice", topic.name, name, str(fault.msg).rpartition("group name ")[2].split("'")[1:2][0])


def _unfit(topic: Topic, name: str) -> Iterator[Fault]:
    """What an own rule would do otherwise than those that it stands in for, or stands among."""
    packaged, rule = PACKAGED.topic(topic.name), topic.rule(name)
    known = [packaged.rule(name)] if name in packaged.entries else packaged.rules
    if rule.pattern in {each.pattern for each in known}:
        return
    if demands_nothing(rule.pattern):
        yield Fault("phrase-nothing", topic.name, name, name)
    alike = [each for each in known if each.name == name or set(each.gives) == set(rule.gives)]
    taken, wanted = _taken(rule), [_taken(each) for each in alike]
    if wanted and taken not in wanted:
        yield Fault("takes-other", topic.name, name, " ".join(f"<{each}:…>" for each in wanted[0]) or "–")
    if any(is_endless(each) for each in _expressions(rule)):
        yield Fault("phrase-endless", topic.name, name)


def _taken(rule: Rule) -> list[str]:
    """The names under which a rule takes words out."""
    return sorted(re.compile(rule.pattern).groupindex)


def _expressions(rule: Rule) -> Iterator[str]:
    yield rule.pattern
    yield from (each.pattern for each in (rule.unless, rule.near, rule.under) if each)


def lint_book(book: Book, *names: str) -> Iterator[Fault]:
    """Everything that makes the rules of a book hard to read or to trust; of some files, or of all."""
    named = str([(book.topic(t).entries, book.topic(t).lists) for t in (SHARED, *topics())])
    for name in names or (SHARED, *topics()):
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
