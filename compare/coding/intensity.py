"""Rate how binding a counted paragraph is (0–5) and name its policy instruments.

In: a paragraph with its amounts and targets, and its types. Out: `Intensity`, of all of it and of each type.
Example: “对新认定的孵化器给予50万元补助” → 5 (instrument, sum, condition), instruments (subsidy,);
“鼓励企业加大投入” → 1.
The scale is domain rule B4, adapted from the scoring of policy measures in 彭纪生, 仲为国, 孙文祥 (2008); the
instruments are D10.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from compare.chinese.normalize import fold
from compare.chinese.sentences import sentences
from compare.chinese.traditional import simplified
from compare.coding.patterns import cue
from compare.lexicons import load
from compare.model import Amount, Coding, Intensity, Paragraph, Span, Target


@dataclass(slots=True)
class _Cues:
    """What the cue words of a paragraph point to; places are offsets of first occurrences."""

    tools: dict[int, int]
    """concrete instrument (index in intensity.yaml) → first place of its verb"""
    levels: dict[int, tuple[int, str]]
    """2 or 1 → first action or exhortation"""
    words: dict[str, tuple[int, int]]
    """instrument id → minus the number of its words found, place of the first"""
    objects: set[str]
    """instruments whose object is named"""


def rate_intensity(paragraph: Paragraph, amounts: Sequence[Amount], targets: Sequence[Target]) -> Intensity:
    """The level and instruments of one paragraph, given what it promises and aims at."""
    return _rate(paragraph.text, paragraph.text, amounts, targets)


def rate_types(
    paragraph: Paragraph, codings: Sequence[Coding], amounts: Sequence[Amount], targets: Sequence[Target]
) -> dict[str, Intensity]:
    """The same for each assigned type that only some sentences speak of: type id → intensity of these sentences.

    “引进领军人才。城镇新增就业60万人。” is no talent measure with a number. A sum granted in a sentence without a type
    belongs to the type before it: “支持孵化器建设。给予最高50万元补助。”
    """
    whole = sentences(paragraph.text)
    held = {c.measure_id: _held(whole, c) for c in codings}
    named = frozenset[int]().union(*held.values())
    granted = {i for i, s in enumerate(whole) if any(_within(a.span, s) for a in amounts if _is_granted(a))}
    rated = {}
    for coding in codings:
        own = set(held[coding.measure_id])
        for number in range(1, len(whole)):
            if number - 1 in own and number in granted - named:
                own.add(number)
        if coding.rank and own and len(own) < len(whole):
            rated[coding.measure_id] = _strongest(paragraph.text, [whole[i] for i in sorted(own)], amounts, targets)
    return rated


def _held(whole: Sequence[Span], coding: Coding) -> frozenset[int]:
    """The sentences that hold a keyword of the type."""
    spans = [m.span for m in coding.matches if not m.rejected]
    return frozenset(i for i, s in enumerate(whole) if any(s.start <= span.start < s.end for span in spans))


def _within(span: Span, sentence: Span) -> bool:
    return sentence.start <= span.start < sentence.end


def _is_granted(amount: Amount) -> bool:
    return amount.kind not in ("stock", "total")


def _strongest(text: str, chosen: Sequence[Span], amounts: Sequence[Amount], targets: Sequence[Target]) -> Intensity:
    """The highest level of the sentences, the instruments of all of them."""
    around = "".join(text[s.start : s.end] for s in chosen)
    rated = [
        _rate(
            text[s.start : s.end],
            around,
            [a for a in amounts if _within(a.span, s)],
            [
                replace(t, span=Span(t.span.start - s.start, t.span.end - s.start))
                for t in targets
                if _within(t.span, s)
            ],
        )
        for s in chosen
    ]
    best = max(rated, key=lambda r: r.level)
    return replace(best, instruments=tuple(dict.fromkeys(i for r in (best, *rated) for i in r.instruments)))


def _rate(original: str, around: str, amounts: Sequence[Amount], targets: Sequence[Target]) -> Intensity:
    """The rating of some words; the condition of a sum may stand `around` them."""
    text = simplified(original)
    cues = _read_cues(text)
    instruments = _instruments(cues)
    granted = next((a for a in amounts if _is_granted(a)), None)
    if granted:
        bound = (
            granted.condition or granted.beneficiary or cue("intensity", "condition").search(fold(simplified(around)))
        )
        return Intensity(5 if bound else 4, instruments, granted.raw)
    concrete = _concrete(text, cues)
    numbered = next((a.raw for a in amounts), "") or _aim(original, targets)
    if numbered and (concrete or amounts):
        return Intensity(4, instruments, numbered)
    if concrete:
        return Intensity(3, instruments, concrete)
    level = 2 if 2 in cues.levels else 1 if 1 in cues.levels else 0
    return Intensity(level, instruments, cues.levels[level][1] if level else "")


def _aim(text: str, targets: Sequence[Target]) -> str:
    """The words of the first figure the paragraph commits itself to."""
    return next((text[t.span.start : t.span.end] for t in targets if t.status != "achievement"), "")


def _read_cues(text: str) -> _Cues:
    """Every cue word of the scale and the instruments, in one pass over the text."""
    automaton, words, uses = _automaton()
    cues = _Cues({}, {}, {}, set())
    seen: set[int] = set()
    for index, start, _ in automaton.find_matches_as_indexes(text, overlapping=True):
        if index in seen:
            continue
        seen.add(index)
        for group, key in uses[index]:
            if group == "tool":
                cues.tools.setdefault(key, start)
            elif group == "level":
                cues.levels.setdefault(key, (start, words[index]))
            elif group == "word":
                count, first = cues.words.get(key, (0, start))
                cues.words[key] = (count - 1, first)
            else:
                cues.objects.add(key)
    return cues


@cache
def _automaton() -> tuple[Any, tuple[str, ...], tuple[tuple[tuple[str, Any], ...], ...]]:
    """The automaton, its words, and for each word what it is used for."""
    import ahocorasick_rs

    scale, uses = load("intensity"), {}  # type: dict[str, Any], dict[str, dict[tuple[str, Any], None]]
    for index, tool in enumerate(scale["instrument"]):
        for verb in tool["verbs"]:
            uses.setdefault(verb, {})["tool", index] = None
    for level, name in ((2, "action"), (1, "exhortation")):
        for word in scale[name]:
            uses.setdefault(word, {})["level", level] = None
    for row in load("instruments"):
        for group, key in (("word", "cues"), ("object", "objects")):
            for word in row.get(key, ()):
                uses.setdefault(word, {})[group, row["id"]] = None
    return ahocorasick_rs.AhoCorasick(list(uses)), tuple(uses), tuple(map(tuple, uses.values()))


@cache
def _tools() -> tuple[re.Pattern[str], ...]:
    """The whole expression of each concrete instrument."""
    return tuple(re.compile(f"(?:{'|'.join(t['verbs'])}){t['then']}") for t in load("intensity")["instrument"])


def _concrete(text: str, cues: _Cues) -> str:
    """The first clause that names a concrete instrument to be set up, issued or run."""
    found = [match for index, place in cues.tools.items() if (match := _tools()[index].search(text, place))]
    return min(found, key=lambda match: match.start()).group() if found else ""


@cache
def _needs_object() -> frozenset[str]:
    """Instruments whose verbs alone say nothing (建设 needs 平台, 中心 …)."""
    return frozenset(row["id"] for row in load("instruments") if "objects" in row)


def _instruments(cues: _Cues) -> tuple[str, ...]:
    """Instruments found, the one with most cue words first, then by first place in the text."""
    held = [(*rank, id) for id, rank in cues.words.items() if id not in _needs_object() or id in cues.objects]
    return tuple(id for _, _, id in sorted(held))
