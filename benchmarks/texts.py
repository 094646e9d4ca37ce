"""Texts for the benchmarks: the paragraphs of a folder, or those of seeds/ made into as many megabytes as wanted.

In: a folder, or a size. Out: `Document`s, paragraphs of text. Example: ``generated(1)`` → 1 MB of paragraphs, none
twice: each repetition of a paragraph carries its own number, so that no cache answers for a text it has not seen.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, cycle
from pathlib import Path

from compare.model import Document
from compare.pipeline import read

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
MB = 1_000_000


def documents(sources: Iterable[Path] | None = None) -> tuple[Document, ...]:
    """The documents of the sources; of seeds/ if there are none."""
    return read([*(sources or [SEEDS])]).documents


def size(texts: Iterable[str]) -> float:
    """Megabytes of UTF-8."""
    return sum(len(text.encode()) for text in texts) / MB


def generated(megabytes: float) -> list[str]:
    """Paragraphs of seeds/ over and over, numbered, until they fill the size."""
    found = [p.text for d in documents() for p in d.paragraphs]
    texts: list[str] = []
    left = megabytes * MB
    for number, text in zip(count(1), cycle(found), strict=False):
        texts.append(f"{number}号：{text}")
        left -= len(texts[-1].encode())
        if left <= 0:
            return texts
    return texts
