"""Notice a text whose paragraphs could not be rebuilt: cells, labels and halves of sentences in place of measures.

In: the draft paragraphs of a document. Out: a `Flag` layout_lost with a sample, or None; and which documents have one.
A short document is only flagged as doubtful (layout_doubtful) and stays in the comparison.
Example: “序号” / “重点任务” / “牵头部门” / “推进政务服务标准化，梳理公” → 408 paragraphs of 10 characters, 64 % of
them ending nowhere. “1.瞪羚企业：奖励50万元” and items under a lead-in are short and whole,
and so is a line that begins with an order or names a sum: “博士后每人每年补贴10万元，连续两年”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from statistics import median

from compare import lexicons
from compare.chinese.normalize import fold
from compare.documents.orders import gives_to, stands_alone
from compare.documents.structure import Draft
from compare.kinds import DocumentFlag
from compare.model import Document, Flag
from compare.rules import rule

LAYOUT_LOST: DocumentFlag = "layout_lost"
LAYOUT_DOUBTFUL: DocumentFlag = "layout_doubtful"
NO_PARAGRAPHS: DocumentFlag = "no_paragraphs"
_UNREAD = (LAYOUT_LOST, NO_PARAGRAPHS)
_LEAST = 8
"""fewer paragraphs tell too little: a notice has a number, a date and an office on lines of their own"""
_CERTAIN = 15
"""fewer are few enough to read through, and too few to leave a document out for them"""
_SHORT = 33
"""characters of the median paragraph; of 149 sample documents the only good ones below it have a few lines"""
_SHARE = 0.5
"""of paragraphs that end nowhere; the worst of the good sample documents has 0.4 (lists of offices), most none"""
_ENDS = re.compile(r"[。;!?:…][”’》)】\"']*$|[)】》”]$")
_SHOWN = 80


def find_lost_layout(drafts: Sequence[Draft], unread: Sequence[str] = ()) -> Flag | None:
    """The flag of a document that is in fragments; `unread` are lines that were taken for neither text nor heading."""
    prose = [draft for draft in drafts if draft.kind != "fact"]
    sizes = [*(len(draft.text) for draft in prose), *map(len, unread)]
    if len(sizes) < _LEAST or median(sizes) > _SHORT:
        return None
    broken = [*filter(_ends_nowhere, unread), *(draft.text for draft in prose if _is_broken(draft))]
    if len(broken) < _SHARE * len(sizes):
        return None
    sample = " / ".join(broken)[:_SHOWN]
    if len(sizes) < _CERTAIN:
        return Flag(LAYOUT_DOUBTFUL, "warn", sample, len(broken))
    return Flag(LAYOUT_LOST, "bad", sample, len(broken))


def is_unread(document: Document) -> bool:
    """True if nothing can be said of what a document holds."""
    return any(flag.code in _UNREAD for flag in document.flags)


def worst_first(flags: Sequence[Flag]) -> tuple[Flag, ...]:
    """The flags in their order, but first the one beside which the others matter little."""
    return tuple(sorted(flags, key=lambda flag: flag.code not in _UNREAD))


def unread_first(documents: Sequence[Document]) -> list[Document]:
    """The documents in their order, those of which nothing can be said before the others."""
    return sorted(documents, key=lambda document: not is_unread(document))


def _is_broken(draft: Draft) -> bool:
    """Neither an item (numbered, or under a lead-in) nor a row of a table, and it ends nowhere."""
    return draft.kind == "text" and not draft.label and not draft.lead and _ends_nowhere(draft.text)


def _ends_nowhere(words: str) -> bool:
    text = fold(words)
    quantity, charge = rule("line_ends", "ends_in_quantity").finder, rule("integrity", "charge").finder
    whole = _ENDS.search(text) or quantity.search(text) or stands_alone(text) or _measure().match(text)
    return not (whole or gives_to(text) or charge.match(text))


@cache
def _measure() -> re.Pattern[str]:
    """How a measure begins that stands on a line of its own without a mark: 支持…"""
    return re.compile("|".join(lexicons.load("verbs")["tasks"]))
