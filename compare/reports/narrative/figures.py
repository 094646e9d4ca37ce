"""Sums of money as the texts state them, and what every list of figures needs.

In: a `Voice`. Out: Markdown tables whose every line opens its paragraph.
Example: 临江区 · 企业培育 · 定额 · 一次性奖励20万元 · 高新技术企业.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from compare.matrix.comparison import unit_id
from compare.model import Amount, Target
from compare.reports.narrative.markup import Md, table
from compare.reports.narrative.tables import LONG
from compare.reports.narrative.voice import Reference, Voice

Figure = TypeVar("Figure", Target, Amount)


def reference(voice: Voice, item: Target | Amount) -> Reference:
    """The paragraph of a figure, to be referred to."""
    document, paragraph = voice.study.by_id[item.document_id], voice.study.paragraphs[item.paragraph_key]
    return unit_id(document, paragraph), paragraph.key


def quotable(voice: Voice, items: Iterable[Figure]) -> tuple[list[Figure], int]:
    """Those of counted documents that may be quoted, and the number of the others among the counted."""
    counted = [item for item in items if voice.study.by_id[item.document_id].included]
    kept = [item for item in counted if voice.quotable(item.document_id)]
    return kept, len(counted) - len(kept)


def limited(
    voice: Voice, more: str, items: Sequence[Figure], make: Callable[[Voice, Sequence[Figure]], Md]
) -> list[Md]:
    """A table of the first `LONG` items, and how many there are; `more` is the key of that sentence."""
    parts = [make(voice, items[:LONG])]
    if len(items) > LONG:
        parts.append(voice.say(more, n=LONG, all=len(items)))
    return parts


def tell_amounts(voice: Voice) -> Md:
    """Amounts as written, by district and type; says so if there are none."""
    kept, unquoted = quotable(voice, voice.study.amounts)
    parts = [voice.say("amounts.note" if kept else "amounts.none")]
    if kept:
        parts += limited(voice, "amounts.more", kept, _amounts_table)
    if unquoted:
        parts.append(voice.say("amounts.unquoted", n=unquoted))
    return Md("\n\n".join(parts))


def _amounts_table(voice: Voice, amounts: Sequence[Amount]) -> Md:
    keys = ("row", "type", "kind", "layer", "amount", "beneficiary", "condition", "evidence")
    lines = []
    for amount in amounts:
        kind = (voice.label(amount.measure_id) if amount.measure_id else "", voice.amount_kind(amount))
        terms = (amount.raw, amount.beneficiary, amount.condition)
        lines.append(
            (
                voice.comparison.row_of[amount.document_id],
                *kind,
                voice.role(amount.layer),
                *terms,
                voice.link(*reference(voice, amount)),
            )
        )
    return table([voice.say(f"head.{key}") for key in keys], lines)
