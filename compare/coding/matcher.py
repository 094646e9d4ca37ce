"""Find the taxonomy's keywords in a text, and say of every hit why it counts or why it does not.

In: texts and a taxonomy. Out: `Match`es in reading order, rejected ones included.
Example: in “提高企业研发投入” 研发投入 is accepted, 高企 rejected (guard 提). Matching runs on characters by
Aho-Corasick (the one scan of a text, chinese/vocabulary.py), never on segmented tokens; overlaps are settled longest
first, then left to right, within a type (``overlap: measure``), over the taxonomy (``taxonomy``) or not at all
(``all``). What is common to the texts of a document is asked once: the scan and the word borders.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter, itemgetter
from typing import Any, Literal

from compare.chinese.normalize import fold, squeeze
from compare.chinese.patterns import fold_pattern, needed_words_of_re2
from compare.chinese.sentences import clauses, holding, sentences
from compare.chinese.spans import span_of
from compare.chinese.text import Text, scan_all
from compare.chinese.vocabulary import VOCABULARY
from compare.chinese.words import words_across
from compare.coding.cues import Denials, cited_title, denials, polarity
from compare.coding.mentions import passing_mention
from compare.kinds import Mention, Rejection
from compare.model import COUNTING, Condition, Keyword, Match, Span, Taxonomy

_BOUNDARY_LENGTH = 3
"""keywords up to this many Han characters are checked against word borders: 19 of 996 keywords of policy
vocabulary are ambiguous there, all of them this short (measured on 100 MB)"""
_LATIN = re.compile("[0-9A-Za-z]")
_START = attrgetter("start")
_BEGINNING = itemgetter(1)
"""of a place"""
_END = itemgetter(1)
"""of a mask"""
_MEASURE = attrgetter("keyword.measure_id")

Refusal = tuple[Rejection, str] | None
"""why a hit does not count and the words that decided; None if it does"""


class _Spelling:
    """A form in which a keyword is looked for, with what must hold around it; made once a taxonomy."""

    __slots__ = (
        "after", "before", "bordered", "bound", "conditions", "keyword", "latin", "order", "type_id", "weak",
    )  # fmt: skip

    def __init__(self, keyword: Keyword, form: str, type_id: str) -> None:
        self.keyword, self.type_id = keyword, type_id
        self.weak, self.order = keyword.strength == "weak", (keyword.measure_id, keyword.line)
        self.latin = bool(form) and _has_latin_end(form)
        """Latin letters or digits must end where it ends"""
        self.before, self.after = _forms(keyword.not_after), _forms(keyword.not_before)
        self.conditions = [(condition, _forms(condition.terms)) for condition in keyword.conditions]
        self.bound = bool(self.before or self.after or self.conditions)
        """whether something must or must not stand around it"""
        short = not keyword.pattern and len(form) <= _BOUNDARY_LENGTH
        self.bordered = short if keyword.boundary is None else keyword.boundary


class Hit:
    """A place where a keyword's letters stand, and what is decided of it; a `Match` in the making."""

    __slots__ = ("end", "note", "spelling", "start", "status", "why")

    def __init__(self, start: int, end: int, spelling: _Spelling) -> None:
        self.start, self.end, self.spelling = start, end, spelling
        self.why: Rejection | Literal[""] = ""
        """why it does not count; empty = accepted"""
        self.note = ""
        """the words that decided"""
        self.status: Mention | Literal[""] = ""
        """how it is used; empty = as the object of an action"""


