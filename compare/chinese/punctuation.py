"""Marks as Chinese is printed: full-width between Chinese words, half-width inside numbers and foreign words.

In: text with half-width marks, as many sites have it. Out: text of equal length, so that offsets stay true.
Example: ``full_width("高新技术企业(含培育库),增长12.5%,3:1配套")`` → “高新技术企业（含培育库），增长12.5%，3:1配套”.
"""

from __future__ import annotations

import re

_WORDS = "\u3400-\u9fff\U00020000-\U0003ffff“”‘’《》〈〉【】（）、。，；：％"
_MARK = re.compile(f"(?<=[{_WORDS}])[,;:?!]|[,;:?!](?=[{_WORDS}])")
_BRACKETS = re.compile(rf"(?<=[{_WORDS}])\(([^()]*)\)|\(([^()]*[{_WORDS}][^()]*)\)")
_FULL = str.maketrans({mark: chr(ord(mark) + 0xFEE0) for mark in ",;:?!"})


def full_width(text: str) -> str:
    """The text with full-width commas, semicolons, colons and brackets where its words are Chinese."""
    text = _BRACKETS.sub(lambda found: f"（{found[0][1:-1]}）", text)
    return _MARK.sub(lambda found: found[0].translate(_FULL), text)
