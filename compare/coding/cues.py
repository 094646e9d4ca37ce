"""Read a keyword's surroundings: is it forbidden, denied, or in the title of another document?

In: a clause, the keyword's position, the taxonomy's cue words. Out: why it does not count and the words that decided.
Example: “科技信贷产品供给不足”: 科技信贷 is denied by 不足.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from compare import lexicons
from compare.kinds import Rejection
from compare.model import Cues, Span

_NEGATIVE_REACH = 12
"""characters after the keyword within which 不足, 缺乏 … deny it (domain rule C5)"""


@cache
def _made() -> re.Pattern[str]:
    """Verbs whose object is the document itself; any other 《…》 is a citation (domain rule G18)."""
    return re.compile(f"(?:{'|'.join(lexicons.load('verbs')['made'])})[^。;《》]{{0,8}}$")


def cited_title(text: str, position: int) -> str:
    """The start of the cited title 《…》 that a position stands in; empty outside titles and in titles being made."""
    opening = text.rfind("《", 0, position)
    if opening < 0 or text.find("》", opening, position) >= 0 or text.find("》", position) < 0:
        return ""
    if _made().search(text[max(0, opening - 14) : opening]):
        return ""
    return text[opening : opening + 20]


class Denials(NamedTuple):
    """The cues of a text that forbid or deny: mostly one or two of fifty."""

    prohibition: Sequence[str]
    negative: Sequence[str]
    negative_cancel: Sequence[str]


def denials(text: str, cues: Cues) -> Denials | None:
    """Those that the text holds at all."""
    prohibition = [cue for cue in cues.prohibition if cue in text]
    negative = [cue for cue in cues.negative if cue in text]
    if not prohibition and not negative:
        return None
    return Denials(prohibition, negative, cues.negative_cancel)


def polarity(text: str, start: int, end: int, clause: Span, cues: Cues | Denials) -> tuple[Rejection, str] | None:
    """(why, cue) if the clause forbids or denies what the keyword names; None otherwise."""
    before = text[clause.start : start]
    for cue in cues.prohibition:
        if cue in before:
            return "prohibited", cue
    if not cues.negative:
        return None
    after = text[end : min(clause.end, end + _NEGATIVE_REACH)]
    for cue in cues.negative:
        if (at := after.find(cue)) >= 0 and not any(c in before + after[:at] for c in cues.negative_cancel):
            return "negated", cue
    return None