class Matcher:
    """The compiled keywords of one taxonomy; building takes milliseconds, so every worker builds its own."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self._damped_by = {m.id: frozenset(m.damped_by) for m in taxonomy.types}
        self._spellings = _spellings(taxonomy)
        masks = dict.fromkeys(map(_form, taxonomy.masks))
        masks.pop("", None)
        self._masks = frozenset(map(VOCABULARY.place, masks))
        self._patterns = [_Pattern(k, taxonomy) for k in dict.fromkeys(k for k in taxonomy.keywords if k.pattern)]
        self._count = 1 + max([*self._spellings, *self._masks], default=-1)
        """words of the vocabulary that a scan must know of"""
        cues = taxonomy.cues
        self._denials = VOCABULARY.demand(cues.prohibition + cues.negative)
        self._counts = taxonomy.scoring == COUNTING
        """whether words are counted, each of which is one: then only cues of the taxonomy's own make less of it"""
        self._weighs = not self._counts or bool(cues.beneficiary or cues.location or cues.outcome or cues.list_items)

    def find(self, text: str | Text, cues: bool = True) -> tuple[Match, ...]:
        """All matches of a text in reading order; ``cues=False`` (headings) does not weigh the place in the clause."""
        return self.find_all([text if isinstance(text, Text) else Text(text)], cues)[0]

    def find_all(self, texts: Sequence[Text], cues: bool = True) -> list[tuple[Match, ...]]:
        """The matches of each of the texts."""
        scan_all(texts, self._count)
        found = [self._judged(text, cues) for text in texts]
        _reject_across_words(texts, found)
        return [self._matches(text, hits, cues) if hits else () for text, hits in zip(texts, found, strict=True)]

    def _judged(self, text: Text, cues: bool) -> list[Hit]:
        """All hits, with the verdict of everything but word borders and overlaps."""
        hits, masks = self._hits(text)
        if not hits:
            return hits
        joined = text.joined
        denied = self._denials_in(text) if cues else None
        cites = cues and "《" in joined
        anything = masks or denied or cites
        for hit in hits:
            spelling = hit.spelling
            if not (anything or spelling.bound):
                continue
            verdict = (
                (_masked(hit, masks, joined) if masks else None)
                or (_guarded(hit, joined) if spelling.before or spelling.after else None)
                or (_cited(hit, joined) if cites else None)
                or (_unmet(hit, text) if spelling.conditions else None)
                or (
                    polarity(joined, hit.start, hit.end, holding(_clauses(text), hit.start), denied) if denied else None
                )
            )
            if verdict:
                hit.why, hit.note = verdict
        return hits

    def _denials_in(self, text: Text) -> Denials | None:
        """The words of the text that forbid or deny something; the scan knows only of the folded form."""
        if text.aligned and not text.holds(self._denials):
            return None
        return denials(text.joined, self.taxonomy.cues)

    def _hits(self, text: Text) -> tuple[list[Hit], list[tuple[int, int]]]:
        """Where keywords (in reading order) and masks (by their ends) stand in the joined form."""
        hits: list[Hit] = []
        masks: list[tuple[int, int]] = []
        places = text.places(self._count)
        if len(places) > 1:  # they come by their ends: of those that begin together the longest shall be first
            places = places[::-1]
            places.sort(key=_BEGINNING)
        for number, start, end in places:
            spellings = self._spellings.get(number)
            if spellings and (not spellings[0].latin or _latin_border(text.joined, start, end)):
                for spelling in spellings:
                    hits.append(Hit(start, end, spelling))
            if number in self._masks:
                masks.append((start, end))
        masks.sort(key=_END)
        if self._patterns:
            hits.extend([hit for pattern in self._patterns for hit in pattern.hits(text)])
            hits.sort(key=_reading_order)
        return hits, masks

    def _matches(self, text: Text, hits: list[Hit], cues: bool) -> tuple[Match, ...]:
        """Overlaps settled, passing mentions marked; from the joined form back to the source."""
        if len(hits) > 1 and self.taxonomy.overlap != "all":
            _settle([hit for hit in hits if not hit.why], self.taxonomy.overlap == "taxonomy")
        if not text.aligned:
            for hit in hits:
                hit.start, hit.end = text.span(hit.start, hit.end)
            hits.sort(key=_reading_order)  # characters of an exchanged word share their place in the source
        if cues and self._weighs:
            self._weigh(text, [hit for hit in hits if not hit.why])
        source = text.source
        return tuple([
            Match(
                hit.spelling.keyword, span_of((hit.start, hit.end)), source[hit.start : hit.end],
                hit.why, hit.note, hit.status,
            )
            for hit in hits
        ])  # fmt: skip

    def _weigh(self, text: Text, accepted: Sequence[Hit]) -> None:
        """Mark the hits that are only passing mentions."""
        places = [(hit.start, hit.end, hit.spelling.type_id) for hit in accepted]
        mentions = passing_mention(text, places, self.taxonomy.cues, self._damped_by, general=not self._counts)
        for hit, (status, note) in zip(accepted, mentions, strict=True):
            if status:
                hit.status, hit.note = status, note


