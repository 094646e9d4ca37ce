"""Find the taxonomy's keywords in a text, and say of every hit why it counts or why it does not.

In: a text and a taxonomy. Out: `Match`es in reading order, rejected ones included.
Example: in “提高企业研发投入” 研发投入 is accepted, 高企 rejected (guard 提). Matching runs on characters by
Aho-Corasick, never on segmented tokens; overlaps are settled longest first, then left to right, within a type
(``overlap: measure``), over the taxonomy (``taxonomy``) or not at all (``all``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any

from compare.chinese.normalize import fold, squeeze
from compare.chinese.sentences import clauses, sentences
from compare.chinese.traditional import Exchange, Origin, shows_traditional
from compare.chinese.words import word_across
from compare.coding.cues import cited_title, passing_mention, polarity
from compare.lexicons import load
from compare.model import Condition, Keyword, Match, Span, Taxonomy

_BOUNDARY_LENGTH = 3
"""keywords up to this many Han characters are checked against word borders: 19 of 996 keywords of policy
vocabulary are ambiguous there, all of them this short (measured on 100 MB)"""
_LATIN = re.compile("[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where a keyword's letters stand, before anything is decided."""

    keyword: Keyword
    start: int
    end: int


class Text:
    """A text prepared for matching: folded, without layout spaces, with its sentences and the way back."""

    def __init__(self, original: str) -> None:
        self.original = original
        squeezed, self._offsets = squeeze(original)
        self.folded = fold(squeezed)
        self._origins: Sequence[Origin] | None = None
        if shows_traditional(squeezed):
            self.folded, self._origins = _exchange()(self.folded)

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        return sentences(self.folded)

    @cached_property
    def clauses(self) -> tuple[Span, ...]:
        return clauses(self.folded)

    @property
    def plain(self) -> str:
        """The original folded: offsets are those of the original."""
        return self.folded if self._offsets is None and self._origins is None else fold(self.original)

    def around(self, spans: Sequence[Span], position: int) -> Span:
        """The sentence or clause that holds a position."""
        return next((s for s in spans if s.start <= position < s.end), Span(0, len(self.folded)))

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
        self._owners = tuple(tuple(owners) for owners in forms.values())
        self._automaton: Any = AhoCorasick(list(forms)) if forms else None
        self._patterns = _compile([k for k in taxonomy.keywords if k.pattern])

    def find(self, original: str | Text, cues: bool = True) -> tuple[Match, ...]:
        """All matches of a text in reading order; with ``cues=False`` (headings) position in the clause is not weighed."""
        text = original if isinstance(original, Text) else Text(original)
        hits, masks = self._hits(text.folded)
        hits = list(dict.fromkeys(hits))  # a keyword listed twice, or with an alias of the same folded form
        if not hits:
            return ()
        judged = [(hit, *self._judge(hit, text, masks, cues)) for hit in hits]
        kept = self._settle([hit for hit, why, _ in judged if not why])
        matches = [self._match(hit, text, *(kept[hit] if not why else (why, note))) for hit, why, note in judged]
        if cues:
            matches = self._weigh(matches, text)
        return tuple(sorted(matches, key=lambda m: (m.span.start, -m.span.end, m.keyword.measure_id)))

    def _hits(self, folded: str) -> tuple[list[Hit], list[Span]]:
        hits: list[Hit] = []
        masks: list[Span] = []
        if self._automaton is not None:
            for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
                for owner in self._owners[index]:
                    if owner is None:
                        masks.append(Span(start, end))
                    elif _latin_border(folded, start, end):
                        hits.append(Hit(owner, start, end))
        for keyword, pattern in self._patterns:
            hits.extend(Hit(keyword, m.start(), m.end()) for m in pattern.finditer(folded) if m.end() > m.start())
        return hits, masks

    def _judge(self, hit: Hit, text: Text, masks: Sequence[Span], cues: bool) -> tuple[str, str]:
        """Why a hit does not count, and the words that decided; two empty strings if it does."""
        folded, keyword = text.folded, hit.keyword
        for mask in masks:
            covers = mask.start <= hit.start and hit.end <= mask.end
            if covers or (mask.start < hit.end and hit.start < mask.end and hit.end - hit.start <= mask.end - mask.start):
                return "mask", folded[mask.start : mask.end]
        if guard := _guard(keyword, folded, hit):
            return "guard", guard
        if cues and (title := cited_title(folded, hit.start)):
            return "citation", title
        if failed := next((c for c in keyword.conditions if not _holds(c, hit, text)), None):
            return "condition", f"{failed.kind}:{'、'.join(failed.terms[:4])}"
        if cues and (why := polarity(folded, hit.start, hit.end, text.around(text.clauses, hit.start), self.taxonomy.cues)):
            return why
        if _checks_boundary(keyword, hit) and (word := word_across(folded, hit.start, hit.end)):
            return "boundary", word
        return "", ""

    def _settle(self, hits: Sequence[Hit]) -> dict[Hit, tuple[str, str]]:
        """Overlaps as quanteda's nested_scope key (measure) and dictionary (taxonomy): longest first, left to right."""
        result = dict.fromkeys(hits, ("", ""))
        if self.taxonomy.overlap == "all":
            return result
        own: dict[str, list[Hit]] = defaultdict(list)
        covered: list[Hit] = []
        by_length: dict[int, list[Hit]] = defaultdict(list)
        for hit in hits:
            by_length[hit.end - hit.start].append(hit)
        for length in sorted(by_length, reverse=True):
            for hit in sorted(by_length[length], key=_settling_order):
                type_id = self._type_of[hit.keyword.measure_id]
                rival = next((o for o in own[type_id] if o.start < hit.end and hit.start < o.end), None)
                if rival is None and self.taxonomy.overlap == "taxonomy":
                    rival = _covering(hit, covered)
                if rival is not None:
                    result[hit] = ("overlap", rival.keyword.text)
                    continue
                own[type_id].append(hit)
                covered.append(hit)
        return result

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
        statuses = {id(m): status for m, status in zip(accepted, found, strict=True)}
        return [replace(m, status=s[0], note=s[1]) if (s := statuses.get(id(m))) and s[0] else m for m in matches]


def _settling_order(hit: Hit) -> tuple[bool, int, str, int]:
    """Among equally long hits a strong keyword goes before a weak one, then left to right."""
    return hit.keyword.strength == "weak", hit.start, hit.keyword.measure_id, hit.keyword.line


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

    return [(k, re2.compile(f"(?i){k.text}")) for k in found]


def _latin_border(folded: str, start: int, end: int) -> bool:
    """AI and 5G need ASCII borders: 支持AI企业 matches, MAIN does not."""
    before = start > 0 and _LATIN.match(folded[start]) and _LATIN.match(folded[start - 1])
    after = end < len(folded) and _LATIN.match(folded[end - 1]) and _LATIN.match(folded[end])
    return not (before or after)


def _guard(keyword: Keyword, folded: str, hit: Hit) -> str:
    for text in _forms(keyword.not_after):
        if folded.endswith(text, 0, hit.start):
            return text
    for text in _forms(keyword.not_before):
        if folded.startswith(text, hit.end):
            return text
    return ""


def _holds(condition: Condition, hit: Hit, text: Text) -> bool:
    if condition.scope == "paragraph":
        reach = Span(0, len(text.folded))
    else:
        reach = text.around(text.sentences, hit.start)
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
