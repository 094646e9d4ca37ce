"""Find named programmes: “…计划”, 《…办法》, 实施…行动, …卡, …券, …贷.

In: a `Document` and the main types of its paragraphs. Out: `Programme` rows in text order, own or upstream.
Example: “实施‘鸿雁领航’人才计划” → 鸿雁领航人才计划, own; “落实国家‘火炬计划’” → upstream.
The document itself, five-year plans and general words (行动方案, 重点工程) are no programmes (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from compare.chinese.expressions import Expression
from compare.chinese.normalize import bare, fold
from compare.chinese.text import Text
from compare.chinese.words import word_across
from compare.coding.patterns import alternatives, cue
from compare.kinds import NATION
from compare.lexicons import load
from compare.model import Document, Programme, Span

_MARKS = re.compile('[“”"《》]')
_BEFORE = 48
"""characters before a name that can say whose it is; the longest such words have 37"""
_STOPS = ",。;、:()\uff0c\uff1b\uff1a\uff08\uff09"
_NATIONAL = ("省", "直辖市", "自治区")
"""levels above which only the state stands"""
_PREFECTURE = ("副省级市", "地级市", "自治州", "地区", "盟")
"""levels above which stand province and state"""


def find_programmes(document: Document, main_types: Mapping[str, str]) -> tuple[Programme, ...]:
    """Programmes named in counted paragraphs; each name once a paragraph."""
    own_title = bare(document.title)
    rows: list[Programme] = []
    for paragraph in document.paragraphs:
        if not paragraph.counted:
            continue
        seen: set[str] = set()
        for start, end, kind in _named(paragraph.words):
            name = _MARKS.sub("", paragraph.text[start:end])
            folded = fold(name)
            if name in seen or not _acceptable(folded) or bare(name) in own_title:
                continue
            seen.add(name)
            above = _is_upstream(folded, paragraph.words.folded[:start], document)
            type_id = main_types.get(paragraph.key, "")
            rows.append(
                Programme(
                    name=name,
                    kind=kind,
                    document_id=document.id,
                    paragraph_key=paragraph.key,
                    measure_id=type_id,
                    upstream=above,
                    span=Span(start, end),
                )
            )
    return tuple(rows)


def _named(words: Text) -> list[tuple[int, int, str]]:
    """(start, end, kind) of everything that looks like a programme's name, in text order, without overlaps."""
    found: list[tuple[int, int, str]] = []
    for match in _matches(words):
        start, end = match.span("name")
        if not found or not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, match.group("kind")))
    found.sort()
    return found


def _matches(words: Text) -> Iterator[re.Match[str]]:
    """Quoted (“…”计划, “…计划”), titled (出台《…办法》), bare (实施…工程), in order of trust."""
    quoted, inside, titled, bare_kind = _expressions()
    folded, possible = words.folded, words.passing(_newest())
    if possible >> quoted.number & 1 and ("“" in folded or '"' in folded):
        yield from quoted.finditer(folded)
        yield from inside.finditer(folded)
    if possible >> titled.number & 1 and "《" in folded:
        yield from titled.finditer(folded)
    for kind in bare_kind.finditer(folded) if possible >> bare_kind.number & 1 else ():
        match = _bare_name().search(folded, max(0, kind.start() - 24), kind.end())
        if match and not word_across(folded, match.start(), match.start("name")):
            yield match


@cache
def _expressions() -> tuple[Expression, Expression, Expression, Expression]:
    """A quoted name before its kind, one with its kind, a titled one, and a kind at the end of a phrase."""
    cues = load("programmes")
    kinds, documents = alternatives(cues["kinds"]), alternatives(cues["documents"])
    inside, guard = '[^“”"《》,。;:]', f"(?!{cues['kind_not_before']})"
    lead = cues["titled_verbs"].rstrip("$")
    return (
        Expression(
            rf"(?P<name>[“\"]{inside}{{2,20}}[”\"](?:(?![的持])[\u4e00-\u9fff]){{0,8}}?(?P<kind>{kinds}){guard})"
        ),
        Expression(rf"[“\"](?P<name>{inside}{{1,18}}?(?P<kind>{kinds}))[”\"]"),
        Expression(rf"(?:{lead})《(?P<name>[^《》]{{3,40}}?(?P<kind>{documents}))(?:\([^()]{{1,12}}\))?》"),
        Expression(rf"(?:{alternatives(cues['bare_kinds'])})(?=[{_STOPS}]|和|与|及|$)"),
    )


@cache
def _newest() -> int:
    return max(expression.number for expression in _expressions())


@cache
def _bare_name() -> re.Pattern[str]:
    """A verb and a name up to the kind that it ends with."""
    cues = load("programmes")
    return re.compile(
        rf"(?<!{cues['verb_not_after']})(?:{alternatives(cues['verbs'])})(?!{cues['verb_not_before']})(?:好|了)?"
        rf"(?P<name>(?![并和及与])[\u4e00-\u9fffa-z0-9+·]{{2,18}}?(?P<kind>{alternatives(cues['bare_kinds'])}))$"
    )


def _acceptable(name: str) -> bool:
    cues = load("programmes")
    if not cues["min_length"] <= len(name) <= cues["max_length"]:
        return False
    return not (cue("programmes", "stop").search(name) or cue("programmes", "stop_words").search(name))


def _is_upstream(name: str, before: str, document: Document) -> bool:
    """Does the programme belong to a place above the document's own?"""
    metadata = document.metadata
    level = metadata.value("level")
    if level == NATION:
        return False
    before = re.sub('[“"《]$', "", before[-_BEFORE:])
    tiers = ["national"] if level in _NATIONAL else ["national", "provincial"]
    if level and level not in (*_NATIONAL, *_PREFECTURE):
        tiers.append("municipal")
    if any(
        cue("programmes", tier).search(name) or cue("programmes", f"before_{tier}").search(before) for tier in tiers
    ):
        return True
    claimed = [tier for tier in tiers if f"clause_{tier}" in load("programmes")]
    if any(cue("programmes", f"clause_{tier}").search(before) for tier in claimed):
        return True
    above = (metadata.value("parent"), metadata.value("province"))
    return any(place and place != metadata.value("district") and name.startswith(place) for place in above)
