"""See traditional Chinese (Hong Kong, Macau, Taiwan, badly converted copies) as simplified.

In: text. Out: text of equal length in simplified characters; or text with regional words exchanged, and the way back.
Example: ``simplified("軟體園區")`` → “软体园区”; an `Exchange` of 软体 for 软件 makes “软件园区” of it.
Characters go through OpenCC (t2s, which looks at phrases: 乾燥 → 干燥, 乾坤 stays), loaded when the first traditional
text turns up. Its exchange of words (tw2sp) is not used: it turns 智慧城市 into 智能城市, 線上線下 into 在线线下.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from compare import lexicons

Origin = tuple[int, int]
"""half-open span of the text before words were exchanged"""

_WORDS = lexicons.load("traditional")
_SHOWS = re.compile(f"[{''.join(_WORDS['shows'])}]")
"""the commonest characters that simplified Chinese does not use: those of the 560 most frequent characters of policy
texts that have a traditional form outside GB 2312, with the forms of Taiwan and Hong Kong"""
_VARIANTS = str.maketrans(_WORDS["variants"])
"""forms that OpenCC's t2s leaves alone"""


def shows_traditional(text: str) -> bool:
    """Quick test: True if a common character stands in the text that simplified Chinese does not use."""
    return _SHOWS.search(text) is not None


def traditional_share(text: str) -> float:
    """Share of the Han characters that simplified Chinese does not use; about 0.3 in traditional policy texts."""
    shown = len(_SHOWS.findall(text))
    return shown / sum("\u3400" <= c <= "\u9fff" for c in text) if shown else 0.0


def simplified(text: str) -> str:
    """The text in simplified characters; equal length, so offsets stay true. Simplified text comes back as it is."""
    if _SHOWS.search(text) is None:
        return text
    converted = _convert(text)
    if len(converted) != len(text):
        converted = "".join(s if len(s := _convert(c)) == 1 else c for c in text)
    return converted.translate(_VARIANTS)


def _convert(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("t2s")


class Exchange:
    """Regional words for those of the mainland; longest first. Both sides in simplified characters."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._pattern = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")

    def __call__(self, text: str) -> tuple[str, Sequence[Origin] | None]:
        """The text with its words exchanged, and for each character the span of `text` it comes from.

        Every character of an exchanged word comes from all of the word: 创科 at [3:5) → four characters of [3:5).
        The second value is None when nothing was exchanged.
        """
        pieces: list[str] = []
        origins: list[Origin] = []
        at = 0
        for found in self._pattern.finditer(text):
            word = self._words[found.group()]
            if word == found.group():
                continue
            pieces += [text[at : found.start()], word]
            origins += [(i, i + 1) for i in range(at, found.start())] + [found.span()] * len(word)
            at = found.end()
        if not pieces:
            return text, None
        return "".join([*pieces, text[at:]]), origins + [(i, i + 1) for i in range(at, len(text))]
