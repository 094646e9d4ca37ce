"""Find the taxonomy's keywords in a text, and say of every hit why it counts or why it does not.

In: a text and a taxonomy. Out: `Match`es in reading order, rejected ones included.
Example: in “提高企业研发投入” 研发投入 is accepted, 高企 rejected (guard 提). Matching runs on characters by
Aho-Corasick, never on segmented tokens; overlaps are settled longest first, then left to right, within a type
(``overlap: measure``), over the taxonomy (``taxonomy``) or not at all (``all``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from compare.chinese.normalize import fold, squeeze
from compare.chinese.patterns import fold_pattern
from compare.chinese.sentences import clauses, sentences
from compare.chinese.traditional import Exchange, Origin, shows_traditional
from compare.chinese.words import word_across
from compare.coding.cues import cited_title, holding, passing_mention, polarity
from compare.lexicons import load
from compare.model import Condition, Keyword, Match, Span, Taxonomy

_BOUNDARY_LENGTH = 3
"""keywords up to this many Han characters are checked against word borders: 19 of 996 keywords of policy
vocabulary are ambiguous there, all of them this short (measured on 100 MB)"""
_LATIN = re.compile("[0-9A-Za-z]")
_START = attrgetter("start")


class Hit(NamedTuple):
    """A place where a keyword's letters stand, before anything is decided."""

    start: int
    end: int
    keyword: Keyword


class Text:
    """A text prepared for matching: folded, without layout spaces, with the way back."""

    def __init__(self, original: str) -> None:
        self.original = original
        squeezed, self._offsets = squeeze(original)
        self.folded = fold(squeezed)
        self._origins: Sequence[Origin] | None = None
        if shows_traditional(squeezed):
            self.folded, self._origins = _exchange()(self.folded)

    @property
    def plain(self) -> str:
        """The original folded: offsets are those of the original."""
        return self.folded if self._offsets is None and self._origins is None else fold(self.original)

    def source(self, start: int, end: int) -> Span:
        """The span of the original text."""
        if self._origins is not None:
            start, end = self._origins[start][0], self._origins[end - 1][1]
        if self._offsets is None:
            return Span(start, end)
        return Span(self._offsets[start], self._offsets[end - 1] + 1)


@cache
def _exchange() -> Exchange:
    return Exchange(load("traditional")["words"])


