"""Find the title of a document.

In: marked lines, the container's facts, the file's name. Out: a `Fact`, or None for a file that nobody named.
Example: “现将《某区规划》印发给你们” → 某区规划; a page called “某办法_政务公开_某区人民政府” →
某办法; 03_广州花都_金融服务业扶持办法.txt → 金融服务业扶持办法. A breadcrumb or the name of a site is no title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import PurePosixPath

from compare.chinese.normalize import clean, fold, han_length
from compare.documents.genres import genre_of_title
from compare.documents.lines import Line, has_spam
from compare.documents.numbering import find_label
from compare.documents.places import PROVINCES, find_places
from compare.documents.titles import is_dated
from compare.model import Fact
from compare.rules import fits, rule

_QUOTED = re.compile("(?:[^《》]|《[^《》]*》)+(?=》)")
"""a title up to its closing mark; it may cite another"""
_ENDING = re.compile(
    r"(?:\.(?:txt|md|markdown|html?|mhtml?|docx?|pdf|wps|rtf|csv|tsv|xlsx?|jsonl?|xml|zip|ofd))+$", re.IGNORECASE
)
_SERIAL = re.compile(
    r"\s*(?:[(【\[]?\d{1,4}[)】\].、.]?|[a-z]?\d{1,4})[\s.、\-—]+|\s*(?:\d+|[a-z]+\d*|[0-9a-f]{8,})\s*$"
)
"""“03_”, “(2) ”, “a12-” in front of a name, or nothing else"""
_GLUED = re.compile(r"\s*\d{1,3}(?=[一-鿿])")
_LEVELS = 6
"""heading levels of documents; names of records stand below them"""
_HEAD = 40
"""lines in which a notice and its title stand"""
_WRAPPER = 25
"""lines in which a notice names what it passes on"""
_LEAST = 5
"""Han characters of a file's name that can be a title"""


def find_title(lines: Sequence[Line], facts: Mapping[str, Fact], name: str = "") -> Fact | None:
    """What the notice passes on, else the container's title, the markup's, the best of the first lines, the file's."""
    head = [*islice((x for x in lines if x.mark in ("body", "furniture", "title") and x.kind != "fact"), _HEAD)]
    return _passed_on(head) or _of_container(facts) or _of_markup(head) or _of_lines(head) or _of_file(name)


def is_title(text: str) -> bool:
    """True for the title of a policy: a page's or a section's name contradicts nothing."""
    return fits("headlines", "title_word", folded := fold(text)) and not has_spam(folded)


def _passed_on(head: Sequence[Line]) -> Fact | None:
    for line in head[:_WRAPPER]:
        wrapped = _wrapped(line.words.folded)
        inner = line.text[slice(*wrapped.span())] if wrapped else ""
        if han_length(inner) >= 6 and len(head) > 12 and not has_spam(line.words.folded):
            return Fact(inner.replace("<", "《").replace(">", "》").strip(), "body", line.text[:80])
    return None


def _wrapped(folded: str) -> re.Match[str] | None:
    """The title between the marks of “印发《…》”, “现将《…》印发给你们”."""
    for lead in rule("headlines", "passes_on").finder.finditer(folded):
        if title := _QUOTED.match(folded, lead.end()):
            return title
    for lead in rule("headlines", "presents").finder.finditer(folded):
        title = _QUOTED.match(folded, lead.end())
        if title and fits("headlines", "presented", folded[title.end() + 1 :]):
            return title
    return None


def _of_container(facts: Mapping[str, Fact]) -> Fact | None:
    fact = facts.get("title")
    if fact is None or has_spam(fold(fact.value)):
        return None
    title = without_site(fact.value)
    return Fact(title, fact.origin, fact.quote or fact.value) if title else None


def _of_markup(head: Sequence[Line]) -> Fact | None:
    headings = (x for x in head if x.kind == "heading" and x.level <= _LEVELS and not x.label)
    markup = next((x for x in headings if not is_trail(x.text)), None)
    return Fact(markup.text, "markup", markup.text) if markup and not has_spam(markup.words.folded) else None


