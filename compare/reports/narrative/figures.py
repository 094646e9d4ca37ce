"""Targets and sums of money, as the texts state them.

In: a `Voice`. Out: Markdown tables whose every line opens its paragraph; results never stand among targets.
Example: “到2025年,高新技术企业超过150家” becomes the line 高新技术企业数量 · 临江区 · >150家 · 2025 · 86家（2020）.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from compare.coding.indicators import added_name
from compare.matrix.comparison import unit_id
from compare.matrix.rows import level_rank
from compare.model import Amount, Target
from compare.reports.narrative.markup import Md, bullets, table
from compare.reports.narrative.tables import LONG
from compare.reports.narrative.voice import Reference, Voice
from compare.wording import number

SHARED = 12
"""indicators set side by side in sentences; the table holds the rest"""

Figure = TypeVar("Figure", Target, Amount)


# --- values -----------------------------------------------------------------------------------------------------


def target_value(voice: Voice, target: Target) -> Md:
    """A target's value with comparator and unit: ``≥800家``, ``10–15家``, 增长15%."""
    if target.value is None:
        return voice.say("target.qualitative")
    figure = number(target.value)
    if target.value_to is not None:
        figure = f"{figure}–{number(target.value_to)}"
    figure += target.unit
    if "approximate" in target.flags and target.comparator != "×":
        figure = voice.say("target.about", value=figure)
    if target.comparator in ("+", "+%"):
        figure = voice.say("target.growth", value=figure)
    elif target.comparator in ("-", "-%"):
        figure = voice.say("target.decline", value=figure)
    elif target.comparator == "×":
        figure = voice.say("target.multiple", value=number(target.value))
    elif target.comparator in ("≥", "≤", ">", "<"):
        figure = target.comparator + figure
    if "annual" in target.flags:
        growing = target.comparator in ("+", "+%", "-", "-%")
        return Md(voice.say("target.annual_change" if growing else "target.annual") + _text(figure))
    return Md(_text(figure))


def _text(figure: str) -> str:
    return figure if isinstance(figure, Md) else figure.replace("<", "&lt;").replace(">", "&gt;")


def _year(voice: Voice, target: Target) -> str:
    if not target.year:
        return ""
    if target.year_origin in ("inherited", "period"):
        return voice.say("target.year_inferred", year=target.year)
    return str(target.year)


def _base(voice: Voice, target: Target) -> str:
    if target.base_value is None:
        return ""
    value = f"{number(target.base_value)}{target.unit}"
    return voice.say("target.base", value=value, year=target.base_year) if target.base_year else value


def indicator(target: Target) -> str:
    """The folded name of an indicator, else the one in the text."""
    return target.indicator_std or target.indicator


def _reference(voice: Voice, item: Target | Amount) -> Reference:
    document, paragraph = voice.study.by_id[item.document_id], voice.study.paragraphs[item.paragraph_key]
    return unit_id(document, paragraph), paragraph.key


def _quotable(voice: Voice, items: Iterable[Figure]) -> tuple[list[Figure], int]:
    """Those of counted documents that may be quoted, and the number of the others among the counted."""
    counted = [item for item in items if voice.study.by_id[item.document_id].included]
    kept = [item for item in counted if voice.quotable(item.document_id)]
    return kept, len(counted) - len(kept)


def _together(targets: Sequence[Target]) -> list[Target]:
    """Same indicators side by side, in the order of their first appearance."""
    order = {name: place for place, name in enumerate(dict.fromkeys(indicator(t) for t in targets))}
    return sorted(targets, key=lambda t: order[indicator(t)])


# --- tables -----------------------------------------------------------------------------------------------------


def tell_targets(voice: Voice) -> Md:
    """Targets first, reported results in a table of their own below."""
    kept, unquoted = _quotable(voice, voice.study.targets)
    targets = _together([t for t in kept if t.status == "target"])
    results = _together([t for t in kept if t.status == "achievement"])
    uncertain = sum(t.status == "uncertain" for t in kept)
    parts = [voice.say("targets.note" if targets else "targets.none")]
    if targets:
        parts += _limited(voice, "targets.more", targets, _targets_table)
    if results:
        parts.append(Md(f"### {voice.say('targets.results')}"))
        parts += _limited(voice, "targets.more", results, _results_table)
    if uncertain:
        parts.append(voice.say("targets.uncertain", n=uncertain))
    if unquoted:
        parts.append(voice.say("targets.unquoted", n=unquoted))
    return Md("\n\n".join(parts))


def _limited(
    voice: Voice, more: str, items: Sequence[Figure], make: Callable[[Voice, Sequence[Figure]], Md]
) -> list[Md]:
    parts = [make(voice, items[:LONG])]
    if len(items) > LONG:
        parts.append(voice.say(more, n=LONG, all=len(items)))
    return parts


