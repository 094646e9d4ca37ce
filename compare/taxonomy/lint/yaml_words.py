"""Words that other YAML programs read as numbers, truth values, times or dates; here they stay text.

Noted: ``[863, NO, 12:30, 1_000, 0755, .5, 2024-01-01, null]``.  Not: ``["863"]``, ``[5G, 3D打印]``.
"""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from compare.problems import Problem
from compare.taxonomy.lint.subject import Subject, found

_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers
_KINDS = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null", "timestamp")}


def check(subject: Subject) -> Iterator[Problem]:
    """Unquoted words that YAML 1.1 gives another type."""
    for place, word in subject.words:
        if isinstance(word.node, yaml.ScalarNode) and not word.node.style and _is_other(word.text):
            yield found("yaml-type", "note", place, keyword=word.text, becomes=yaml.safe_load(word.text))


def _is_other(text: str) -> bool:
    candidates = _RESOLVERS.get(text[:1], [])
    return any(tag in _KINDS and expression.match(text) for tag, expression in candidates)
