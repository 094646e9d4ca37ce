"""Marks around and inside titles."""

from __future__ import annotations

import pytest

from compare.chinese.titles import title_words


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("科技创新规划", "科技创新规划"),
        ("《科技创新规划》", "科技创新规划"),
        ("关于《创新办法》的解读", "关于〈创新办法〉的解读"),
        ("关于印发《创新办法》", "关于印发〈创新办法〉"),
        ("《创新办法》与《人才办法》", "〈创新办法〉与〈人才办法〉"),
    ],
)
def test_inner_marks_are_single(title: str, words: str) -> None:
    assert title_words(title) == words
