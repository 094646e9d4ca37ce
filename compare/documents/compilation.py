"""Cut a file that holds many policies into one source a policy.

In: a source. Out: the same source as one policy, or its parts ``汇编.txt#1``, ``汇编.txt#2`` … with their own lines.
Example: “2. 某市人民政府关于…的通知(2023年3月6日)” above “某府发〔2023〕7号” opens a part if numbering restarts.
A notice with its plan, a plan with attachments, a notice that forwards another stay whole: what they contain is
announced by their own title or first lines, or has no number, addressees or date of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from compare import lexicons
from compare.chinese.normalize import bare, fold, han_length, squeeze
from compare.documents.lines import (
    Line,
    are_spaced,
    ends_in,
    is_attachment,
    is_salutation,
    lines_alone,
    mark_together,
)
from compare.documents.numbering import Label
from compare.documents.records import has_records, mark_records
from compare.documents.titles import ends_title, forwards, is_dated, is_number, names_issue
from compare.documents.wraps import Joined, join_wraps
from compare.model import Block, Fact, Source
from compare.problems import problem
from compare.rules import rule

_MAX_TITLE = 160
_REACH = 6
"""lines below a title within which its number, addressees or date stand (joint notices sign after the text)"""
_WRAPPER = 30
"""lines at the head of a policy that announce what it carries"""
_BODY = 60
"""Han characters of sentences that make a policy; a list of titles has none"""
_OWN_PREFACE = 600
"""Han characters of sentences above the first title that are a policy of their own, not a preface"""
_SECTION = 20
"""longest line that names the section of the compilation: “（二）某省”, “某区”"""
_TABLES = frozenset({"csv", "tsv", "xlsx", "xlsm", "json", "jsonl", "ndjson", "parquet"})
"""formats whose rows are documents already"""
_STOPS = frozenset("。;!?,:")
_HEAD_ENDS = frozenset(")）:：〉》" + lexicons.load("compilation")["head_ends"])


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy of a file, ready to become a document."""

    source: Source
    joined: Joined | None = None
    """its lines made whole, if that was done already to look for titles"""
    lines: Sequence[Line] = ()
    """its lines as they are alone, if they were read already as part of the file"""


@dataclass(frozen=True, slots=True)
class _Title:
    """A line that may open a policy."""

    at: int
    """index among the lines"""
    words: str
    """without number in front and date behind"""
    bare: str


def split_compilation(source: Source) -> tuple[Policy, ...]:
    """The policies of a compilation in order; any other source comes back alone and unchanged."""
    if source.format in _TABLES or not _may_hold_many(source.blocks):
        return (Policy(source),)
    marked = mark_records(source)
    if marked is not source and has_records(source):
        return (Policy(source),)
    ordinals, spaced = _ordinals(source.blocks), are_spaced(source.blocks)
    as_read = marked is source and ordinals == [block.line for block in source.blocks]
    """whether what is read here is what will be read of the document"""
    lines = lines_alone(_numbered(source.blocks, ordinals), spaced)
    joined = join_wraps(mark_together(lines))
    titles = _openings(joined[0])
    if len(titles) < 2:
        return (Policy(source, joined if as_read else None),)
    first, *others = _parts(source, joined[0], titles, ordinals, lines if as_read and not spaced else ())
    note = problem("documents.compilation", "note", source.name, count=1 + len(others))
    return replace(first, source=replace(first.source, problems=(*source.problems, note))), *others


def _may_hold_many(blocks: Sequence[Block]) -> bool:
    """Two numbers, addressees, enactments or dated titles on lines of their own; cheap, for every file."""
    heads = 0
    for block in blocks:
        text = block.text.strip()
        if 6 <= len(text) <= _MAX_TITLE and text[-1] in _HEAD_ENDS and _is_head(text):
            heads += 1
            if heads == 2:
                return True
    return False


def _is_head(text: str) -> bool:
    folded = fold(text)
    return is_number(folded) or is_dated(folded) or _calls(text) or _found("passed", folded) is not None


def _found(name: str, text: str) -> re.Match[str] | None:
    return rule("parts", name).finder.search(text)


def _calls(text: str) -> bool:
    return is_salutation(Line(text, 0, 0, 0, 0))


def _ordinals(blocks: Sequence[Block]) -> list[int]:
    """What tells the blocks apart: their lines if no two share one, else numbers that keep gaps between lines."""
    own = [block.line for block in blocks]
    if own[0] and all(a < b for a, b in pairwise(own)):
        return own
    ordinals: list[int] = []
    at = before = 0
    for block in blocks:
        at += 2 if block.line > before + 1 > 1 else 1
        ordinals.append(at)
        before = block.line
    return ordinals


def _numbered(blocks: Sequence[Block], ordinals: Sequence[int]) -> list[Block]:
    """The blocks with their ordinals as lines."""
    return [b if b.line == n else replace(b, line=n) for b, n in zip(blocks, ordinals, strict=True)]


# -- titles -----------------------------------------------------------------------------------------------------


def _openings(lines: Sequence[Line]) -> list[_Title]:
    """The titles that open a policy, the first included."""
    found = [t for i in range(len(lines)) if (t := _title(lines, i)) and _has_head(lines, i)]
    kept: list[_Title] = []
    for title, following in zip_longest(found, found[1:]):
        body = lines[title.at + 1 : following.at if following else len(lines)]
        if _repeats(kept, title, lines) or _sentences(body) < _BODY or not _begins_anew(body):
            continue
        kept.append(title)
    if kept and _sentences(lines[: kept[0].at]) >= _OWN_PREFACE:
        kept.insert(0, _Title(0, "", ""))
    return kept


