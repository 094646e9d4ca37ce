"""How far a document can be trusted: what was done to its text on the way here.

In: marked lines, paragraphs and metadata. Out: `Flag`s with the quoted reason, and the evidence grade A–E.
Example: five forms like 接头院 (研究院) that no office would write → garbled_text, grade E, never quoted in a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from compare import lexicons
from compare.chinese.calendar import last_day
from compare.chinese.normalize import fold, han_length
from compare.chinese.traditional import shows_traditional, traditional_share
from compare.documents.exchanged import exchanged_words
from compare.documents.fragments import LAYOUT_LOST, NO_PARAGRAPHS, find_lost_layout
from compare.documents.genres import genres
from compare.documents.lines import Line, ends_like_office, has_spam
from compare.documents.numbering import find_label
from compare.documents.places import division, find_places, short_name
from compare.documents.structure import Outline
from compare.kinds import GRADES, DocumentFlag
from compare.model import Document, Flag, Grade, Metadata
from compare.rules import rule

GARBLED: DocumentFlag = "garbled_text"
"""flag of a text whose words a machine has exchanged"""
_CAPS: dict[str, Grade] = {
    GARBLED: "E", "mojibake": "E", "replacement_characters": "D", "injected_spam": "B", "issuer_corrupted": "B",
    "reposted": "B", "attachments_missing": "B", "wrapper_incomplete": "B", "truncated": "C", "sensitive_gaps": "C",
    "pinyin_glosses": "C", "wrong_host": "C", LAYOUT_LOST: "E", NO_PARAGRAPHS: "E",
}  # fmt: skip
"""worst grade that a flag allows (domain rule C8 and table F1)"""
_REPLACEMENT_SHARE = 0.002
"""more than 0.2 % of characters lost (domain rule F5)"""
_PROSE = 40
"""characters from which a text is prose: titles and slogans separate their phrases by spaces"""
_MIN_GAPS = 3
"""fewer lone spaces may be slips (two in the worst of 30 documents of 2012–2026)"""
_PINYIN = re.compile("[\u4e00-\u9fff][(（][a-zü]{0,4}[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ][a-zü]{0,4}[)）]")
_LOST = re.compile("[�□]")
"""characters that stand for one that could not be read"""
_GAP = re.compile("(?<=[\u4e00-\u9fff]{2}) (?=[\u4e00-\u9fff]{2})")
_NAME = re.compile("[\u4e00-\u9fff]{2,30}")
_SITE_LETTERS = 18
"""of the longest name of a site"""


def find_flags(lines: Sequence[Line], outline: Outline, metadata: Metadata, joins: int) -> tuple[Flag, ...]:
    """Everything about the text's fitness that the analyst must know."""
    body = "\n".join(x.text for x in lines if x.mark == "body")
    return tuple(
        flag
        for flag in (
            _unread_flag(lines, outline),
            *_spam_flags(lines), _spun_flag(body), *_character_flags(body), _gap_flag(outline), _wrapper_flag(lines),
            _toc_flag(lines), _wraps_flag(joins), _attachment_flag(outline), _footnote_flag(outline),
            _scope_flag(lines), _host_flag(lines, metadata), _end_flag(lines),
            *_genre_flags(metadata), _numbering_flag(outline), _traditional_flag(body),
        )
        if flag
    )  # fmt: skip


def flag_validity(document: Document, as_of: date | None) -> Document:
    """The document with flag expired if its last day is over at `as_of`; unchanged where no date was given.

    This alone says what has expired; everything else reads the flag. The last day is that of `expires`, else that of
    the years planned for; of a month or year alone its last, so that 2024-06 is in force on 30 June.
    """
    ends = document.metadata.value("expires") or document.metadata.value("period")[-4:]
    over = last_day(ends)
    if as_of is None or over is None or as_of <= over:
        return document
    return replace(document, flags=(*document.flags, Flag("expired", "warn", ends)))


def grade(metadata: Metadata, flags: Sequence[Flag]) -> Grade:
    """The genre's grade, lowered to the worst that a flag allows; the best only for a text that says whose it is."""
    return max([_genre_grade(metadata), *(_CAPS[f.code] for f in flags if f.code in _CAPS)], key=GRADES.index)


