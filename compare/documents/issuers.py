"""Whose document it is: the bodies that sign it, that its title names, that passed it, for whom the report was given.

In: marked lines, the container's facts, the history of a regulation. Out: one `Fact`, joint issuers parted by “、”.
Example: “某市科学技术局 某市财政局关于印发…的通知” → 某市科学技术局、某市财政局. Who merely explains a document
(由…负责解释) or is cited in it is not its issuer; a signature that became the name of a site is
flagged and taken for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest
from typing import NamedTuple

from compare import lexicons
from compare.chinese.normalize import fold
from compare.documents.lines import Line, close_spread, ends_like_office, has_spam
from compare.documents.places import find_places
from compare.model import Fact, Flag
from compare.rules import fits, rule

_HEAD = 40
"""lines in which a notice, its title and its masthead stand"""
_LONGEST = 150
"""characters of a title"""
_QUOTED = 80
_PARTED = re.compile("[、,\\s]+")


_NAMES = re.compile(r"(?:[一-鿿、,\s]|\([一-鿿]{2,4}\))+")
"""letters and what parts names; 中国(广东)自由贸易试验区 has its place in brackets"""
_UNNAMED = 7
"""characters of 自治区人民政府, the longest name of a government that does not say of which place"""


def find_issuer(
    lines: Sequence[Line], facts: Mapping[str, Fact], passed_by: Fact | None = None
) -> tuple[Fact | None, list[Flag]]:
    """Who passed it, else who signs, else what the container says, else the title, the masthead, the speaker."""
    signed, flags = _signed(lines)
    found = passed_by or signed or facts.get("issuer") or _named_in_head(lines) or _reporting(lines[:_HEAD])
    return found, flags


def join_names(names: Sequence[str]) -> str:
    """Names of bodies as one value: each once, an agency behind the body that it belongs to."""
    joined: list[str] = []
    for name in names:
        if joined and fits("issuers", "branch", name) and fits("issuers", "national", joined[-1]):
            joined[-1] += name
        elif name not in joined:
            joined.append(name)
    return "、".join(joined)


def split_names(text: str) -> list[str]:
    """The bodies of a line, also where nothing parts them: 某市科技局某市财政局 → two."""
    return [name for part in _PARTED.split(fold(close_spread(text))) if part for name in _unglue(part)]


# -- the signature ----------------------------------------------------------------------------------------------


def _signed(lines: Sequence[Line]) -> tuple[Fact | None, list[Flag]]:
    """The first block of lines that signs; what a betting site put in its place is a flag."""
    flags: list[Flag] = []
    for i, line in enumerate(lines):
        injected = line.mark == "spam" and i + 1 < len(lines) and lines[i + 1].mark == "date"
        if line.mark != "signature" and not injected:
            continue
        block = [x.text for x in takewhile(lambda x: x.mark == "signature", lines[i:])] or [line.text]
        names = [name for text in block for name in split_names(_undated(text)) if ends_like_office(name)]
        if names and not injected:
            printed = [_undated(text) for text in block] if line.words.traditional else names
            return Fact(join_names(printed), "body", " ".join(block)[:_QUOTED]), flags
        if injected or _is_site(line.text):
            flags.append(Flag("issuer_corrupted", "bad", line.text[:_QUOTED]))
    return None, flags


def _undated(text: str) -> str:
    found = rule("furniture", "ends_date").finder.search(fold(text))
    return text[: found.start()].rstrip() if found else text


def _is_site(text: str) -> bool:
    """The name of a site or an app where an office should sign."""
    folded = fold(text)
    return has_spam(folded) or fits("issuers", "site", folded)


def _unglue(text: str) -> Iterator[str]:
    """The names in a run of characters: one begins behind the end of another with a place, or with 国家, 中国."""
    ends = tuple(lexicons.load("issuers")["endings"])
    starts = {found.start() for found in rule("issuers", "again").finder.finditer(text)}
    starts |= {m.start for m in find_places(text) if not fits("issuers", "head_office", text[: m.start])}
    begin = 0
    for start in sorted(starts):
        if start - begin > 3 and text[begin:start].endswith(ends):
            yield text[begin:start]
            begin = start
    yield text[begin:]


# -- title, masthead, speech ------------------------------------------------------------------------------------


def _named_in_head(lines: Sequence[Line]) -> Fact | None:
    """The bodies before 关于, 印发 or 转发 in the title, or above it: “某区人民政府文件”."""
    head = [x for x in lines[:_HEAD] if x.mark in ("body", "furniture", "title") and len(x.text) <= _LONGEST]
    for name in ("head", "masthead"):
        for line in head if name == "head" else head[:6]:
            begin = line.text.rfind(label.rest) if (label := line.label) else 0
            found = rule("issuers", name).finder.search(line.words.folded[begin:])
            if found and (names := _bodies(found["bodies"])) and (name == "head" or all(map(_in_full, names))):
                return Fact(_as_printed(line, names, begin + found.start("bodies")), "body", line.text[:_QUOTED])
    return None


def _as_printed(line: Line, names: Sequence[str], start: int) -> str:
    """The names in the characters of the document: simplified ones are as they were read."""
    if not line.words.traditional:
        return join_names(names)
    return line.text[start : start + sum(map(len, names)) + len(names) - 1].strip()


def _in_full(name: str) -> bool:
    """A masthead names bodies in full."""
    return len(name) >= 3


def _bodies(text: str) -> list[str]:
    names = split_names(text) if _NAMES.fullmatch(text) else []
    plain = all(ends_like_office(name) and not fits("issuers", "never", name) for name in names)
    return names if names and plain and not has_spam(text) else []


def _reporting(head: Sequence[Line]) -> Fact | None:
    """The government for which a work report was given: named in full, or by the congress that heard it."""
    texts = [re.sub(r"\s", "", x.words.folded) for x in head]
    short = next((f for t in texts if (f := rule("issuers", "speaks_for").finder.search(t))), None)
    if short is None:
        return None
    if len(short["body"]) > _UNNAMED:
        return Fact(short["body"], "body", short.string[:_QUOTED])
    speech = find_speech(head)
    government = lexicons.load("issuers")["government"]
    return Fact(f"{speech.place}{government}", "body", speech.quote) if speech else None


class Speech(NamedTuple):
    """When and in which place a report was given to the people's congress."""

    date: str
    """as printed"""
    place: str
    quote: str


def find_speech(head: Sequence[Line]) -> Speech | None:
    """“——2026年1月26日在某省第十四届人民代表大会第五次会议上” among the first lines; it may go over two of them."""
    for line, below in zip_longest(head, head[1:]):
        text = re.sub(r"\s", "", line.words.folded + (below.words.folded if below else ""))
        spoken = rule("issuers", "spoken").finder.search(text)
        if spoken and (meets := rule("issuers", "speech").finder.search(text[spoken.end() :])):
            return Speech(spoken["date"], meets["place"], text[:_QUOTED])
    return None
