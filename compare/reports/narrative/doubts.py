"""The codings to be checked first, the most doubtful in front, each opening to its paragraph.

In: a `Voice`. Out: how many paragraphs are in doubt, and the most doubtful ones with why; nothing without doubts.
Example: “0.90　两类相近（是否也属人才：“高层次人才”），现归创新平台：“建设重点实验室……”（临江2023-2-1）”.
"""

from __future__ import annotations

from compare.matrix.doubts import Doubtful
from compare.model import OTHER
from compare.reports.narrative.markup import Md, bullets
from compare.reports.narrative.voice import Voice

LISTED = 15
"""paragraphs that are listed; the workbook has more, with room for verdicts"""


def tell_doubts(voice: Voice) -> Md:
    """The section; empty where doubt is not known."""
    if not voice.study.doubts:
        return Md("")
    found = voice.analysis.doubtful
    if not found:
        return voice.say("doubts.none")
    bare = sum(item.evidence.column == OTHER for item in found)
    told = voice.say("doubts.counts", n=len(found), bare=bare, shown=min(LISTED, len(found)))
    return Md(f"{told}\n\n{bullets(_line(voice, item) for item in found[:LISTED])}")


def _line(voice: Voice, item: Doubtful) -> Md:
    evidence, doubt = item
    return voice.say(
        "doubts.line",
        value=f"{doubt.value:.2f}",
        why=voice.doubtful(doubt, item.given),
        type=voice.label(evidence.column),
        quote=voice.quote(evidence),
        cites=voice.cite([evidence.id]),
    )
