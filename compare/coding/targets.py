"""Find quantified aims and reported figures: indicator, comparator, value, unit, year, base, status.

In: a `Document` with roles and the main types of its paragraphs. Out: `Target` rows in text order.
Example: “到2027年,瞪羚企业达到100家以上” → 瞪羚企业 ≥ 100 家, 2027, status target.
A figure is a target only if its role, its year or its words look ahead (``_status``, in that order); figures of results
are status achievement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from compare.chinese.normalize import fold
from compare.coding.comparators import find_comparator
from compare.coding.figures import Figure, find_figures, qualitative_aims
from compare.coding.indicators import Indicator, fold_indicator, why_not_folded
from compare.coding.names import counted, left_name, right_name
from compare.coding.patterns import alternatives, cue, word_set
from compare.coding.quantities import Quantity, in_wan
from compare.coding.statements import Statement, Statements
from compare.coding.years import Year, find_years, period_end, year_of_writing
from compare.kinds import TargetStatus, YearOrigin
from compare.lexicons import load
from compare.model import Document, Paragraph, Span, Target

_LAST = re.compile("(?s:.*)[,。;:()!?]")
"""up to the last stop"""
_NOUN = 16
"""characters of the longest noun phrase that stands in for a bare verb"""


@dataclass(slots=True)
class _Context:
    """What the paragraphs of one document share."""

    document: Document
    now: int | None
    end: int | None
    """last year of the document's period"""
    sections: dict[tuple[str, ...], int] = field(default_factory=dict)
    """headings above a dated goal → its year"""
    headed: dict[tuple[str, ...], int | None] = field(default_factory=dict)
    """headings → the last year that they name themselves"""


def find_targets(
    document: Document, main_types: Mapping[str, str], statements: Statements | None = None
) -> tuple[Target, ...]:
    """All figures of a document as rows; `main_types` maps paragraph keys to type ids.

    Roles and grammar follow domain rules E1–E3: no figure from definitions, thresholds, cited titles or grants.
    """
    context = _Context(document, year_of_writing(document.metadata), period_end(document.metadata))
    statements = statements or Statements(document)
    skip = word_set("targets", "roles", "skip")
    rows: list[Target] = []
    for paragraph in document.paragraphs:
        if paragraph.role not in skip and (found := statements.of(paragraph)):
            rows.extend(_read_paragraph(context, paragraph, found, main_types.get(paragraph.key, "")))
    return tuple(rows)


def _read_paragraph(
    context: _Context, paragraph: Paragraph, statements: Sequence[Statement], main_type: str
) -> list[Target]:
    rows: list[Target] = []
    carried: int | None = None
    known = False
    for sentence in statements:
        before = len(rows)
        added = False
        above: Figure | None = None
        figures = find_figures(sentence) or qualitative_aims(sentence)
        if figures and not known:  # only few paragraphs with numbers have figures
            carried, known = _given_year(context, paragraph), True
        for found in figures:
            added = _added(sentence, found, above, added)
            if figure := _named(sentence, found, above):
                row = _row(context, paragraph, main_type, sentence, figure, carried, added, len(rows))
                rows.extend([row] if row else [])
                above = figure
        if dated := _aim_year(sentence, rows[before:]):
            carried, known = dated, True
        if dated and paragraph.role == "goal":
            context.sections.setdefault(_path(paragraph), dated)
    return rows


# --- years -----------------------------------------------------------------------------------------------------


def _given_year(context: _Context, paragraph: Paragraph) -> int | None:
    """The year a paragraph starts with.

    Of its lead-in sentence, else of a dated goal under the same (for goals: or higher) headings, else of a heading.
    """
    if paragraph.role in word_set("targets", "roles", "reported"):
        return None
    path = _path(paragraph)
    depths = range(len(path), 0, -1) if paragraph.role == "goal" else [len(path)]
    section = next((context.sections[path[:d]] for d in depths if path[:d] in context.sections), None)
    if path not in context.headed:
        context.headed[path] = _last_year(path, context.now)
    return _last_year([paragraph.lead], context.now) or section or context.headed[path]


def _path(paragraph: Paragraph) -> tuple[str, ...]:
    return tuple(heading.text for heading in paragraph.headings)


def _last_year(texts: Sequence[str], now: int | None) -> int | None:
    """The last year aimed at in headings or a lead-in: “三、2026年重点工作”."""
    years = [y.value for text in texts for y in find_years(fold(text), now) if y.kind != "base"]
    return years[-1] if years else None


