"""Find named programmes: “…计划”, 《…办法》, 实施…行动, …卡, …券, …贷.

In: a `Document` and the main types of its paragraphs. Out: `Programme` rows in text order, own or upstream.
Example: “实施‘鸿雁领航’人才计划” → 鸿雁领航人才计划, own; “落实国家‘火炬计划’” → upstream.
The document itself, five-year plans and general words (行动方案, 重点工程) are no programmes (domain rule E6).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from compare.chinese.normalize import bare, fold
from compare.chinese.traditional import simplified
from compare.chinese.words import word_across
from compare.coding.patterns import alternatives
from compare.lexicons import load
from compare.model import Document, Programme, Span

_STOPS = ",。;、:()\uff0c\uff1b\uff1a\uff08\uff09"
_NATIONAL = ("省", "直辖市", "自治区")
"""levels above which only the state stands"""
_PREFECTURE = ("副省级市", "地级市")
"""levels above which stand province and state"""


def find_programmes(document: Document, main_types: Mapping[str, str]) -> tuple[Programme, ...]:
    """Programmes named in counted paragraphs; each name once a paragraph."""
    own_title = bare(document.title)
    rows: list[Programme] = []
    for paragraph in document.paragraphs:
        if not paragraph.counted or not _may_name(simplified(paragraph.text)):
            continue
        folded = fold(paragraph.text)
        seen: set[str] = set()
        for start, end, kind in _named(folded):
            name = re.sub('[“”"《》]', "", paragraph.text[start:end])
            if bare(name) in own_title or name in seen or not _acceptable(fold(name)):
                continue
            seen.add(name)
            above = _is_upstream(fold(name), folded[:start], document)
            type_id = main_types.get(paragraph.key, "")
            rows.append(Programme(name, kind, document.id, paragraph.key, type_id, above, Span(start, end)))
    return tuple(rows)


def _may_name(text: str) -> bool:
    """Cheap test: a quotation, a title, or a kind (计划, 工程 …) at the end of a phrase."""
    if _kind().search(text) is None:
        return False
    return "“" in text or '"' in text or "《" in text or _bare_kind().search(text) is not None


@cache
def _kind() -> re.Pattern[str]:
    cues = load("programmes")
    return re.compile(alternatives({*cues["kinds"], *cues["documents"]}))


def _named(folded: str) -> list[tuple[int, int, str]]:
    """(start, end, kind) of everything that looks like a programme's name, in text order, without overlaps."""
    found: list[tuple[int, int, str]] = []
    for match in _matches(folded):
        start, end = match.span("name")
        if not any(s < end and start < e for s, e, _ in found):
            found.append((start, end, match.group("kind")))
    return sorted(found)


def _matches(folded: str) -> Iterator[re.Match[str]]:
    """Quoted (“…”计划, “…计划”), titled (出台《…办法》), bare (实施…工程), in order of trust."""
    quoted, inside, titled, bare_name = _patterns()
    if "“" in folded or '"' in folded:
        yield from quoted.finditer(folded)
        yield from inside.finditer(folded)
    if "《" in folded:
        yield from titled.finditer(folded)
    for kind in _bare_kind().finditer(folded):
        window = folded[: kind.end()]
        match = bare_name.search(window, max(0, kind.start() - 24))
        if match and not word_across(folded, match.start(), match.start("name")):
            yield match


@cache
def _bare_kind() -> re.Pattern[str]:
    """A kind at the end of a phrase."""
    return re.compile(rf"(?:{alternatives(load('programmes')['bare_kinds'])})(?=[{_STOPS}]|和|与|及|$)")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cues = load("programmes")
    kinds, documents = alternatives(cues["kinds"]), alternatives(cues["documents"])
    bare_kinds, verbs = alternatives(cues["bare_kinds"]), alternatives(cues["verbs"])
    inside, guard = '[^“”"《》,。;:]', f"(?!{cues['kind_not_before']})"
    lead = cues["titled_verbs"].rstrip("$")
    return (
        re.compile(
            rf"(?P<name>[“\"]{inside}{{2,20}}[”\"](?:(?![的持])[\u4e00-\u9fff]){{0,8}}?(?P<kind>{kinds}){guard})"
        ),
        re.compile(rf"[“\"](?P<name>{inside}{{1,18}}?(?P<kind>{kinds}))[”\"]"),
        re.compile(rf"(?:{lead})《(?P<name>[^《》]{{3,40}}?(?P<kind>{documents}))(?:\([^()]{{1,12}}\))?》"),
        re.compile(
            rf"(?<!{cues['verb_not_after']})(?:{verbs})(?!{cues['verb_not_before']})(?:好|了)?"
            rf"(?P<name>(?![并和及与])[\u4e00-\u9fffa-z0-9+·]{{2,18}}?(?P<kind>{bare_kinds}))$"
        ),
    )


def _acceptable(name: str) -> bool:
    cues = load("programmes")
    if not cues["min_length"] <= len(name) <= cues["max_length"]:
        return False
    return not (re.search(cues["stop"], name) or re.search(cues["stop_words"], name))


def _is_upstream(name: str, before: str, document: Document) -> bool:
    """Does the programme belong to a place above the document's own?"""
    cues, metadata = load("programmes"), document.metadata
    level = metadata.value("level")
    before = re.sub('[“"《]$', "", before)
    tiers = ["national"] if level in _NATIONAL else ["national", "provincial"]
    if level and level not in (*_NATIONAL, *_PREFECTURE):
        tiers.append("municipal")
    if any(re.search(cues[tier], name) or re.search(cues[f"before_{tier}"], before) for tier in tiers):
        return True
    if any(f"clause_{tier}" in cues and re.search(cues[f"clause_{tier}"], before) for tier in tiers):
        return True
    above = (metadata.value("parent"), metadata.value("province"))
    return any(place and place != metadata.value("district") and name.startswith(place) for place in above)
