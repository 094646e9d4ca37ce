"""Cut a paragraph into sentences and clauses, as spans.

In: a paragraph's text. Out: half-open spans that cover it. Example: “支持孵化器建设。鼓励企业设立研发机构,给予补助。”
has two sentences and three clauses. Marks inside quotation marks and brackets do not end a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.model import Span

_SENTENCE_END = re.compile(r"[。!?！？;；\n]+[”’」』\"')）】》]*")
_CLAUSE_END = re.compile(r"[。!?！？;；:：,，\n]+[”’」』\"')）】》]*")
_OPEN = "“《(（【"
_CLOSE = "”》)）】"


def sentences(text: str) -> tuple[Span, ...]:
    """Sentence spans; 。 ! ? ; end one unless they stand inside an open quotation or bracket of the same sentence."""
    return tuple(_cut(text, _SENTENCE_END))


def clauses(text: str) -> tuple[Span, ...]:
    """Clause spans; commas and colons end one as well."""
    return tuple(_cut(text, _CLAUSE_END))


def first_sentence(text: str) -> Span:
    """The span of the lead sentence: up to the first 。!?; or colon-free end of text."""
    for span in _cut(text, _SENTENCE_END):
        return span
    return Span(0, len(text))


def _cut(text: str, ends: re.Pattern[str]) -> Iterator[Span]:
    start = 0
    for stop in ends.finditer(text):
        if _inside(text, start, stop.start()):
            continue
        yield Span(start, stop.end())
        start = stop.end()
    if start < len(text):
        yield Span(start, len(text))


def _inside(text: str, start: int, end: int) -> bool:
    """True if a quotation or bracket opened after `start` is still open at `end`."""
    piece = text[start:end]
    return any(piece.count(o) > piece.count(c) for o, c in zip(_OPEN, _CLOSE, strict=True)) and any(
        c in text[end : end + 60] for c in _CLOSE
    )