def _aim_year(sentence: Statement, rows: Sequence[Target]) -> int | None:
    """The year that following sentences inherit: one the sentence aims at, or a plan period it sets targets for."""
    if not sentence.years or sentence.past:
        return None
    if aimed := [y.value for y in sentence.years if y.kind == "by"]:
        return aimed[-1]
    if used := [row.year for row in rows if row.year_origin == "explicit" and row.status == "target" and row.year]:
        return used[-1]
    plans = [y.value for y in sentence.years if "五" in sentence.text[y.start : y.end]]
    return plans[-1] if plans and cue("targets", "aims").search(sentence.text, sentence.start, sentence.end) else None


def _year_of(sentence: Statement, figure: Figure) -> Year | None:
    """Its own year in a list of years or in brackets behind it, else the nearest left of it.

    Neither a base year nor a distant vision, nor one in brackets behind another number (高企100家(2027年)、孵化器5家).
    """
    quantity = figure.quantity
    if figure.year:
        return Year(quantity.start, quantity.start, figure.year, "plain")
    if own := next((y for y in sentence.years if _in_brackets_behind(sentence, quantity, y)), None):
        return own
    left = [y for y in sentence.years if y.kind not in ("base", "distant") and y.end <= quantity.start]
    return next((y for y in reversed(left) if not _is_of_another(sentence, y)), None)


def _is_of_another(sentence: Statement, year: Year) -> bool:
    return any(_in_brackets_behind(sentence, quantity, year) for quantity in sentence.quantities)


def _in_brackets_behind(sentence: Statement, quantity: Quantity, year: Year) -> bool:
    text = sentence.text
    return text[quantity.end : year.start].strip() == "(" and text[year.end : year.end + 1] == ")"


def _base_year(sentence: Statement, figure: Figure) -> int | None:
    """The year of the starting value, else the year a growth is measured from (比2020年), in the same clause."""
    if not sentence.years:
        return None
    anchor = figure.base.start if figure.base else figure.quantity.start
    comma = sentence.masked.rfind(",", sentence.start, anchor)
    left = [y for y in sentence.years if max(comma, sentence.start) <= y.start and y.end <= anchor]
    based = [y for y in left if y.kind == "base"] or (left if figure.base else [])
    return based[-1].value if based else None


def _dated(
    context: _Context, sentence: Statement, year: Year | None, carried: int | None
) -> tuple[int | None, YearOrigin]:
    if year:
        return year.value, "explicit"
    if carried:
        return carried, "inherited"
    return (context.end, "period") if context.end and not sentence.reported else (None, "")


# --- target or achievement -------------------------------------------------------------------------------------


def _status(
    context: _Context, sentence: Statement, figure: Figure, year: Year | None, value: int | None
) -> TargetStatus:
    """Decision order of domain rule E3: role and genre, then the year, then the words.

    A dated future figure in a report of results is uncertain rather than achieved.
    """
    sentence = sentence.of_year(year)
    ahead = year is not None and context.now is not None and year.value > context.now
    behind = year is not None and context.now is not None and year.value < context.now
    if sentence.reported:
        return "uncertain" if ahead and sentence.future and not sentence.past else "achievement"
    if context.document.metadata.value("genre") in word_set("targets", "reported_genres"):
        return "target" if ahead and sentence.future else "achievement"
    if "shortfall" in figure.flags:
        return "achievement"
    if ahead:
        return "target"
    planned = year is None and value is not None and context.now is not None and value >= context.now
    past = sentence.surely_past if planned else sentence.past
    done = not sentence.future and (past or (year is None and sentence.weakly_past))
    if year and year.kind == "by":
        return "achievement" if done else "target"
    if done or (behind and not sentence.future):
        return "achievement"
    return "target" if sentence.future or value is not None or sentence.role == "goal" else "uncertain"


# --- what is counted -------------------------------------------------------------------------------------------


