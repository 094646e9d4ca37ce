"""Which rules could be deleted without any labelled paragraph noticing.

In: a topic, labelled paragraphs, and what the program decides of one. Out: names of rules. A rule is needed if without
it one of the paragraphs, which stand outside its own entry, is decided otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from compare.rules import current, using

FOLDER = Path(__file__).parent / "labelled"
PROVED: set[str] = set()
"""topics of whose rules some test says that each is needed"""


def proves(*topics: str) -> pytest.MarkDecorator:
    """Marks the test that says of each topic, its argument, that every rule of it is needed."""
    PROVED.update(topics)
    return pytest.mark.parametrize("topic", topics)


def labelled(topic: str) -> list[dict[str, Any]]:
    """Our own labelled paragraphs of a topic."""
    return list(yaml.safe_load((FOLDER / f"{topic}.yaml").read_text(encoding="utf-8")))


def unnoticed(topic: str, cases: Sequence[Any], decide: Callable[[Any], Any]) -> list[str]:
    """Names of the rules without which every case is decided as with them."""
    before = [decide(case) for case in cases]
    return [name for name in current().topic(topic).entries if _same(topic, name, cases, before, decide)]


def _same(topic: str, name: str, cases: Sequence[Any], before: Sequence[Any], decide: Callable[[Any], Any]) -> bool:
    with using(current().without(topic, name)):
        return all(decide(case) == was for case, was in zip(cases, before, strict=True))