def _of_lines(head: Sequence[Line]) -> Fact | None:
    scored = [(s, -i, x) for i, x in enumerate(head[:15]) if (s := _score(x, head[i + 1 : i + 4])) > 2]
    if not scored:
        return None
    best = max(scored, key=lambda t: t[:2])[2]
    return Fact(_with_years(best, head), "body", best.text)


def _with_years(line: Line, head: Sequence[Line]) -> str:
    """The line with the years that stand below it in brackets; in a compilation without its number and date."""
    position = next(i for i, x in enumerate(head) if x is line)
    below = head[position + 1].text if position + 1 < len(head) else ""
    if (label := line.label) and is_dated(fold(line.text)):
        return re.sub("[(（][^()（）]*[)）]$", "", label.rest)
    return line.text + below if re.match(r"^[(（]\d{4}.{0,14}[)）]$", below) else line.text


def _score(line: Line, below: Sequence[Line]) -> float:
    text = line.words.folded
    if (
        line.mark == "furniture"
        or has_spam(text)
        or fits("headlines", "preamble", text)
        or not 6 <= len(text) <= 80
        or _is_trail(clean(text))
        or re.search("[。;!?,:]$", text)
        or (find_label(text) and not is_dated(text))
    ):
        return 0.0
    score = 1.0
    score += 3.0 * fits("headlines", "title_word", text)
    named = any(m.full or m.divisions[0].level in PROVINCES for m in find_places(text))
    score += 2.0 * (named or fits("headlines", "place_acts", text))
    score += 1.5 * any(x.mark in ("furniture", "date", "enactment") for x in below)
    score += 1.0 * fits("headlines", "about", text)
    score += 1.0 * bool(line.label)  # numbered and dated: the head of a policy in a compilation
    return score - 2.0 * bool(re.search("[,。;]", text))


# -- pages ------------------------------------------------------------------------------------------------------


def is_trail(text: str) -> bool:
    """True for “当前位置:首页 > 政务公开” and for the name of a site or of one of its columns."""
    return _is_trail(fold(clean(text)))


def _is_trail(folded: str) -> bool:
    return fits("headlines", "trail", folded) or fits("headlines", "site", folded)


def without_site(title: str) -> str:
    """The title of a page without the names of its columns and its site; empty if nothing else is in it."""
    text = clean(title)
    while found := rule("headlines", "column").finder.search(fold(text)):
        text = text[: found.start()]
    if found := rule("headlines", "prefix").finder.search(fold(text)):
        text = text[found.end() :]
    return "" if is_trail(text) else text


# -- files ------------------------------------------------------------------------------------------------------


def _of_file(name: str) -> Fact | None:
    """The name of a file as a title: without number, ending, place and date; a row of a table has none."""
    file = PurePosixPath(name).name
    if not name or "#" in file:
        return None
    parts = [clean(_unnumbered(part)) for part in re.split("[_＿]+", _unmarked(_ENDING.sub("", file)))]
    named = [part for part in parts if han_length(part) > 1 and not fits("headlines", "placeholder", fold(part))]
    telling = [part for part in named if genre_of_title(fold(part))]
    if not telling and han_length("".join(named)) < _LEAST:
        return None
    title = telling[-1] if telling else max(named, key=han_length)
    if han_length(title) < _LEAST:  # 天河区_科技创新_若干措施: no title without its subject
        title = "".join(part for part in named if not _is_place(part))
    return Fact(title, "filename", file) if han_length(title) >= _LEAST else None


def _unmarked(stem: str) -> str:
    """The name without its version and its date: 副本, (定稿), 20230506."""
    kept, at = "", 0
    for found in rule("headlines", "marks").finder.finditer(fold(stem)):
        kept, at = kept + stem[at : found.start()], found.end()
    return kept + stem[at:]


def _unnumbered(part: str) -> str:
    """The name without the number, the date or “附件1:” in front of it."""
    folded = fold(part)
    if found := rule("headlines", "numbered").finder.search(folded) or _SERIAL.match(folded):
        return part[found.end() :]
    glued = _GLUED.match(folded)
    return part[glued.end() :] if glued and not fits("headlines", "counts", folded[glued.end() :]) else part


def _is_place(part: str) -> bool:
    """A part of a file's name that only says where."""
    return any(mention.start == 0 and mention.end == len(part) for mention in find_places(part))