def _added(sentence: Statement, figure: Figure, above: Figure | None, before: bool) -> bool:
    """Is it what is newly added (新增, 培育20家) rather than the stock?

    A list goes on as it began: 新增高企20家、科小30家.
    """
    quantity = figure.quantity
    if quantity.kind not in ("count", "measure", "per") or figure.base:
        return False
    floor = above.quantity.end if above and above.quantity.end <= quantity.start else sentence.start
    stop = _LAST.match(sentence.text, floor, quantity.start)
    words = sentence.text[stop.end() if stop else floor : quantity.start]
    if figure.behind and cue("targets", "gained").match(sentence.gap(quantity).lstrip().removeprefix(figure.indicator)):
        return True
    named = words + " " + figure.indicator
    if cue("targets", "flow_words").search(named) or figure.comparator == "+":
        return True
    verb = cue("targets", "flow_verbs").search(words)
    if verb:
        return cue("targets", "stock_words").search(words) is None
    listed = before and above is not None and floor and not _LAST.match(sentence.masked, floor, quantity.start)
    return bool(listed) and cue("targets", "stock_words").search(words) is None


def _named(sentence: Statement, figure: Figure, above: Figure | None) -> Figure | None:
    """A name of one or two characters takes the fuller noun phrase beside it; None where a mere verb has none."""
    name = figure.indicator
    if len(name) > 2 or "qualitative" in figure.flags or (name.isascii() and len(name) > 1 and name != "PF"):
        return figure
    if name in word_set("targets", "short_never"):
        return None
    if name in word_set("targets", "short_again"):
        stop = _LAST.match(sentence.text, sentence.start, figure.quantity.start)
        words = left_name(sentence.text[stop.end() if stop else sentence.start : figure.quantity.start])
        if name in words and len(name) < len(words) <= _NOUN and "、" not in words:
            return figure._replace(indicator=words)
        return figure._replace(indicator=_head(above.indicator) + name) if above else None
    if name not in word_set("targets", "short_verbs"):
        known = name in word_set("targets", "short_known")
        return figure if known else figure._replace(flags=(*figure.flags, "short_name"))
    after = sentence.gap(figure.quantity)
    noun = counted(right_name(after))
    listed = after.lstrip().removeprefix(noun).startswith("、") or cue("masks", "ordinal").match(noun)
    return figure._replace(indicator=noun) if 2 < len(noun) <= _NOUN and not listed else None


def _head(name: str) -> str:
    """重大项目开工 → 重大项目, before the next verb takes its place."""
    return _again().sub("", name)


@cache
def _again() -> re.Pattern[str]:
    return re.compile(f"(?:{alternatives(word_set('targets', 'short_again'))})+$")


# --- rows ------------------------------------------------------------------------------------------------------


def _row(
    context: _Context, paragraph: Paragraph, main_type: str, sentence: Statement, figure: Figure,
    carried: int | None, added: bool, number: int,
) -> Target | None:  # fmt: skip
    quantity = figure.quantity
    year = _year_of(sentence, figure) if sentence.years or figure.year else None
    value, origin = _dated(context, sentence, year, carried)
    status = _status(context, sentence, figure, year, value)
    if sentence.role in word_set("targets", "roles", "dated") and not (
        year and year.kind == "by" and status == "target"
    ):
        return None
    stated = status == "achievement" and figure.comparator == "≥" and quantity.bound != "≥"
    known = _known(sentence, figure, added)
    return Target(
        id=f"{paragraph.key}-t{number + 1}", document_id=context.document.id, paragraph_key=paragraph.key,
        indicator=figure.indicator, indicator_std=known.name if known else "",
        comparator="=" if stated else figure.comparator, **_values(figure, known.unit if known else ""),
        year=value, year_origin=origin, base_year=_base_year(sentence, figure), status=status,
        measure_id=main_type or (known.type if known else ""), span=Span(quantity.start, quantity.end),
        sentence=paragraph.text[sentence.start : sentence.end].strip(),
        flags=(*figure.flags, *_flags(sentence, figure, year, added)), nature=_nature(sentence, figure),
        tone=_tone(sentence, quantity), reached=not stated and _is_reached(sentence, figure),
        bound=_bound(figure), spoken=_spoken(paragraph, sentence, quantity),
    )  # fmt: skip


def _known(sentence: Statement, figure: Figure, added: bool) -> Indicator | None:
    """The standard name, with what the figure is of it: so much, so much more, or a rate of growth."""
    quantity = figure.quantity
    grown = figure.comparator in ("+%", "-%")
    if figure.comparator == "range":  # the range took the place of the word before it
        grown = quantity.unit == "%" and find_comparator(sentence.before(quantity), quantity)[0] in ("+", "-")
    if figure.comparator in ("+", "×"):
        return fold_indicator(figure.indicator, load("quantities")["multiple"], added)
    return fold_indicator(figure.indicator, quantity.unit, added, grown)


