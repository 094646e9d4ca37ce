"""A gap of Han characters ends at the first digit, mark or blank."""

from __future__ import annotations

import re

import pytest

from compare.rules.phrase import expression


def no_lists(name: str) -> str:
    raise KeyError(name)


@pytest.mark.parametrize(
    ("phrase", "text", "fits"),
    [
        ("~政府", "望江区政府", True),
        ("~政府", "望江区2023政府", False),
        ("~4局", "望江市科技局", False),
        ("~6局", "望江市科技局", True),
        ("~市长\\ ~4", "望江市市长 李明", True),
        ("~市长\\ ~4", "望江市市长李明", False),
    ],
)
def test_it_holds_letters_only(phrase: str, text: str, fits: bool) -> None:
    assert bool(re.fullmatch(expression(phrase, no_lists), text)) is fits