class Matcher:
    """The compiled keywords of one taxonomy; building takes milliseconds, so every worker builds its own."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        from ahocorasick_rs import AhoCorasick

        self.taxonomy = taxonomy
        self._type_of = {m.id: taxonomy.type_of(m.id) for m in taxonomy.measures}
        self._damped_by = {m.id: frozenset(m.damped_by) for m in taxonomy.types}
        forms: dict[str, list[Keyword | None]] = defaultdict(list)
        for keyword in taxonomy.keywords:
            for form in () if keyword.pattern else (keyword.text, *keyword.aliases):
                forms[_form(form)].append(keyword)
        for mask in taxonomy.masks:
            forms[_form(mask)].append(None)
        forms.pop("", None)
        self._owners = tuple((tuple(dict.fromkeys(owners)), _has_latin_end(form)) for form, owners in forms.items())
        """for each form of the automaton its keywords, None for a mask, and whether Latin letters must end there"""
        self._automaton: Any = AhoCorasick(list(forms)) if forms else None
        self._patterns = _compile(dict.fromkeys(k for k in taxonomy.keywords if k.pattern))
        self._denials = taxonomy.cues.prohibition + taxonomy.cues.negative

    def find(self, original: str | Text, cues: bool = True) -> tuple[Match, ...]:
        """All matches of a text in reading order; ``cues=False`` (headings) does not weigh the place in the clause."""
        text = original if isinstance(original, Text) else Text(original)
        hits, masks = self._hits(text.folded)
        if not hits:
            return ()
        denied = cues and bool([cue for cue in self._denials if cue in text.folded])
        verdicts = [self._judge(hit, text, masks, cues, denied) for hit in hits]
        self._settle(hits, verdicts)
        matches = [self._match(hit, text, *verdict) for hit, verdict in zip(hits, verdicts, strict=True)]
        if cues:
            matches = self._weigh(matches, text)
        return tuple(sorted(matches, key=lambda m: (m.span.start, -m.span.end, m.keyword.measure_id)))

    def _hits(self, folded: str) -> tuple[list[Hit], list[Span]]:
        hits: list[Hit] = []
        masks: list[Span] = []
        if self._automaton is not None:
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                owners, latin = self._owners[index]
                for owner in owners:
                    if owner is None:
                        masks.append(Span(start, end))
                    elif not latin or _latin_border(folded, start, end):
                        hits.append(Hit(start, end, owner))
        for keyword, pattern in self._patterns:
            hits.extend(Hit(m.start(), m.end(), keyword) for m in pattern.finditer(folded) if m.end() > m.start())
        return hits, masks

    def _judge(self, hit: Hit, text: Text, masks: Sequence[Span], cues: bool, denied: bool) -> tuple[str, str]:
        """Why a hit does not count, and the words that decided; two empty strings if it does.

        `denied` says that a cue of prohibition or denial stands somewhere in the text.
        """
        folded, keyword = text.folded, hit.keyword
        for mask in masks:
            around = hit.start <= mask.start and mask.end <= hit.end and hit.end - hit.start > mask.end - mask.start
            if mask.start < hit.end and hit.start < mask.end and not around:  # only a longer keyword keeps masked words
                return "mask", folded[mask.start : mask.end]
        if guard := _guard(keyword, folded, hit):
            return "guard", guard
        if cues and "《" in folded and (title := cited_title(folded, hit.start)):
            return "citation", title
        if keyword.conditions and (failed := next((c for c in keyword.conditions if not _holds(c, hit, text)), None)):
            return "condition", f"{failed.kind}:{'、'.join(failed.terms[:4])}"
        if denied and (
            why := polarity(folded, hit.start, hit.end, holding(clauses(folded), hit.start), self.taxonomy.cues)
        ):
            return why
        if _checks_boundary(keyword, hit) and (word := word_across(folded, hit.start, hit.end)):
            return "boundary", word
        return "", ""

    def _settle(self, hits: Sequence[Hit], verdicts: list[tuple[str, str]]) -> None:
        """Overlaps as quanteda's nested_scope key (measure) and dictionary (taxonomy): longest first, left to right.

        The verdict of an accepted hit that another one takes the place of is changed to “overlap”.
        """
        if self.taxonomy.overlap == "all":
            return
        own: dict[str, list[Hit]] = defaultdict(list)
        covered: list[Hit] = []
        for i in sorted((i for i, (why, _) in enumerate(verdicts) if not why), key=lambda i: _settling_order(hits[i])):
            hit = hits[i]
            kept = own[self._type_of[hit.keyword.measure_id]]
            rival = _overlapping(hit, kept)
            if rival is None and self.taxonomy.overlap == "taxonomy":
                rival = _covering(hit, covered)
            if rival is not None:
                verdicts[i] = ("overlap", rival.keyword.text)
                continue
            insort(kept, hit, key=_START)
            covered.append(hit)

    def _match(self, hit: Hit, text: Text, rejected: str, note: str) -> Match:
        span = text.source(hit.start, hit.end)
        return Match(hit.keyword, span, text.original[span.start : span.end], rejected, note)

    def _weigh(self, matches: list[Match], text: Text) -> list[Match]:
        """Mark the accepted matches that are only passing mentions."""
        accepted = [m for m in matches if not m.rejected]
        found = passing_mention(
            text.plain, [(m.span.start, m.span.end, self._type_of[m.keyword.measure_id]) for m in accepted],
            self.taxonomy.cues, self._damped_by,
        )  # fmt: skip
        weighed = (replace(m, status=s, note=note) if s else m for m, (s, note) in zip(accepted, found, strict=True))
        return [m if m.rejected else next(weighed) for m in matches]


def _settling_order(hit: Hit) -> tuple[int, bool, int, str, int]:
    """Longest first; among equally long hits a strong keyword goes before a weak one, then left to right."""
    return hit.start - hit.end, hit.keyword.strength == "weak", hit.start, hit.keyword.measure_id, hit.keyword.line


def _overlapping(hit: Hit, kept: Sequence[Hit]) -> Hit | None:
    """The hit of `kept` that takes the place; `kept` is free of overlaps, in reading order and nowhere shorter."""
    if not kept:
        return None
    after = bisect_left(kept, hit.start, key=_START)
    rivals = [o for o in kept[max(0, after - 1) : after + 1] if o.start < hit.end and hit.start < o.end]
    return min(rivals, key=_settling_order) if rivals else None


def _form(text: str) -> str:
    return fold(squeeze(text.strip())[0])


@cache
def _forms(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Guards and context terms in the form of the text they are looked for in."""
    return tuple(_form(t) for t in texts)


