"""Words as YAML, quoted where YAML would take them for something else.

In: a string. Out: a scalar that every YAML program reads back as the same string.
Example: 孵化器 stays plain; ``863``, ``NO``, ``AI: 应用`` and ``*重点`` are put in double quotes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

import yaml

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<][^,\[\]{}:?\n\r\t]*")
_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers


def scalar(text: str) -> str:
    """The text as a YAML scalar that is safe in block and in flow context."""
    safe = _PLAIN.fullmatch(text) and text == text.strip() and " #" not in text
    if safe and text.isprintable() and not _has_other_type(text):
        return text
    return _quoted(text)


def term(text: str) -> str:
    """A keyword as a YAML scalar: quoted also where it holds 、, which the loader takes for a slip otherwise."""
    return _quoted(text) if "、" in text else scalar(text)


def _quoted(text: str) -> str:
    return _HIDDEN.sub(lambda m: f"\\u{ord(m.group()):04x}", json.dumps(text, ensure_ascii=False))


def flow(texts: Iterable[str]) -> str:
    """A list of terms in brackets."""
    return f"[{', '.join(map(term, texts))}]"


def _has_other_type(text: str) -> bool:
    candidates = _RESOLVERS.get(text[:1], [])
    return any(expression.match(text) for _, expression in candidates)
