"""What each row of the page does most, where it stands out, what one may say it lacks.

In: a `Speech`. Out: paragraphs and the small matrix.
Example: “临江区：孵化载体无数量目标；自认没有院士工作站，后文再未提及。”
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.matrix.answer.portraits import Lack, Portrait
from compare.model import OTHER
from compare.reports.onepage.blocks import Grid, Para, Piece, Rich
from compare.reports.onepage.speech import Speech

FEW_ROWS, MANY_ROWS = 4, 6
"""rows up to which names and main points are told in full, and beyond which a cell of the matrix is its number alone"""


def tell_overall(speech: Speech) -> Para | None:
    """Whether anybody states what is given, who aims at numbers; of many rows which types lead."""
    parts = [_led(speech), _amounts_stated(speech), _aims_stated(speech) if len(speech.answer.shown) > 1 else ""]
    text = speech.sentences(parts)
    return Para(speech.say("lead", lead=speech.words["overall"]), (Piece(text),)) if text else None


def _led(speech: Speech) -> str:
    """Of more rows than the page holds, how many each type leads."""
    if not speech.answer.others:
        return ""
    ordered = sorted(speech.answer.led.items(), key=lambda item: -item[1])
    parts = (speech.say("overall.leads.part", type=speech.label(column), n=n) for column, n in ordered)
    return speech.say("overall.leads", n=len(speech.answer.of("compared")), parts=speech.join(parts))


def _amounts_stated(speech: Speech) -> str:
    stating = [p for p in speech.answer.portraits if p.grants]
    grid = speech.analysis.amount_grid
    unread = [p.row for p in speech.answer.portraits if p.row in grid.unread]
    beside = [p.row for p in speech.answer.portraits if p.row in grid.beside]
    one = len(speech.answer.shown) == 1
    if not stating and not unread and not beside:
        return speech.words["overall.silent.one" if one else "overall.silent"]
    if one and stating:
        return speech.say("overall.stating.one", n=stating[0].grants)
    parts = speech.join(speech.say("overall.stating.part", row=speech.row([p.row]), n=p.grants) for p in stating)
    known = {*speech.answer.partial, *unread, *beside}
    silent = [p.row for p in speech.answer.portraits if not p.grants and p.row not in known]
    said = {"overall.not_stating": silent, "overall.unread": unread, "overall.beside": beside}
    tails = [speech.say(key, rows=speech.row(rows)) for key, rows in said.items() if rows]
    return speech.sentence([speech.say("overall.stating", parts=parts) if parts else "", *tails])


def _aims_stated(speech: Speech) -> str:
    aiming = [p for p in speech.answer.portraits if p.aims]
    if not aiming:
        return speech.words["overall.no_aims"]
    ordered = sorted(aiming, key=lambda p: -p.aims)
    parts = speech.join(speech.say("overall.aims.part", row=speech.row([p.row]), n=p.aims) for p in ordered)
    others = [p.row for p in speech.answer.portraits if not p.aims]
    tail = speech.say("overall.not_aiming", rows=speech.row(others)) if others else ""
    return speech.sentence([speech.say("overall.aims", parts=parts), tail])


def tell_matrix(speech: Speech) -> Grid | None:
    """Measures by type and row with their main points; sums over the types against all measures."""
    if not speech.answer.shown:
        return None
    shown = speech.answer.shown
    columns = [column for column in speech.comparison.columns if column != OTHER]
    lines = [(speech.bare(speech.label(column)), *(_cell(speech, column, key) for key in shown)) for column in columns]
    sums = [sum(len(speech.comparison.cells[key, c].primary) for c in columns) for key in shown]
    total = [speech.say("matrix.sum", n=n, units=speech.rows[key].units) for key, n in zip(shown, sums, strict=True)]
    lines.append(
        (speech.bare(speech.say("matrix.total", types=speech.ordinal(len(columns)))), *map(speech.bare, total))
    )
    steps = tuple(tuple(speech.analysis.shades[key, column] for key in shown) for column in columns)
    return Grid((speech.words["matrix.head"], *(speech.rows[key].label for key in shown)), tuple(lines), steps=steps)


def _cell(speech: Speech, column: str, key: str) -> Rich:
    cell = speech.comparison.cells[key, column]
    leads = column in next(p.leads for p in speech.answer.portraits if p.row == key)
    count = Piece(str(len(cell.primary)), leads, next((e.id for e in speech.analysis.strongest(cell.primary)), ""))
    shown = speech.answer.points[column, key][: 2 if len(speech.answer.shown) <= FEW_ROWS else 1]
    if not shown or len(speech.answer.shown) > MANY_ROWS:
        return (count,)
    return count, Piece(speech.say("matrix.cell", n="", points=speech.briefly(shown)))


def tell_best(speech: Speech) -> Para | None:
    """Each row with its leading types, its tools that have a name, its figures."""
    portraits = speech.answer.portraits
    key = "best" if len(portraits) > 1 else "best.one"
    text = speech.sentences(_portrait(speech, p) for p in portraits)
    return Para(speech.say("lead", lead=speech.words[key]), (Piece(text),)) if text else None


def _portrait(speech: Speech, portrait: Portrait) -> str:
    parts = [_lead(speech, portrait), _named(speech, portrait), *_figures(speech, portrait)]
    return speech.say("lead.colon", lead=speech.row([portrait.row])) + speech.sentence(parts)


def _lead(speech: Speech, portrait: Portrait) -> str:
    if portrait.subject and portrait.typed == portrait.units:
        return speech.say("best.subject", types=speech.types(portrait.subject), units=portrait.units)
    if not portrait.leads:
        key = "best.few" if portrait.typed else "best.untyped"
        return speech.say(key, typed=portrait.typed, units=portrait.units)
    key = "best.lead" if len(portrait.leads) == 1 else "best.lead.each"
    return speech.say(key, types=speech.types(portrait.leads), count=portrait.count, units=portrait.units)


def _named(speech: Speech, portrait: Portrait) -> str:
    shown = portrait.names[: 3 if len(speech.answer.shown) <= FEW_ROWS else 1]
    return speech.say("best.names", names=speech.join(p.name for p in shown)) if shown else ""


def _figures(speech: Speech, portrait: Portrait) -> Iterator[str]:
    if portrait.aims and len(portrait.years) == 1:
        yield speech.say("best.aims_by", n=portrait.aims, year=portrait.years[0])
    elif portrait.aims:
        yield speech.say("best.aims", n=portrait.aims)
    if portrait.grants and len(speech.answer.shown) > 1:
        yield speech.say("best.grants", n=portrait.grants)


def tell_lacks(speech: Speech) -> Para | None:
    """What whole texts lack; of which rows nothing of the kind can be said."""
    if not speech.answer.shown:
        return None
    told = speech.sentences(_lack(speech, lack) for lack in speech.answer.lacks)
    if not told:
        return _unsaid(speech)
    runs = [Piece(told)]
    if speech.answer.partial:
        runs += [Piece(speech.words["gap"]), *speech.lead_in("lacks.unsaid")]
        runs.append(Piece(speech.say("lacks.partial", rows=speech.row(speech.answer.partial))))
    return Para(speech.say("lead", lead=speech.words["lacks"]), tuple(runs))


def _unsaid(speech: Speech) -> Para | None:
    """Where nothing may be said: of whom, if anybody's text is a part; else there is nothing to tell."""
    if not speech.answer.partial:
        return None
    text = speech.say("lacks.partial", rows=speech.row(speech.answer.partial))
    return Para(speech.say("lead", lead=speech.words["lacks.unsaid"]), (Piece(text),))


def _lack(speech: Speech, lack: Lack) -> str:
    parts = []
    if lack.aimless:
        key = "lacks.aimless" if len(lack.aimless) > 1 else "lacks.aimless.one"
        parts.append(speech.say(key, types=speech.types(lack.aimless)))
    if lack.goal_only:
        parts.append(speech.say("lacks.goal_only", names=speech.types(lack.goal_only)))
    if lack.admitted:
        parts.append(speech.say("lacks.admitted", words=speech.join(lack.admitted)))
    if lack.absent:
        parts.append(speech.say("lacks.absent", names=speech.types(lack.absent)))
    if lack.attachments:
        parts[-1] += speech.say("bracket", text=speech.words["lacks.attachments"])
    return speech.say("lead.colon", lead=speech.row([lack.row])) + speech.sentence(parts)