def _compile(keywords: Iterable[Keyword]) -> list[tuple[Keyword, Any]]:
    """Pattern keywords as RE2 programs: linear time whatever an analyst writes."""
    found = list(keywords)
    if not found:
        return []
    import re2

    options = re2.Options()
    options.log_errors = False
    return [(k, re2.compile(f"(?i){fold_pattern(k.text)}", options=options)) for k in found]


def _has_latin_end(form: str) -> bool:
    return bool(_LATIN.match(form[0]) or _LATIN.match(form[-1]))


def _latin_border(folded: str, start: int, end: int) -> bool:
    """AI and 5G need ASCII borders: 支持AI企业 matches, MAIN does not."""
    before = start > 0 and _LATIN.match(folded[start]) and _LATIN.match(folded[start - 1])
    after = end < len(folded) and _LATIN.match(folded[end - 1]) and _LATIN.match(folded[end])
    return not (before or after)


def _guard(keyword: Keyword, folded: str, hit: Hit) -> str:
    if keyword.not_after and folded.endswith(before := _forms(keyword.not_after), 0, hit.start):
        return next(text for text in before if folded.endswith(text, 0, hit.start))
    if keyword.not_before and folded.startswith(after := _forms(keyword.not_before), hit.end):
        return next(text for text in after if folded.startswith(text, hit.end))
    return ""


def _holds(condition: Condition, hit: Hit, text: Text) -> bool:
    if condition.scope == "paragraph":
        reach = Span(0, len(text.folded))
    else:
        reach = holding(sentences(text.folded), hit.start)
    width = condition.within or len(text.folded)
    left = text.folded[max(reach.start, hit.start - width) : hit.start]
    right = text.folded[hit.end : min(reach.end, hit.end + width)]
    terms = _forms(condition.terms)
    if condition.kind == "before":
        return any(t in left for t in terms)
    if condition.kind == "after":
        return any(t in right for t in terms)
    near = [t in left or t in right for t in terms]
    if condition.kind == "all_of":
        return all(near)
    return any(near) == (condition.kind == "near")


def _checks_boundary(keyword: Keyword, hit: Hit) -> bool:
    if keyword.boundary is not None:
        return keyword.boundary
    return hit.end - hit.start <= _BOUNDARY_LENGTH and not keyword.pattern


def _covering(hit: Hit, covered: Sequence[Hit]) -> Hit | None:
    """A longer or earlier hit if all characters of `hit` are taken; equal spans under two types both count."""
    taken: set[int] = set()
    owner = None
    for other in covered:
        if (other.start, other.end) != (hit.start, hit.end) and other.start < hit.end and hit.start < other.end:
            taken.update(range(max(other.start, hit.start), min(other.end, hit.end)))
            owner = other
    return owner if len(taken) == hit.end - hit.start else None
