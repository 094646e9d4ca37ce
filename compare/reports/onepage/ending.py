"""What to copy, what to beware of, which document to open next.

In: a `Speech`. Out: quotations and the last paragraph. Example: “一是望山报道文字疑被改写，不可引用，数字须找原件核对”.
"""

from __future__ import annotations

from compare.matrix.answer.alerts import Warned
from compare.matrix.answer.borrowing import Passage
from compare.reports.onepage.blocks import Para, Piece, Quotes, Rich
from compare.reports.onepage.speech import Speech

WARNINGS = ("first", "second")
FEW = 3
"""documents named in a warning"""


def tell_passages(speech: Speech) -> Quotes | None:
    """Whole sentences with their source."""
    items = tuple(_passage(speech, passage) for passage in speech.answer.passages)
    key = "passages.home" if speech.answer.beside else "passages"
    return Quotes(speech.words[key], items) if items else None


def _passage(speech: Speech, passage: Passage) -> Rich:
    mark = speech.words["quoted"].partition("{text}")
    text = speech.quoted(passage.evidence, [passage.span], passage.bold)
    source = speech.say("bracket", text=speech.source(passage.evidence))
    return Piece(mark[0]), *text, Piece(mark[2]), Piece(source, evidence=passage.evidence)


def tell_warnings(speech: Speech) -> Para | None:
    """The two that matter most, then which document to open."""
    told = [_warned(speech, warned) for warned in speech.answer.warnings[: len(WARNINGS)]]
    after = _next(speech)
    if not told:
        return Para(speech.say("lead", lead=speech.words["next"]), (Piece(after),)) if after else None
    several = len(told) > 1
    numbered = [speech.say(f"warnings.{n}", text=t) for n, t in zip(WARNINGS, told, strict=False)]
    runs = [Piece(speech.sentence(numbered if several else told))]
    if after:
        runs += [Piece(speech.words["gap"]), *speech.lead_in("next"), Piece(after)]
    return Para(speech.say("lead", lead=speech.words["warnings" if several else "warnings.one"]), tuple(runs))


def _warned(speech: Speech, warned: Warned) -> str:
    documents = [speech.study.by_id[id] for id in warned.documents[:FEW]]
    names = speech.documents(documents, timed=False)
    if len(warned.documents) > FEW:
        names = speech.say("more", names=names, n=len(warned.documents))
    return speech.say(f"warn.{warned.code}", documents=names)


def _next(speech: Speech) -> str:
    parts = []
    if speech.answer.open_next and len(speech.answer.shown) > 1:
        aims = any(p.aims for p in speech.answer.portraits)
        key = "next.aims" if not speech.answer.stating else "next.best" if aims else "next.grants"
        parts.append(speech.say(key, document=speech.names[speech.answer.open_next]))
    partial = speech.of_rows(speech.rows[key] for key in speech.answer.partial)
    if partial:
        parts.append(speech.say("next.partial", documents=speech.documents(partial[:FEW], timed=False)))
    return speech.sentence(parts)
