"""What came and what went between successive periods of one row.

In: a `Voice`. Out: Markdown, empty if no row has several periods.
Example: **临江区**，2016-2020 → 2021-2025：新出现 1 个子类：高层次人才引进（临江2021-3.1-1）。
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from compare.matrix.contrasts import Change
from compare.reports.narrative.markup import Md, bullets
from compare.reports.narrative.voice import Voice

STATUSES = ("came", "went", "stayed")


def tell_changes(voice: Voice) -> Md:
    """What came and what went between successive periods of one row; empty if no row has several periods."""
    changes = voice.analysis.changes
    if not changes:
        return Md("")
    parts = [voice.say("changes.note")]
    for (row, before, after), found in groupby(changes, key=lambda c: (c.row, c.before, c.after)):
        parts.append(voice.say("changes.head", row=voice.comparison.labels[row], before=before, after=after))
        parts.append(_change_lines(voice, list(found)))
    return Md("\n\n".join(parts))


def _change_lines(voice: Voice, changes: Sequence[Change]) -> Md:
    lines = []
    for status in STATUSES:
        found = [change for change in changes if change.status == status]
        if found:
            parts = [_change(voice, change) for change in found]
            lines.append(voice.say(f"changes.{status}", n=len(found), parts=voice.join(parts)))
    return bullets(lines)


def _change(voice: Voice, change: Change) -> Md:
    """The sub-type with its counts where both periods have it, and the strongest of its evidence."""
    ids = (*change.evidence_before[:1], *change.evidence_after[:1]) if change.status == "stayed" else ()
    all_ids = ids or change.evidence_before or change.evidence_after
    counts = {"before": len(change.evidence_before), "after": len(change.evidence_after)}
    key = "changes.part_both" if change.status == "stayed" else "changes.part"
    return voice.say(key, name=voice.label(change.subtype), cites=voice.cite(all_ids, 2), **counts)