class _Pattern:
    """A pattern keyword as an RE2 program: linear time whatever an analyst writes."""

    def __init__(self, keyword: Keyword, taxonomy: Taxonomy) -> None:
        import re2

        options = re2.Options()
        options.log_errors = False
        expression = fold_pattern(keyword.text)
        self._compiled: Any = re2.compile(f"(?i){expression}", options=options)
        self._needs = VOCABULARY.demand(needed_words_of_re2(expression))
        self._spelling = _Spelling(keyword, "", taxonomy.type_of(keyword.measure_id))

    def hits(self, text: Text) -> list[Hit]:
        if text.aligned and not text.holds(self._needs):
            return []
        found = self._compiled.finditer(text.joined)
        return [Hit(m.start(), m.end(), self._spelling) for m in found if m.end() > m.start()]


def _spellings(taxonomy: Taxonomy) -> dict[int, list[_Spelling]]:
    """Number of a word in the vocabulary → the keywords that are spelled so."""
    owners: dict[str, dict[Keyword, None]] = defaultdict(dict)
    for keyword in taxonomy.keywords:
        for spelled in () if keyword.pattern else (keyword.text, *keyword.aliases):
            owners[_form(spelled)][keyword] = None
    owners.pop("", None)
    return {
        VOCABULARY.place(form): sorted(
            [_Spelling(k, form, taxonomy.type_of(k.measure_id)) for k in keywords], key=_MEASURE
        )
        for form, keywords in owners.items()
    }


def _form(text: str) -> str:
    return fold(squeeze(text.strip())[0])


def _forms(texts: Iterable[str]) -> tuple[str, ...]:
    """Guards and context terms in the form of the text they are looked for in."""
    return tuple(map(_form, texts))


def _has_latin_end(form: str) -> bool:
    return bool(_LATIN.match(form[0]) or _LATIN.match(form[-1]))


def _latin_border(folded: str, start: int, end: int) -> bool:
    """AI and 5G need ASCII borders: 支持AI企业 matches, MAIN does not."""
    before = start > 0 and _LATIN.match(folded[start]) and _LATIN.match(folded[start - 1])
    after = end < len(folded) and _LATIN.match(folded[end - 1]) and _LATIN.match(folded[end])
    return not (before or after)


# -- what voids a hit -------------------------------------------------------------------------------------------


def _masked(hit: Hit, masks: Sequence[tuple[int, int]], joined: str) -> Refusal:
    """Masked words count only inside a longer keyword."""
    for start, end in masks:
        around = hit.start <= start and end <= hit.end and hit.end - hit.start > end - start
        if start < hit.end and hit.start < end and not around:
            return "mask", joined[start:end]
    return None


def _guarded(hit: Hit, joined: str) -> Refusal:
    before, after = hit.spelling.before, hit.spelling.after
    if before and joined.endswith(before, 0, hit.start):
        return "guard", next(text for text in before if joined.endswith(text, 0, hit.start))
    if after and joined.startswith(after, hit.end):
        return "guard", next(text for text in after if joined.startswith(text, hit.end))
    return None


def _cited(hit: Hit, joined: str) -> Refusal:
    title = cited_title(joined, hit.start)
    return ("citation", title) if title else None


def _unmet(hit: Hit, text: Text) -> Refusal:
    """The first condition of the keyword that does not hold."""
    for condition, terms in hit.spelling.conditions:
        if not _holds(condition, terms, hit, text):
            return "condition", f"{condition.kind}:{'、'.join(condition.terms[:4])}"
    return None


def _holds(condition: Condition, terms: Sequence[str], hit: Hit, text: Text) -> bool:
    joined = text.joined
    reach = Span(0, len(joined)) if condition.scope == "paragraph" else holding(_sentences(text), hit.start)
    width = condition.within or len(joined)
    left = joined[max(reach.start, hit.start - width) : hit.start]
    right = joined[hit.end : min(reach.end, hit.end + width)]
    if condition.kind == "before":
        return any(term in left for term in terms)
    if condition.kind == "after":
        return any(term in right for term in terms)
    near = [term in left or term in right for term in terms]
    if condition.kind == "all_of":
        return all(near)
    return any(near) == (condition.kind == "near")


