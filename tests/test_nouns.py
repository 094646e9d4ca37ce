"""How values are made: more than five fields are given by name, so that two of one type cannot change places."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from dataclasses import is_dataclass

import pytest

import compare

FEW = 5
"""values that may be given by position"""


def dataclasses() -> Iterator[type]:
    for found in pkgutil.walk_packages(compare.__path__, "compare."):
        if not found.name.endswith("__main__"):
            module = importlib.import_module(found.name)
            classes = (value for value in vars(module).values() if isinstance(value, type) and is_dataclass(value))
            yield from (cls for cls in classes if cls.__module__ == found.name)


@pytest.mark.parametrize("noun", sorted(set(dataclasses()), key=lambda noun: (noun.__module__, noun.__name__)))
def test_more_than_five_fields_are_given_by_name(noun: type) -> None:
    parameters = inspect.signature(noun).parameters.values()
    assert sum(p.kind is p.POSITIONAL_OR_KEYWORD for p in parameters) <= FEW
