"""Turn matches into codings: which types a paragraph is about, and the reasons whose sum is the score.

In: a paragraph with its headings, the document's title, a matcher. Out: `Coding`s by rank, mentions last.
Example: heading “完善科技金融服务体系” +3, lead sentence 科技支行 +2, body 天使投资 +2 … → fintech, rank 1.
The arithmetic is domain rule D0.11; weights and alternatives tried stand in taxonomy/README.md.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from compare.chinese.normalize import fold
from compare.chinese.sentences import first_sentence, sentences
from compare.coding.cues import holding
from compare.coding.matcher import Matcher, Text
from compare.model import Coding, Document, Match, Measure, Paragraph, Reason, Span, Taxonomy

_OWN_HEADING = 2
"""paragraphs under a heading up to which it is their own: the title of a clause, not of a chapter"""
_EQUAL = 0.75
"""share of the strongest type's own points from which a type of the lead sentence stands beside it, whatever the
headings add to the other (0.7–0.8 code twelve documents alike)"""
_ASIDE = 0.7
"""share of the residual type's points below which an unheaded type is a mention: 0.3–0.75 code twelve science policies
alike, and the higher values keep stray words of general work reports out"""
_RESIDUAL_THRESHOLD = 2.0
"""one strong term names a residual type: it only wins where no headline type reaches its own threshold"""


class Scorer:
    """Codes paragraphs by one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.matcher = Matcher(taxonomy)
        self._order = {m.id: i for i, m in enumerate(taxonomy.measures)}
        self._headline = frozenset(t.id for t in taxonomy.types)
        self._context = lru_cache(maxsize=4096)(self._find_context)

    def code_document(self, document: Document) -> dict[str, tuple[Coding, ...]]:
        """Paragraph key → codings, for all paragraphs; a heading over one or two of them speaks for just these."""
        below = Counter(p.headings for p in document.paragraphs)
        own = {path for path, count in below.items() if path and path[-1].text and count <= _OWN_HEADING}
        return {p.key: self.code(p, document.title, own_heading=p.headings in own) for p in document.paragraphs}

    def code(self, paragraph: Paragraph, title: str = "", own_heading: bool = False) -> tuple[Coding, ...]:
        """All types that the paragraph is about (rank ≥ 1) or mentions (rank 0), best first.

        With `own_heading` the nearest heading is the paragraph's own (it heads one or two): it counts as its words.
        """
        matches = [self._scoped(m, paragraph) for m in self.matcher.find(Text(paragraph.text))]
        by_type = _by_type(matches, self.taxonomy)
        reasons = self._reasons(paragraph, by_type, title, own_heading)
        scored = []
        for type_id, why in reasons.items():
            own = by_type.get(type_id, ())
            scored.append(Coding(paragraph.key, type_id, self._subtypes(own), tuple(own), tuple(why), 0))
        rejected = [Coding(paragraph.key, t, (), tuple(ms), (), 0) for t, ms in by_type.items() if t not in reasons]
        return self._rank(scored) + tuple(sorted(rejected, key=lambda c: self._order[c.measure_id]))

    # -- reasons --

    def _reasons(
        self, paragraph: Paragraph, by_type: Mapping[str, Sequence[Match]], title: str, own_heading: bool
    ) -> Mapping[str, list[Reason]]:
        rule = self.taxonomy.scoring
        reasons: dict[str, list[Reason]] = defaultdict(list)
        lead_end = first_sentence(paragraph.text).end
        for type_id, own in by_type.items():
            body = self._body(own)
            if not body:
                continue
            reasons[type_id] += body
            if lead := _strongest(m for m in own if m.span.end <= lead_end and not m.status):
                points = rule.lead_strong if lead.keyword.strength == "strong" else rule.lead_weak
                reasons[type_id] += [Reason("lead", points, lead.quote)] if points else []
        self._add_headings(reasons, paragraph, own_heading)
        self._add_title(reasons, title)
        self._add_sentences(reasons, paragraph.text, by_type)
        return reasons

    def _body(self, matches: Iterable[Match]) -> list[Reason]:
        """Distinct keywords of one type, each once at its best standing, capped."""
        rule = self.taxonomy.scoring
        best: dict[str, tuple[float, Match]] = {}
        for match in matches:
            if match.rejected:
                continue
            points = match.keyword.points * (rule.damped if match.status else 1.0)
            if match.status == "list" or match.status == "beneficiary":
                points = 0.0
            name = match.keyword.text
            if name not in best or points > best[name][0]:
                best[name] = (points, match)
        found = [Reason(m.status or "body", points, m.quote) for points, m in best.values()]
        excess = sum(r.points for r in found) - rule.body_cap
        return found + ([Reason("body_cap", -excess)] if excess > 0 else [])

    def _add_headings(self, reasons: dict[str, list[Reason]], paragraph: Paragraph, own_heading: bool) -> None:
        """The nearest heading with words, the headings above it, and the lead-in sentence of a list."""
        rule = self.taxonomy.scoring
        named = [h for h in paragraph.headings if h.text]
        for distance, heading in enumerate(reversed(named)):
            for type_id, match in self._context(heading.text).items():
                if distance == 0:
                    strong = match.keyword.strength == "strong"
                    points = rule.heading_strong if strong else rule.heading_weak
                    name = "own_heading" if own_heading and strong else "heading"
                    reasons[type_id].append(Reason(name, points, heading.text[:40]))
                elif match.keyword.strength == "strong":
                    reasons[type_id].append(Reason("context", rule.context, heading.text[:40]))
        if paragraph.lead:
            for type_id, match in self._context(paragraph.lead).items():
                if match.keyword.strength == "strong":
                    reasons[type_id].append(Reason("item", rule.lead_strong, match.quote))

    def _add_title(self, reasons: dict[str, list[Reason]], title: str) -> None:
        """The document's title helps a type that the paragraph names itself."""
        for type_id, match in self._context(title).items() if title else ():
            if match.keyword.strength == "strong" and any(
                r.rule in ("body", "heading", "own_heading", "item") for r in reasons.get(type_id, ())
            ):
                reasons[type_id].append(Reason("title", self.taxonomy.scoring.title_strong, match.quote))

    def _add_sentences(
        self, reasons: dict[str, list[Reason]], text: str, by_type: Mapping[str, Sequence[Match]]
    ) -> None:
        """Note the types that a sentence of their own is about: two strong keywords, and no other type has more."""
        points: dict[Span, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
        for type_id, own in by_type.items():
            for match in own if type_id in self._headline else ():
                if not match.rejected and not match.status:
                    sentence = holding(sentences(text), match.span.start)
                    points[sentence][type_id][match.keyword.text] = match.keyword.points
        for sentence in sorted(points, key=lambda s: s.start):
            sums = {type_id: sum(named.values()) for type_id, named in points[sentence].items()}
            for type_id, total in sums.items():
                if total >= 2 * self.taxonomy.scoring.strong and total == max(sums.values()):
                    reasons[type_id].append(Reason(_SENTENCE, 0.0, text[sentence.start : sentence.end][:24]))

    def _find_context(self, text: str) -> dict[str, Match]:
        """Strongest accepted match of each type in a heading, title or lead-in sentence."""
        found: dict[str, Match] = {}
        for type_id, matches in _by_type(self.matcher.find(text, cues=False), self.taxonomy).items():
            if best := _strongest(matches):
                found[type_id] = best
        return found

    # -- ranks --

    def _rank(self, codings: Sequence[Coding]) -> tuple[Coding, ...]:
        """Headline types above threshold and near the top score; a residual type where the paragraph names no other.

        What headings and titles say decides only where the paragraph's own words do not: a chapter on talent makes
        no talent measure of an article on loans.
        """
        rule = self.taxonomy.scoring
        headline = self._sorted(c for c in codings if not self._measure(c).residual)
        residual = self._sorted(c for c in codings if self._measure(c).residual)
        own = {c.measure_id: _own_points(c) for c in codings}
        strongest = max((own[c.measure_id] for c in headline), default=0.0)
        named = [c for c in residual if own[c.measure_id] >= (self._measure(c).threshold or _RESIDUAL_THRESHOLD)]
        rival = max((own[c.measure_id] for c in named), default=0.0)
        spoken = [
            c for c in headline
            if (strongest < rule.threshold or own[c.measure_id] > 0) and not _is_aside(c, own[c.measure_id], rival)
        ]  # fmt: skip
        most = max((own[c.measure_id] for c in spoken), default=0.0)
        assigned = [c for c in spoken if self._is_assigned(c, own[c.measure_id], most, spoken[0].score)]
        if named and (not assigned or strongest <= 0):
            assigned = named[:1]
        assigned = assigned[: rule.max_types]
        chosen = {c.measure_id for c in assigned}
        ranked = [replace(c, rank=i) for i, c in enumerate(assigned, 1)]
        return tuple(ranked) + tuple(c for c in (*headline, *residual) if c.measure_id not in chosen)

    def _is_assigned(self, coding: Coding, own: float, most: float, top: float) -> bool:
        """At the threshold, and either a sentence of its own or near the top type in all points and in own words.

        `own` are the points from the paragraph's own words, `most` the most that any type has of them, `top` the
        highest score.
        """
        rule, score = self.taxonomy.scoring, coding.score
        if score < self._threshold(coding):
            return False
        if any(r.rule == _SENTENCE for r in coding.reasons):
            return True
        if most >= rule.threshold and own >= _EQUAL * most and any(r.rule == "lead" for r in coding.reasons):
            return True
        near_top = score >= rule.secondary_ratio * top
        return near_top and (most < rule.threshold or own >= rule.own_ratio * most)

    def _sorted(self, codings: Iterable[Coding]) -> list[Coding]:
        return sorted(codings, key=lambda c: (-c.score, self._order[c.measure_id]))

    def _measure(self, coding: Coding) -> Measure:
        return self.taxonomy.by_id[coding.measure_id]

    def _threshold(self, coding: Coding) -> float:
        own = self._measure(coding).threshold
        return self.taxonomy.scoring.threshold if own is None else own

    def _subtypes(self, matches: Iterable[Match]) -> tuple[str, ...]:
        points: dict[str, float] = defaultdict(float)
        for match in matches:
            if not match.rejected and self.taxonomy.by_id[match.keyword.measure_id].parent is not None:
                points[match.keyword.measure_id] += match.keyword.points * (
                    self.taxonomy.scoring.damped if match.status else 1.0
                )
        return tuple(sorted(points, key=lambda s: (-points[s], self._order[s])))

    def _scoped(self, match: Match, paragraph: Paragraph) -> Match:
        """Keywords bound to roles or headings count only there."""
        keyword = match.keyword
        if match.rejected or not (keyword.roles or keyword.headings):
            return match
        if keyword.roles and paragraph.role not in keyword.roles:
            return replace(match, rejected="role", note=paragraph.role)
        if keyword.headings and not any(fold(t) in fold(h.text) for t in keyword.headings for h in paragraph.headings):
            return replace(match, rejected="heading", note="、".join(keyword.headings))
        return match


def _by_type(matches: Iterable[Match], taxonomy: Taxonomy) -> dict[str, list[Match]]:
    grouped: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        grouped[taxonomy.type_of(match.keyword.measure_id)].append(match)
    return grouped


def _strongest(matches: Iterable[Match]) -> Match | None:
    accepted = [m for m in matches if not m.rejected]
    return max(accepted, key=lambda m: (m.keyword.strength == "strong", m.keyword.points), default=None)


_SENTENCE = "sentence"
_CONTEXT = frozenset({"heading", "context", "title", "item"})
"""reasons that lie outside the paragraph's own words"""


def _own_points(coding: Coding) -> float:
    return sum(r.points for r in coding.reasons if r.rule not in _CONTEXT)


def _is_aside(coding: Coding, own: float, rival: float) -> bool:
    """Neither heading nor lead sentence names the type, and a residual type outweighs it clearly in the text."""
    pointed = any(r.rule in ("heading", "own_heading", "item", "lead") for r in coding.reasons)
    return not pointed and own < _ASIDE * rival