_VOUCHED = ("issuer", "number", "issued", "published", "effective")
"""facts one of which an official text names"""


def _genre_grade(metadata: Metadata) -> Grade:
    """The grade of its kind; B at best where neither issuer nor number nor date is known."""
    kind = genres().get(metadata.value("genre"))
    known: Grade = "A" if any(metadata.value(name) for name in _VOUCHED) else "B"
    return max(kind.grade, known, key=GRADES.index) if kind else "C"


def graded_by_genre(document: Document) -> bool:
    """True if a document's grade is no better than B for its kind alone, whatever was noticed in its text."""
    return document.grade != "A" and _genre_grade(document.metadata) == document.grade


def _spam_flags(lines: Sequence[Line]) -> list[Flag]:
    hits = [x.text for x in lines if len(x.text) <= 80 and has_spam(x.words.folded)]
    return [Flag("injected_spam", "bad", hits[0][:80], len(hits))] if hits else []


def _spun_flag(body: str) -> Flag | None:
    found = exchanged_words(body)
    return Flag(GARBLED, "bad", "、".join([*found][:8]), sum(found.values())) if found else None


def _character_flags(body: str) -> list[Flag]:
    flags = []
    if found := _mojibake().findall(body):
        flags.append(Flag("mojibake", "bad", found[0], len(found)))
    if found := _PINYIN.findall(body):
        flags.append(Flag("pinyin_glosses", "warn", found[0], len(found)))
    if lost := _LOST.findall(body):
        share = len(lost) / max(1, len(body))
        flags.append(
            Flag("replacement_characters", "bad" if share > _REPLACEMENT_SHARE else "warn", lost[0], len(lost))
        )
    return flags


@cache
def _mojibake() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, lexicons.load("integrity")["mojibake"])))


def _gap_flag(outline: Outline) -> Flag | None:
    """Lone spaces inside Chinese phrases, outside labels, quotations and short lines, where filters cut words out."""
    texts = [d.label.rest if d.label else d.text for d in outline.drafts if d.kind == "text"]
    prose = [re.sub("“[^”]*”", "", t) for t in texts if len(t) >= _PROSE]
    found = [
        t[max(0, gap.start() - 10) : gap.end() + 10]
        for t in prose if " " in t
        for gap in _GAP.finditer(t)
        if not _parts_bodies(t, gap.start())
    ]  # fmt: skip
    return Flag("sensitive_gaps", "warn", found[0], len(found)) if len(found) >= _MIN_GAPS else None


def _parts_bodies(text: str, gap: int) -> bool:
    """True for the blank between two bodies that issue something together: “某市科技局 某市财政局关于…”."""
    following = _NAME.match(text, gap + 1)
    if following is None or not ends_like_office(text[:gap]):
        return False
    issues = rule("integrity", "issues").expression.search(following[0])
    return ends_like_office(following[0][: issues.start()] if issues else following[0])


def _unread_flag(lines: Sequence[Line], outline: Outline) -> Flag | None:
    """A text of which nothing can be said."""
    read = {draft.text for draft in outline.drafts} | {omission.text for omission in outline.omissions}
    read |= {words for heading in outline.headings for words in (heading.label, heading.text)}
    unread = [x.text for x in lines if x.mark == "body" and x.kind == "text" and x.text not in read]
    unread = [text for text in unread if han_length(text) > 1 and not find_label(text)]
    return find_lost_layout(outline.drafts, unread) or (None if outline.drafts else Flag(NO_PARAGRAPHS, "bad"))


def _wrapper_flag(lines: Sequence[Line]) -> Flag | None:
    """A notice that starts with its addressees has lost its title and number."""
    first = next((x for x in lines if x.mark != "furniture"), None)
    return Flag("wrapper_incomplete", "warn", first.text[:80]) if first and first.mark == "salutation" else None


def _footnote_flag(outline: Outline) -> Flag | None:
    notes = [note for draft in outline.drafts for note in draft.caveats]
    return Flag("footnote", "info", notes[0][:80], len(notes)) if notes else None


