"""Checks a taxonomy for everything that would fail in silence.

In: the path of a taxonomy file and, if there is a corpus, the way to find its keywords there. Out: problems with file,
line, column and the words that stand there, none hiding another. Typing faults and faults of fields
and values are found on loading; `rules` judge a taxonomy that could be built, `corpus` what it finds in texts.
Example: keyword 高企 without a guard gives `taxonomy.short-strong`; with a corpus that says “提高企业……”, also
`taxonomy.collision`.
"""

from __future__ import annotations

from pathlib import Path

from compare.problems import Problem
from compare.taxonomy.files import read_taxonomy
from compare.taxonomy.lint.corpus import Find, check_corpus
from compare.taxonomy.lint.rules import RULES, Subject


def lint_taxonomy(path: Path, find: Find | None = None) -> list[Problem]:
    """All problems of a taxonomy file and its includes, by place; `find` gives the hits in a corpus, if there is one.

    The hits must be those of the coding's own matcher: what it would not count is dead, whatever letters stand there.
    """
    loaded = read_taxonomy(path)
    problems = list(loaded.problems)
    if loaded.taxonomy is not None:
        subject = Subject(loaded.taxonomy, loaded)
        problems += [fault for rule in RULES for fault in rule(subject)]
        problems += check_corpus(subject, find(loaded.taxonomy)) if find else ()
    return sorted(set(problems), key=lambda fault: (fault.place, fault))
