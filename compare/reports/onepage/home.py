"""The page from the side of one's own row: three sentences, what we have, what they have, where they are harder.

In: a `Speech`, a `Beside`. Out: paragraphs and tables.
Example: 孵化器 | 大力发展孵化器 | 望山区：到2025年，市级孵化器达到**7家** | 有数有年限.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from compare.chinese.sentences import holding
from compare.matrix.answer.home import Beside, OurAim, Ours, OurTool, Theirs
from compare.matrix.answer.portraits import Portrait
from compare.matrix.grids.amount_objects import support_objects
from compare.model import Span
from compare.reports.onepage.blocks import Grid, Para, Piece, Rich
from compare.reports.onepage.figures import tell_value
from compare.reports.onepage.speech import Speech

_CLAUSE_ENDS = " ,;.，；。、"


def tell_three(speech: Speech, beside: Beside) -> Para:
    """What we say most on, what each of the others is strong in, what to add first."""
    own = next(p for p in speech.answer.portraits if p.row == speech.answer.home)
    key = "home.three.lead" if own.leads else "home.three.even"
    first = speech.say(
        key, types=speech.types(own.leads), count=own.count, typed=own.typed, units=own.units, **speech.home_slots()
    )
    others = [told for p in speech.answer.portraits if p is not own and (told := _strong_in(speech, p, own))]
    parts = [speech.sentence([first]), speech.sentence([speech.join(others, "clause")] if others else [])]
    if add := _to_add(speech, beside):
        parts.append(speech.sentence([speech.say("home.three.add", names=add)]))
    return Para(speech.say("lead", lead=speech.words["home.three"]), (Piece(speech.sentences(parts)),))


def _strong_in(speech: Speech, portrait: Portrait, own: Portrait) -> str:
    """What another row has more of: sums, numbers, names, else its leading type."""
    if portrait.grants > own.grants:
        what = speech.say("home.three.grants", n=portrait.grants, m=own.grants, **speech.home_slots())
    elif portrait.aims > own.aims:
        what = speech.say("home.three.aims", n=portrait.aims, m=own.aims, **speech.home_slots())
    elif portrait.names:
        what = speech.say("home.three.names", names=speech.join(p.name for p in portrait.names[:2]))
    else:
        what = speech.types(portrait.leads)
    return speech.say("home.three.theirs", row=speech.row([portrait.row]), what=what) if what else ""


def _to_add(speech: Speech, beside: Beside) -> str:
    """Where others state figures and we do not: sub-types, then types; else what most of them have and we lack."""
    hard = [speech.label(item.subtype) for item in beside.stronger if item.why != "firm"]
    aimless = next((lack.aimless for lack in speech.answer.lacks if lack.row == speech.answer.home), ())
    aimed = {line.type_id for line in speech.analysis.target_grid.lines for key in speech.answer.shown
             if key != speech.answer.home and speech.analysis.target_grid.of(line, key)}  # fmt: skip
    types = [id for id in aimless if id in aimed]
    if types and not hard:
        return speech.say("home.three.add_aims", types=speech.types(types[:3]))
    if hard:
        sums = any(item.why == "amount" for item in beside.stronger)
        key = "home.three.add_sums" if sums else "home.three.add_aims"
        return speech.say(key, types=speech.join(dict.fromkeys(hard[:3])))
    return speech.types(list(dict.fromkeys(id for item in beside.theirs for id in item.subtypes))[:3])


def tell_ours(speech: Speech, beside: Beside) -> Grid | Para:
    """What no other row of the page names, in our words."""
    head = tuple(speech.say(f"home.head.{key}", **speech.home_slots()) for key in ("item", "ours", "others"))
    rows = [(speech.bare(speech.label(i.subtype)), speech.point(i.point), _silences(speech, i)) for i in beside.ours]
    rows += [(_object(speech, i), _tool(speech, i), _silences(speech, i)) for i in beside.tools]
    rows += [(speech.bare(i.line.indicator), _aim(speech, i), _silences(speech, i, "unaimed.")) for i in beside.aims]
    return _titled(speech, "home.ours", head, rows, (5, 12, 7))


def _silences(speech: Speech, item: Ours | OurTool | OurAim, kind: str = "said.") -> Rich:
    """What may be said of the others: 望山区节选未见；云州市全文未见."""
    told: dict[str, list[str]] = {}
    for key, verdict in item.others:
        told.setdefault(verdict, []).append(key)
    return speech.bare(
        speech.join((speech.say(f"{kind}{v}", rows=speech.row(keys)) for v, keys in told.items()), "clause")
    )


def _object(speech: Speech, item: OurTool) -> Rich:
    label = support_objects()[item.support.object].label(speech.lang).partition("（")[0]
    return speech.bare(label[:1].upper() + label[1:])


def _tool(speech: Speech, item: OurTool) -> Rich:
    """The clause of the instrument with its source."""
    words = speech.study.paragraphs[item.support.paragraph_key].words
    start, end = holding(words.clauses, item.support.span.start)
    clause = Span(start, start + len(words.source[start:end].rstrip(_CLAUSE_ENDS)))
    evidence = speech.first_evidence(item.support.paragraph_key)
    source = speech.say("bracket", text=speech.source_of(item.support.document_id, item.support.paragraph_key))
    return *speech.quoted(evidence, [clause], [item.support.span]), Piece(source, evidence=evidence)


def _aim(speech: Speech, item: OurAim) -> Rich:
    """The figure with its source."""
    source = speech.say("bracket", text=speech.source_of(item.target.document_id, item.target.paragraph_key))
    return Piece(tell_value(speech, item.target), bold=True), speech.opening(source, item.target.paragraph_key)


def tell_theirs(speech: Speech, beside: Beside) -> Grid | Para:
    """What our whole text does not name, by type and row; nothing of an excerpt."""
    if speech.answer.home in speech.answer.partial:
        caption = speech.say("home.theirs.partial", **speech.home_slots())
        return Para(speech.say("lead", lead=caption), (Piece(speech.words["home.none"]),))
    others = [key for key in speech.answer.shown if any(item.row == key for item in beside.theirs)]
    head = (speech.say("home.head.type"), *(speech.rows[key].label for key in others))
    cells = {(item.column, item.row): item for item in beside.theirs}
    rows = []
    for column in dict.fromkeys(item.column for item in beside.theirs):
        line = [speech.bare(speech.label(column))]
        for key in others:
            item = cells.get((column, key))
            line.append(speech.bare(_missing(speech, item) if item else speech.words["home.nothing"]))
        rows.append(tuple(line))
    return _titled(speech, "home.theirs", head, rows)


def _missing(speech: Speech, item: Theirs) -> str:
    """Sub-types, then the instruments that none of them says already."""
    named = {id: speech.label(id) for id in item.subtypes}
    admitted = [speech.say("home.admitted", name=word, **speech.home_slots()) for word in item.admitted]
    return speech.join([*admitted, *named.values(), *_tools(speech, item, list(named.values()))])


def _tools(speech: Speech, item: Theirs, named: Sequence[str]) -> Iterator[str]:
    """租金补助办法: an object with its instrument, if neither is said already."""
    for id, tool in item.tools:
        label = support_objects()[id].label(speech.lang).partition("（")[0]
        if not any(tool in name or name in tool or name.casefold() in label.casefold() for name in named):
            yield (
                tool if label in tool else label if tool in label else speech.say("home.tool", object=label, tool=tool)
            )


def tell_harder(speech: Speech, beside: Beside) -> Grid | Para:
    """What both have, and in what their words are harder."""
    head = tuple(speech.say(f"home.head.{key}", **speech.home_slots()) for key in ("item", "own", "theirs", "why"))
    rows = []
    for item in beside.stronger:
        theirs = (Piece(speech.say("home.cell", row=speech.row([item.row]), words="")), *speech.point(item.theirs))
        why = speech.bare(speech.words[f"harder.{item.why}"])
        rows.append((speech.bare(speech.label(item.subtype)), speech.point(item.ours), theirs, why))
    return _titled(speech, "home.harder", head, rows, (4, 8, 9, 3))


def _titled(
    speech: Speech, key: str, head: Sequence[str], rows: Sequence[tuple[Rich, ...]], widths: tuple[int, ...] = ()
) -> Grid | Para:
    caption = speech.say(key, **speech.home_slots())
    if not rows:
        return Para(speech.say("lead", lead=caption), (Piece(speech.words["home.none"]),))
    return Grid(tuple(head), tuple(rows), caption, widths)
