"""No file of rules comes without a test that each of its rules is needed."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from compare.rules import topics
from tests.rules.needed import PROVED


def test_of_every_topic_it_is_proved_that_its_rules_are_needed() -> None:
    for path in sorted(Path(__file__).parent.glob("test_*.py")):
        import_module(f"tests.rules.{path.stem}")
    assert set(topics()) == PROVED
