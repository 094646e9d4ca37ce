"""Checks a taxonomy for everything that would fail in silence.

In: the path of a taxonomy file and, if there is one, the texts it will be used on. Out: problems with file, line,
column and the words that stand there, none hiding another. Typing faults are found by `lines`, faults of fields and
values on loading; the rules here judge a taxonomy that could be built. A rule is a module with ``check(subject)`` that
documents itself; a new rule is one file and one entry here.
Example: keyword 高企 without a guard gives `taxonomy.short-strong`; with a corpus that says “提高企业……”, also
`taxonomy.collision`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from compare.problems import Problem
from compare.taxonomy.files import read_taxonomy
from compare.taxonomy.lint import (
    collisions,
    dead,
    documentation,
    duplicates,
    masks,
    never,
    short,
    yaml_words,
)
from compare.taxonomy.lint.subject import Subject


class Rule(Protocol):
    """One question asked of a whole taxonomy."""

    def check(self, subject: Subject) -> Iterator[Problem]:
        """The faults of this kind, in any order."""
        ...


RULES: tuple[Rule, ...] = (yaml_words, duplicates, masks, never, short, collisions, dead, documentation)


def lint_taxonomy(path: Path, corpus_texts: Sequence[str] | None = None) -> list[Problem]:
    """All problems of a taxonomy file and its includes, by place; with a corpus also those that need one."""
    loaded = read_taxonomy(path)
    problems = list(loaded.problems)
    if loaded.taxonomy is not None:
        subject = Subject(loaded.taxonomy, loaded, corpus_texts)
        problems += [fault for rule in RULES for fault in rule.check(subject)]
    return sorted(set(problems), key=lambda fault: (fault.place, fault))