def _title(lines: Sequence[Line], i: int) -> _Title | None:
    line = lines[i]
    if line.mark not in ("body", "title") or line.kind not in ("text", "heading"):
        return None
    text = line.words.folded.strip()
    if not 8 <= len(text) <= _MAX_TITLE or _stops(text) or is_attachment(line):
        return None
    if i and _found("attached_line", lines[i - 1].words.folded):
        return None
    label = line.label
    if label and label.kind not in ("digit", "han", "paren"):
        return None
    words = _words(line, label)
    folded = fold(words)
    if not ends_title(folded):
        return None
    named = names_issue(folded) or is_dated(text) or _found("names_itself", folded)
    return _Title(i, words, bare(words)) if named else None


def _words(line: Line, label: Label | None) -> str:
    """The title itself; converters double the last character of some lines (通知知)."""
    text = squeeze(label.rest if label else line.text)[0].strip()
    date = _found("date_behind_title", fold(text))
    words = text[: date.start()].strip() if date else text
    return words[:-1] if _found("doubled_end", words) else words


def _has_head(lines: Sequence[Line], i: int) -> bool:
    """A document number, addressees or an enactment below the title, or its date in brackets behind a numbered one."""
    numbered = lines[i].label is not None or lines[i].kind == "heading"
    if numbered and is_dated(squeeze(lines[i].words.folded)[0]):
        return True
    for line in lines[i + 1 : i + 1 + _REACH]:
        if line.mark == "enactment" or line.mark == "salutation" or is_salutation(line) or is_number(line.words.folded):
            return True
        if _stops(line.words.folded) or line.label:
            return False
    return False


def _repeats(kept: Sequence[_Title], title: _Title, lines: Sequence[Line]) -> bool:
    """The title once more, the plan behind its notice, or the document that a notice forwards."""
    if not kept:
        return False
    last = kept[-1]
    between = lines[last.at + 1 : title.at]
    if title.bare in last.bare or (last.bare in title.bare and _sentences(between) < _BODY):
        return True
    if any(title.bare in bare(x.text) for x in lines[title.at - 2 : title.at] if is_attachment(x)):
        return True
    announced = "".join(bare(x.text) for x in lines[last.at + 1 : min(title.at, last.at + _WRAPPER)])
    return title.bare in announced or (forwards(fold(last.words)) and len(between) < _WRAPPER)


def _stops(folded: str) -> bool:
    return ends_in(folded, _STOPS, "”’》)】")


def _sentences(lines: Sequence[Line]) -> int:
    """Han characters in lines that end like a sentence."""
    return sum(han_length(x.text) for x in lines if x.mark == "body" and _stops(x.words.folded))


def _begins_anew(lines: Sequence[Line]) -> bool:
    """The numbering below a title begins with one, or there is none."""
    for line in lines:
        label = line.label
        if label and label.kind in ("part", "chapter", "section", "article", "han"):
            return label.number == 1
    return True


# -- parts ------------------------------------------------------------------------------------------------------


def _parts(
    source: Source, lines: Sequence[Line], titles: Sequence[_Title], ordinals: Sequence[int], alone: Sequence[Line]
) -> list[Policy]:
    """`alone` = the lines before they were made whole, none if a part must be read anew."""
    ends = [_end(lines, a, b) for a, b in pairwise(titles)] + [len(lines)]
    return [
        _part(source, n, lines, t, end, ordinals, alone) for n, (t, end) in enumerate(zip(titles, ends, strict=True), 1)
    ]


def _end(lines: Sequence[Line], title: _Title, following: _Title) -> int:
    """Index after the last line of a part: names of sections above the next title belong to no policy."""
    end = following.at
    while end > title.at + 1 and _names_section(lines[end - 1], following):
        end -= 1
    return end


def _names_section(line: Line, following: _Title) -> bool:
    text = bare(re.sub(r"^[(（].{1,3}[)）]", "", line.text))
    short = len(line.text) <= _SECTION and not _stops(line.words.folded)
    return line.mark == "body" and short and bool(text) and text in following.bare[: _SECTION + 10]


def _part(
    source: Source, number: int, lines: Sequence[Line], title: _Title, end: int, ordinals: Sequence[int],
    alone: Sequence[Line],
) -> Policy:  # fmt: skip
    """The blocks from the title to the end, the title as one heading."""
    head = lines[title.at]
    above, last = head.last if title.bare else 0, lines[end - 1].last
    body = [b for b, n in zip(source.blocks, ordinals, strict=True) if above < n <= last]
    first = next(b for b, n in zip(source.blocks, ordinals, strict=True) if n == head.first)
    opening = [Block(title.words, first.line, kind="heading", level=1)] if title.bare else []
    facts = {k: v for k, v in source.facts.items() if k not in ("title", "number", "issued")}
    part = replace(
        source, name=f"{source.name}#{number}", blocks=(*opening, *body),
        facts={**facts, **_facts(title, head)}, problems=(),
    )  # fmt: skip
    if not alone:
        return Policy(part)
    return Policy(part, lines=[*lines_alone(opening, spaced=False), *(x for x in alone if above < x.first <= last)])


def _facts(title: _Title, line: Line) -> dict[str, Fact]:
    inner = _found("passed_on_title", title.words)
    facts = {"title": Fact(inner["inner"] if inner else title.words, "body", line.text[:80])} if title.bare else {}
    if found := _found("date_behind_title", squeeze(line.words.folded)[0]):
        day = f"{found['year']}-{int(found['month']):02d}-{int(found['day'] or 1):02d}"
        facts["issued"] = Fact(day, "body", found.group())
    return facts