def _sentences(text: Text) -> Sequence[Span]:
    """Of the joined form."""
    return text.sentences if text.aligned else sentences(text.joined)


def _clauses(text: Text) -> Sequence[Span]:
    return text.clauses if text.aligned else clauses(text.joined)


def _reject_across_words(texts: Sequence[Text], found: Sequence[Sequence[Hit]]) -> None:
    """Ask the dictionary once about all short hits that count so far."""
    asked = [
        (hit, (text.joined, hit.start, hit.end))
        for text, hits in zip(texts, found, strict=True)
        for hit in hits
        if hit.spelling.bordered and not hit.why
    ]
    for (hit, _), word in zip(asked, words_across([place for _, place in asked]), strict=True):
        if word:
            hit.why, hit.note = "boundary", word


# -- overlaps ---------------------------------------------------------------------------------------------------


def _settle(hits: Sequence[Hit], over_taxonomy: bool) -> None:
    """Overlaps as quanteda's nested_scope key (measure) and dictionary (taxonomy): longest first, left to right.

    The hits stand in reading order. An accepted hit that another one takes the place of becomes an “overlap”.
    """
    rivals: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        rivals["" if over_taxonomy else hit.spelling.type_id].append(hit)
    for group in rivals.values():
        for cluster in _clusters(group) if len(group) > 1 else ():
            _settle_cluster(cluster, over_taxonomy)


def _clusters(hits: Sequence[Hit]) -> list[list[Hit]]:
    """Stretches of hits that overlap one with the next; of hits in reading order."""
    clusters: list[list[Hit]] = []
    last, behind = hits[0], 0
    for hit in hits:
        if hit.start >= behind:
            joined = False
        elif joined:
            clusters[-1].append(hit)
        else:
            clusters.append([last, hit])
            joined = True
        last = hit
        if hit.end > behind:
            behind = hit.end
    return clusters


def _settle_cluster(hits: Sequence[Hit], over_taxonomy: bool) -> None:
    if len(hits) == 2 and hits[0].spelling.type_id == hits[1].spelling.type_id:  # as nearly all are
        first, second = sorted(hits, key=_settling_order)
        second.why, second.note = "overlap", first.spelling.keyword.text
        return
    own: dict[str, list[Hit]] = defaultdict(list)
    covered: list[Hit] = []
    for hit in sorted(hits, key=_settling_order):
        kept = own[hit.spelling.type_id]
        rival = _overlapping(hit, kept)
        if rival is None and over_taxonomy:
            rival = _covering(hit, covered)
        if rival is not None:
            hit.why, hit.note = "overlap", rival.spelling.keyword.text
            continue
        insort(kept, hit, key=_START)
        covered.append(hit)


def _settling_order(hit: Hit) -> tuple[int, bool, int, tuple[str, int]]:
    """Longest first; among equally long hits a strong keyword goes before a weak one, then left to right."""
    return hit.start - hit.end, hit.spelling.weak, hit.start, hit.spelling.order


def _overlapping(hit: Hit, kept: Sequence[Hit]) -> Hit | None:
    """The hit of `kept` that takes the place; `kept` is free of overlaps, in reading order and nowhere shorter."""
    if not kept:
        return None
    after = bisect_left(kept, hit.start, key=_START)
    rivals = [o for o in kept[max(0, after - 1) : after + 1] if o.start < hit.end and hit.start < o.end]
    return min(rivals, key=_settling_order) if rivals else None


def _covering(hit: Hit, covered: Sequence[Hit]) -> Hit | None:
    """A longer or earlier hit if all characters of `hit` are taken; equal spans under two types both count."""
    taken: set[int] = set()
    owner = None
    for other in covered:
        if (other.start, other.end) != (hit.start, hit.end) and other.start < hit.end and hit.start < other.end:
            taken.update(range(max(other.start, hit.start), min(other.end, hit.end)))
            owner = other
    return owner if len(taken) == hit.end - hit.start else None


def _reading_order(hit: Hit) -> tuple[int, int, str]:
    return hit.start, -hit.end, hit.spelling.order[0]