def _targets_table(voice: Voice, targets: Sequence[Target]) -> Md:
    keys = ("indicator", *voice.placing, "value", "target_year", "base", "nature", "evidence")
    lines = []
    for target in targets:
        fact = voice.study.by_id[target.document_id].metadata.value
        place = voice.place(voice.comparison.row_of[target.document_id], fact("level"))
        value = (target_value(voice, target), _year(voice, target), _base(voice, target))
        lines.append((indicator(target), *place, *value, target.nature, voice.link(*_reference(voice, target))))
    return table([voice.say(f"head.{key}") for key in keys], lines)


def _results_table(voice: Voice, results: Sequence[Target]) -> Md:
    keys = ("indicator", *voice.placing, "result", "year", "evidence")
    lines = []
    for result in results:
        document = voice.study.by_id[result.document_id]
        place = voice.place(voice.comparison.row_of[result.document_id], document.metadata.value("level"))
        value = (target_value(voice, result), _year(voice, result))
        lines.append((indicator(result), *place, *value, voice.link(*_reference(voice, result))))
    return table([voice.say(f"head.{key}") for key in keys], lines)


def tell_amounts(voice: Voice) -> Md:
    """Amounts as written, by district and type; says so if there are none."""
    kept, unquoted = _quotable(voice, voice.study.amounts)
    parts = [voice.say("amounts.note" if kept else "amounts.none")]
    if kept:
        parts += _limited(voice, "amounts.more", kept, _amounts_table)
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
                voice.link(*_reference(voice, amount)),
            )
        )
    return table([voice.say(f"head.{key}") for key in keys], lines)


# --- side by side -----------------------------------------------------------------------------------------------


def tell_shared_targets(voice: Voice) -> Md:
    """Indicators for which two or more rows set a target, with why they must not simply be ranked."""
    kept, _ = _quotable(voice, voice.study.targets)
    groups: dict[str, list[Target]] = {}
    for target in kept:
        if target.status == "target" and target.value is not None and target.indicator_std:
            groups.setdefault(target.indicator_std, []).append(target)
    shared = [group for group in groups.values() if len({voice.comparison.row_of[t.document_id] for t in group}) > 1]
    if not shared:
        return voice.say("shared_targets.none")
    shared.sort(key=lambda group: -len({voice.comparison.row_of[t.document_id] for t in group}))
    lines = []
    for group in shared[:SHARED]:
        flows = groups.get(added_name(group[0].indicator_std), [])
        lines.append(_shared_line(voice, group, len(flows)))
    return bullets(lines)


def _shared_line(voice: Voice, targets: Sequence[Target], flows: int) -> Md:
    """`flows` counts the targets that state what is newly added of the same thing."""
    parts = Md(voice.wording["clause_join"].join(_shared_part(voice, t) for t in targets[:LONG]))
    line = voice.say("shared_targets.line", indicator=targets[0].indicator_std, parts=parts)
    if unlike := _unlike(voice, targets):
        line = Md(line + voice.wording["gap"] + voice.say("shared_targets.unlike", why=voice.join(unlike)))
    if flows:
        line = Md(line + voice.wording["gap"] + voice.say("shared_targets.flows", n=flows) + voice.wording["stop"])
    return line


def _shared_part(voice: Voice, target: Target) -> Md:
    document = voice.study.by_id[target.document_id]
    level = document.metadata.value("level")
    inferred = "inferred" if target.year_origin in ("inherited", "period") else "plain"
    return voice.say(
        "shared_targets.part" if level and len(voice.placing) > 1 else "shared_targets.part_plain",
        row=voice.comparison.row_of[target.document_id],
        level=level,
        value=target_value(voice, target),
        year=voice.say(f"year.{inferred}", year=target.year) if target.year else voice.say("year.none"),
        cites=voice.refer([_reference(voice, target)]),
    )


def _unlike(voice: Voice, targets: Sequence[Target]) -> list[Md]:
    """What keeps these targets from being comparable: years, levels, units (domain rule E3)."""
    levels = {level_rank(voice.study.by_id[t.document_id].metadata.value("level")) for t in targets}
    yearly = {"annual" in t.flags for t in targets}
    kinds = {t.comparator in ("+", "+%", "-", "-%", "×") for t in targets}
    checks = {
        "years": len({t.year for t in targets}) > 1,
        "levels": len(levels) > 1,
        "units": len({t.unit for t in targets}) > 1 or len(yearly) > 1 or len(kinds) > 1,
    }
    return [voice.say(f"shared_targets.{name}") for name, differs in checks.items() if differs]