def _spoken(paragraph: Paragraph, sentence: Statement, quantity: Quantity) -> str:
    """The words of a value without a number, of a share that is no figure (三分之一), of a growth by some times."""
    if quantity.kind == "factor" and find_comparator(sentence.before(quantity), quantity)[0] == "+":
        grown: str = load("targets")["grown"]
        return grown + paragraph.text[quantity.start : quantity.end]
    if quantity.kind in ("whole", "doubling", "first") or (quantity.kind == "percent" and quantity.han):
        return paragraph.text[quantity.start : quantity.end]
    return ""


def _bound(figure: Figure) -> Literal["≥", "≤", ""]:
    bound = figure.quantity.bound
    return bound if figure.comparator in ("+", "-", "+%", "-%") and bound != "≈" else ""


def _tone(sentence: Statement, quantity: Quantity) -> str:
    """How firmly the figure is said: the last such word left of it (力争), which holds for what follows."""
    found = list(cue("targets", "tone").finditer(sentence.text, sentence.start, quantity.start))
    return found[-1].group() if found else ""


def _is_reached(sentence: Statement, figure: Figure) -> bool:
    """达到 rather than 以上 or 不低于: the value itself is named, not a bound below which it must not fall."""
    if figure.comparator != "≥" or figure.quantity.bound:
        return False
    return not sentence.clause(figure.quantity).endswith(tuple(word_set("targets", "at_least")))


def _values(figure: Figure, wanted: str) -> dict[str, Any]:
    """Value, upper end, base and unit; money in the indicator's own unit, so that rows compare."""
    quantity, base = figure.quantity, figure.base
    if quantity.kind == "qualitative":
        return {"value": None, "value_to": None, "base_value": None, "unit": ""}
    low, high, start = quantity.value, quantity.value_to, base.value if base else None
    sums_in_wan = load("quantities")["in_wan"]
    if wanted not in sums_in_wan or in_wan(quantity)[0] is None:
        return {"value": low, "value_to": high, "base_value": start, "unit": quantity.unit}
    factor = 1 / sums_in_wan[wanted]
    sums = (*in_wan(quantity), in_wan(base)[0] if base else None)
    low_, high_, start_ = (None if s is None else round(s * factor, 6) for s in sums)
    return {"value": low_, "value_to": high_, "base_value": start_, "unit": wanted}


def _nature(sentence: Statement, figure: Figure) -> str:
    """The one kind of indicator that the sentence names; of both the one named next behind the figure."""
    text, end = sentence.text, sentence.end
    named = [name for name in load("targets")["natures"] if text.find(name, sentence.start, end) >= 0]
    if len(named) < 2:
        return "".join(named)
    behind = [(at, name) for name in named if (at := text.find(name, figure.quantity.start, end)) >= 0]
    return min(behind)[1] if behind else ""


def _flags(sentence: Statement, figure: Figure, year: Year | None, added: bool) -> Iterator[str]:
    """Flag codes of lexicons/wording/targets.yaml; the last two keep a figure from standing beside others alike."""
    quantity = figure.quantity
    words = sentence.text[max(sentence.start, quantity.start - 16) : quantity.start]
    if quantity.bound == "≈" or cue("targets", "about").search(words):
        yield "approximate"
    if quantity.magnitude:
        yield "round_number"
    if cue("targets", "yearly").search(words):
        yield "annual"
    if year and year.kind == "relative":
        yield "relative_year"
    if added:
        yield "flow"
    if unlike := why_not_folded(figure.indicator, quantity.unit):
        yield unlike
    elif _is_cut_short(sentence, figure) or (
        cue("targets", "unclear").search(figure.indicator) and not _known(sentence, figure, added)
    ):
        yield "unclear_name"


def _is_cut_short(sentence: Statement, figure: Figure) -> bool:
    """“20名博士、硕士和技师”: the noun behind the number is but the first of what it counts."""
    words = sentence.gap(figure.quantity).lstrip()
    rest = words.removeprefix(right_name(words)) if figure.behind else ""
    joint = cue("targets", "listed_names").match(rest)
    return joint is not None and rest[joint.end() :].strip() != ""