def _scope_flag(lines: Sequence[Line]) -> Flag | None:
    """Parts of the territory that the plan or its figures leave out or count in: a caveat for every comparison."""
    scope = rule("integrity", "scope").expression
    inside = [x for x in lines if x.mark == "body" and x.words.may(scope)]
    found = [(x.text, hit) for x in inside for hit in scope.finditer(x.words.folded)]
    if not found:
        return None
    text, first = found[0]
    start = max(text.rfind(mark, 0, first.start()) for mark in "。；;(（") + 1
    return Flag("scope_note", "info", text[max(start, first.end() - 60) : first.end()], len(found))


def _traditional_flag(body: str) -> Flag | None:
    """Characters of Hong Kong, Macau and Taiwan: matched as simplified, quoted as they stand."""
    if traditional_share(body) < lexicons.load("traditional")["share"]:
        return None
    return Flag("traditional_text", "info", next(x for x in body.splitlines() if shows_traditional(x))[:40])


def _toc_flag(lines: Sequence[Line]) -> Flag | None:
    toc = [x.text for x in lines if x.mark == "toc"]
    return Flag("toc_removed", "info", toc[0][:80], len(toc)) if toc else None


def _wraps_flag(joins: int) -> Flag | None:
    return Flag("line_wraps_joined", "info", "", joins) if joins else None


def _attachment_flag(outline: Outline) -> Flag | None:
    """Attachments named at the end whose text is not in the file."""
    named = outline.attachments
    return Flag("attachments_missing", "warn", named[0][:80], len(named)) if named else None


def _host_flag(lines: Sequence[Line], metadata: Metadata) -> Flag | None:
    """A footer or copyright notice of another place's site."""
    own = metadata.value("district")
    for line in lines:
        if line.mark != "furniture":
            continue
        for host in _hosts(line.words.folded) if own else ():
            if flag := _foreign(host, own, metadata):
                return flag
    return None


def _hosts(folded: str) -> Iterator[str]:
    """Names of the sites that a footer says it belongs to: “主办单位:云州市人民政府”."""
    for named in rule("integrity", "host_named").expression.finditer(folded):
        name = _NAME.match(folded, named.end(), named.end() + _SITE_LETTERS)
        ends = [site.end() for site in rule("integrity", "site").expression.finditer(name[0])] if name else []
        if name and ends:
            yield name[0][: ends[-1]]


def _foreign(host: str, own: str, metadata: Metadata) -> Flag | None:
    government = rule("integrity", "government").expression
    place_name = government.sub("", host)
    spelled = (host, *(place_name + ending for ending in lexicons.load("integrity")["place_endings"]))
    mentions = next(filter(None, map(find_places, spelled)), ())
    if not mentions:
        return None if government.search(host) else Flag("wrong_host", "warn", host[:80])
    place = mentions[-1].divisions[0]
    if short_name(place.name) == short_name(own) or place.name in (
        metadata.value("parent"),
        metadata.value("province"),
    ):
        return None
    known = division(own)
    return Flag("reposted", "warn", host[:80]) if known else None


def _end_flag(lines: Sequence[Line]) -> Flag | None:
    """The last body line stops in the middle of a sentence."""
    body = [x for x in lines if x.mark == "body" and x.kind == "text"]
    if len(body) >= 5 and han_length(body[-1].text) >= 40 and not re.search(r"[。!;?)”》】:]$", body[-1].words.folded):
        return Flag("truncated", "warn", body[-1].text[-40:])
    return None


def _genre_flags(metadata: Metadata) -> list[Flag]:
    genre, title = metadata.value("genre"), metadata.value("title")
    flags = []
    if genre == "explainer":
        flags.append(Flag("summary_only", "warn", title[:80]))
    if genre == "excerpt":
        flags.append(Flag("chapter_excerpt", "warn", title[:80]))
    if genre == "news":
        flags.append(Flag("result_report", "warn", title[:80]))
    if genre == "draft" or rule("integrity", "draft").find(fold(title)):
        flags.append(Flag("draft", "warn", title[:80]))
    return flags


def _numbering_flag(outline: Outline) -> Flag | None:
    if outline.headings and not any(h.label and h.label[0] not in "●•○■◆▲★" for h in outline.headings):
        return Flag("no_numbering", "info", outline.headings[0].text[:80])
    return None
