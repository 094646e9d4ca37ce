"""Turn matches into codings: which types a paragraph is about, and the reasons whose sum is the score.

In: a paragraph with its headings, the document's title, a matcher. Out: `Coding`s by rank, mentions last.
Example: heading “完善科技金融服务体系” +3, lead sentence 科技支行 +2, body 天使投资 +2 … → fintech, rank 1.
The arithmetic is domain rule D0.11; weights and alternatives tried stand in taxonomy/README.md.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cache
from operator import attrgetter, itemgetter
from typing import NamedTuple

from compare.chinese.normalize import fold
from compare.chinese.sentences import holding
from compare.chinese.text import Text
from compare.coding.doubt import SLOPE, UNNAMED, Standing, chance, doubt_of
from compare.coding.learned import Heard, LearnedWords
from compare.coding.matcher import Matcher
from compare.coding.mentions import opening
from compare.coding.own_names import OwnNames, own_names
from compare.coding.patterns import alternatives
from compare.kinds import ReasonRule
from compare.lexicons import load
from compare.model import Coding, Document, Doubt, Heading, Match, Measure, Paragraph, Reason, Span, Taxonomy

_OWN_HEADING = 2
"""paragraphs under a heading up to which it is their own: the title of a clause, not of a chapter"""
_EQUAL = 0.75
"""share of the strongest type's own points from which a type of the lead sentence stands beside it, whatever the
headings add to the other (0.7–0.8 code twelve documents alike)"""
_ASIDE = 0.7
"""share of the residual type's points below which an unheaded type is a mention: 0.3–0.75 code twelve science policies
alike, and the higher values keep stray words of general work reports out"""
_MOSTLY = 0.5
"""share of a paragraph's sentences that are about headline types from which none of these is aside"""
_RESIDUAL_THRESHOLD = 2.0
"""one strong term names a residual type: it only wins where no headline type reaches its own threshold"""
_CONTEXTS = 4096
"""headings and the like whose types are kept in mind"""
_SENTENCE: ReasonRule = "sentence"
_OUTSIDE = frozenset({"heading", "context", "title", "item"})
"""reasons that lie outside the paragraph's own words"""
_POINTING = frozenset({"heading", "own_heading", "item", "lead"})
"""reasons that a type is what the paragraph is about, not a word in passing"""
_TITLED = frozenset({"body", "heading", "own_heading", "item"})
"""reasons one of which a type must have for the document's title to help it"""

_NOTHING = frozenset({"list", "beneficiary", "aside", "name"})
"""mentions that say nothing of what is done; the others count half"""

_SPEAKING = frozenset({"actor", "beneficiary", "location", "outcome"})
"""mentions that say what a paragraph is about if nothing else does"""

_Path = tuple[Heading, ...]
_Outside = list[tuple[str, Reason]]
"""types with what a heading, a lead-in sentence or a title says for them"""


class _Type:
    """A top-level type as cases are compared by; made once a taxonomy."""

    __slots__ = ("headline", "id", "order", "threshold")

    def __init__(self, measure: Measure, order: int, common: float) -> None:
        self.id, self.order, self.headline = measure.id, order, not measure.residual
        if self.headline:
            self.threshold = common if measure.threshold is None else measure.threshold
        else:
            self.threshold = measure.threshold or _RESIDUAL_THRESHOLD


class _Case:
    """What speaks for one type in a paragraph, while it is added up."""

    __slots__ = ("heard", "matches", "own", "plain", "reasons", "rules", "score", "subtypes", "topics", "type")

    def __init__(self, type: _Type) -> None:
        self.type = type
        self.matches: list[Match] = []
        self.reasons: list[Reason] = []
        self.rules: set[str] = set()
        self.topics: list[Span] = []
        """the sentences that are about it, of a paragraph of several"""
        self.subtypes: tuple[str, ...] = ()
        self.heard = False
        """whether learned words are among the reasons"""
        self.score = self.own = self.plain = 0.0
        """all points; those from the paragraph's own words; those of every word that is more than a mention"""

    def add_up(self) -> None:
        """All points, and those from the paragraph's own words."""
        total = own = 0.0
        for rule, points, _ in self.reasons:
            self.rules.add(rule)
            total += points
            if rule not in _OUTSIDE:
                own += points
        self.score, self.own = round(total, 3), own

    def hear(self, reasons: Sequence[Reason]) -> None:
        """Add what learned words say, once."""
        if not self.heard:
            self.heard = True
            self.reasons.extend(reasons)
            self.score = round(self.score + sum([reason.points for reason in reasons]), 3)

    def is_denied(self) -> bool:
        """Its keywords stand in the paragraph and are forbidden or denied there."""
        return bool(self.matches) and not self.reasons and any(m.rejected in _DENYING for m in self.matches)


class Judgement(NamedTuple):
    """What is decided of a paragraph."""

    codings: tuple[Coding, ...]
    doubt: Doubt | None
    """None for a paragraph that is not counted"""


_NAMELESS = OwnNames(())


class _Part(NamedTuple):
    """What speaks for one type in one sentence."""

    case: _Case
    words: float
    """points of its words, each once"""
    opened: float
    """points for a strong word that is the object of the verb which opens the sentence"""

    @property
    def own(self) -> float:
        return self.words + self.opened


_IN_ORDER = attrgetter("type.order")
_VOIDING = frozenset({"guard", "mask", "condition", "negated", "prohibited", "citation"})
"""refusals of a keyword that hold for learned words inside it as well"""
_DENYING = frozenset({"negated", "prohibited"})
"""refusals after which learned words alone do not give the type"""


class Scorer:
    """Codes paragraphs by one taxonomy."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.taxonomy = taxonomy
        self.matcher = Matcher(taxonomy)
        self._order = {m.id: i for i, m in enumerate(taxonomy.measures)}
        types = {m.id: _Type(m, self._order[m.id], taxonomy.scoring.threshold) for m in taxonomy.measures}
        self._type_of = {m.id: types[taxonomy.type_of(m.id)] for m in taxonomy.measures}
        self._below = frozenset(m.id for m in taxonomy.measures if m.parent is not None)
        self._bound = any(k.roles or k.headings for k in taxonomy.keywords)
        """whether there are keywords that count only in some roles or under some headings"""
        self._headline = [types[m.id] for m in taxonomy.types]
        self._learned = LearnedWords(taxonomy.learned) if taxonomy.learned else None
        self._contexts: dict[str, dict[str, Match]] = {}
        """what headings, titles and lead-in sentences name: the same ones stand over many paragraphs"""

    def code_document(self, document: Document) -> dict[str, tuple[Coding, ...]]:
        """Paragraph key → codings, for all paragraphs."""
        return {key: judged.codings for key, judged in self.decide_document(document).items()}

    def decide_document(self, document: Document) -> dict[str, Judgement]:
        """Paragraph key → codings and doubt; a heading over one or two paragraphs speaks for just these."""
        paragraphs = document.paragraphs
        found = self.matcher.find_all([p.words for p in paragraphs])
        heard = self._hear(paragraphs)
        sections = _sections(paragraphs)
        self._read_contexts(sections, paragraphs)
        names = own_names(document)
        if names:
            found = [names.marked(matches, p.words.folded) for matches, p in zip(found, paragraphs, strict=True)]
        titled = self._titled(names.without(document.title))
        judged: list[Judgement] = [_UNDECIDED] * len(paragraphs)
        for path, section in sections.items():
            own = bool(path and path[-1].text) and len(section) <= _OWN_HEADING
            headed = self._headed(path, own, names)
            for index in section:
                judged[index] = self._decide(paragraphs[index], found[index], headed, titled, heard[index])
        return {paragraph.key: each for paragraph, each in zip(paragraphs, judged, strict=True)}

    def code(self, paragraph: Paragraph, title: str = "", own_heading: bool = False) -> tuple[Coding, ...]:
        """All types that the paragraph is about (rank ≥ 1) or mentions (rank 0), best first.

        With `own_heading` the nearest heading is the paragraph's own (it heads one or two): it counts as its words.
        """
        headed = self._headed(paragraph.headings, own_heading)
        matches, (heard,) = self.matcher.find(paragraph.words), self._hear([paragraph])
        return self._decide(paragraph, matches, headed, self._titled(title), heard).codings

    def _decide(
        self,
        paragraph: Paragraph,
        matches: Sequence[Match],
        headed: _Outside,
        titled: _Outside,
        heard: Heard | None,
    ) -> Judgement:
        if not (matches or headed or paragraph.lead or paragraph.counted):
            return _UNDECIDED
        if self._bound:
            matches = [_scoped(match, paragraph) for match in matches]
        if titled:
            matches = self._freed(matches, {type_id for type_id, _ in titled})
        cases = self._cases(paragraph, matches, headed, titled)
        scored = [case for case in cases if case.reasons]
        for case in scored:
            case.add_up()
        assigned, mentioned = self._ranked(scored, len(paragraph.words.sentences))
        if not any(case.type.headline for case in assigned) and self._speak_alone(scored):
            assigned, mentioned = self._ranked(scored, len(paragraph.words.sentences))
        doubt = None
        if paragraph.counted:
            assigned, doubt = self._joined(cases, assigned, heard)
            mentioned = _by_layer([case for case in scored if case not in assigned])
        if len(scored) < len(cases):
            mentioned.extend(sorted([case for case in cases if not case.reasons], key=_IN_ORDER))
        codings = [_coding(paragraph.key, case, rank) for rank, case in enumerate(assigned, 1)]
        codings.extend([_coding(paragraph.key, case, 0) for case in mentioned])
        return Judgement(tuple(codings), doubt)

    # -- learned words and doubt --

    def _hear(self, paragraphs: Sequence[Paragraph]) -> Sequence[Heard | None]:
        """What learned words say of each paragraph; nothing without a table."""
        return self._learned.hear(paragraphs) if self._learned else [None] * len(paragraphs)

    def _joined(self, cases: Sequence[_Case], assigned: list[_Case], heard: Heard | None) -> tuple[list[_Case], Doubt]:
        """What the rules give together with what the learned words say, and how doubtful that is."""
        by_rules = {case.type.id: case for case in assigned}
        known = {case.type.id: case for case in cases}
        points = {case.type.id: case.score for case in cases}
        if self._learned and heard:
            _refuse(cases, heard)
            for type_id, said in heard.points.items():
                points[type_id] = round(points.get(type_id, 0.0) + said, 3)
            assigned = self._widened(known, points, assigned)
            for case in {**by_rules, **{case.type.id: case for case in assigned}}.values():
                case.hear(heard.reasons(case.type.id))
        given = {case.type.id for case in assigned}
        return assigned, doubt_of([
            Standing(
                type.id, type.id in given, self._chance(type, points.get(type.id, 0.0)), type.id in by_rules,
                known.get(type.id),
            )
            for type in self._headline
        ])  # fmt: skip

    def _widened(
        self, known: Mapping[str, _Case], points: Mapping[str, float], assigned: Iterable[_Case]
    ) -> list[_Case]:
        """Types of the rules unless learned words object, then those that reach the table's threshold, best first.

        A type whose words are forbidden or denied in the paragraph is never added, nor one for which nothing speaks,
        however low its threshold; a residual type steps back."""
        kept = [case for case in assigned if not self._is_outvoted(case, points[case.type.id])]
        added = []
        for type in self._headline:
            case, threshold = known.get(type.id) or _Case(type), self._threshold(type)
            found = points.get(type.id, 0.0)
            enough = threshold is not None and found > 0 and found >= threshold
            if enough and case not in kept and not case.is_denied():
                added.append((-found, type.order, case))
        headline = [case for case in kept if case.type.headline] + [case for *_, case in sorted(added, key=_TWO)]
        return headline or kept or _residual(known.values())

    def _is_outvoted(self, case: _Case, points: float) -> bool:
        """Whether learned words speak against a type of the rules and leave it clearly below its threshold.

        A type that one sentence of several is about falls only below what the rules ask: the words of the other
        sentences say nothing of it."""
        threshold = self._threshold(case.type)
        if threshold is None or self._learned is None or points >= case.score or self._has_object_of_lead(case):
            return False
        floor = threshold - self._learned.table.objection
        return points < (min(floor, case.type.threshold) if case.topics else floor)

    def _has_object_of_lead(self, case: _Case) -> bool:
        """Whether the lead of its list alone gives the type: the words of the item then say nothing against it."""
        return any(r.rule == "item" and r.points >= case.type.threshold for r in case.reasons)

    def _threshold(self, type: _Type) -> float | None:
        """All points from which learned words give a type; None where they say nothing of it."""
        return self._learned.thresholds.get(type.id) if self._learned else None

    def _chance(self, type: _Type, points: float) -> float:
        """That a paragraph with these points is about the type."""
        threshold = self._threshold(type)
        if threshold is not None and self._learned:
            table = self._learned.table
            return chance(points, threshold + table.margin, table.slope)
        return chance(points, type.threshold, SLOPE) if points else UNNAMED

    def _freed(self, matches: Sequence[Match], types: Set[str]) -> Sequence[Match]:
        """In a document about incubators 孵化器应当… is about them: who acts is what its title names."""
        return [
            m._replace(status="", note="")
            if m.status == "actor" and self._type_of[m.keyword.measure_id].id in types
            else m
            for m in matches
        ]

    # -- reasons --

    def _cases(self, paragraph: Paragraph, matches: Iterable[Match], headed: _Outside, titled: _Outside) -> list[_Case]:
        """The types that the paragraph or what stands above it names, each with its reasons in a fixed order."""
        cases: dict[str, _Case] = {}
        for match in matches:
            type = self._type_of[match.keyword.measure_id]
            case = cases.get(type.id)
            if case is None:
                case = cases[type.id] = _Case(type)
            case.matches.append(match)
        if cases:
            self._read_words(cases.values(), paragraph.words.sentences[0].end)
        named = list(cases.values())
        above = [*headed, *self._items(paragraph, named)] if paragraph.lead else headed
        for type_id, reason in above:
            if type_id not in cases:
                cases[type_id] = _Case(self._type_of[type_id])
            cases[type_id].reasons.append(reason)
        for type_id, reason in titled:
            if type_id in cases and not _TITLED.isdisjoint([r.rule for r in cases[type_id].reasons]):
                cases[type_id].reasons.append(reason)
        self._decide_sentences(named, paragraph)
        return list(cases.values())

    def _read_words(self, cases: Iterable[_Case], lead_end: int) -> None:
        """Reasons of the paragraph's own words, and the sub-types behind them; the lead sentence ends at `lead_end`."""
        for case in cases:
            accepted = [match for match in case.matches if not match.rejected]
            if accepted:
                case.reasons = self._body(case, accepted)
                self._add_lead(case, accepted, lead_end)
                case.subtypes = self._subtypes(accepted)

    def _body(self, case: _Case, accepted: Iterable[Match]) -> list[Reason]:
        """Distinct keywords of one type, each once at its best standing, capped."""
        rule = self.taxonomy.scoring
        best: dict[str, Reason] = {}
        for keyword, _, quote, _, _, status in accepted:
            points = keyword.points
            if status:
                points = self._damped_points(points, status)
            elif points > 0:
                case.plain += points
            known = best.get(keyword.text)
            if known is None or points > known.points:
                best[keyword.text] = Reason(status or "body", points, quote)
        found = list(best.values())
        excess = sum([reason.points for reason in found]) - rule.body_cap
        return [*found, Reason("body_cap", -excess)] if excess > 0 else found

    def _damped_points(self, points: float, status: str) -> float:
        return 0.0 if status in _NOTHING else points * self.taxonomy.scoring.damped

    def _add_lead(self, case: _Case, accepted: Iterable[Match], end: int) -> None:
        """The strongest keyword of the first sentence, unless it is only mentioned there."""
        rule = self.taxonomy.scoring
        leads = [match for match in accepted if match.span.end <= end and not match.status]
        if not leads:
            return
        lead = max(leads, key=_strength) if len(leads) > 1 else leads[0]
        if points := rule.lead_strong if lead.keyword.strength == "strong" else rule.lead_weak:
            case.reasons.append(Reason("lead", points, lead.quote))

    def _subtypes(self, accepted: Iterable[Match]) -> tuple[str, ...]:
        points: dict[str, float] = {}
        for keyword, _, _, _, _, status in accepted:
            measure_id = keyword.measure_id
            if measure_id in self._below:
                gain = keyword.points * (self.taxonomy.scoring.damped if status else 1.0)
                points[measure_id] = points.get(measure_id, 0.0) + gain
        if len(points) < 2:
            return tuple(points)
        return tuple(sorted(points, key=lambda s: (-points[s], self._order[s])))

    def _headed(self, path: _Path, own_heading: bool, names: OwnNames = _NAMELESS) -> _Outside:
        """What the nearest heading with words and the headings above it say; the same for all that stand below."""
        rule = self.taxonomy.scoring
        found: _Outside = []
        for distance, heading in enumerate(reversed([h for h in path if h.text])):
            for type_id, match in self._context(names.without(heading.text)).items():
                strong = match.keyword.strength == "strong"
                if distance == 0:
                    points = rule.heading_strong if strong else rule.heading_weak
                    name: ReasonRule = "own_heading" if own_heading and strong else "heading"
                    found.append((type_id, Reason(name, points, heading.text[:40])))
                elif strong:
                    found.append((type_id, Reason("context", rule.context, heading.text[:40])))
        return found

    def _items(self, paragraph: Paragraph, named: Sequence[_Case]) -> _Outside:
        """What the lead-in sentence of a list says for its items.

        A sum alone (“最高2000万元运行经费补助”) goes to the one object of the lead: that is enough for its type.
        """
        found = self._strong_ones(paragraph.lead, "item", self.taxonomy.scoring.lead_strong)
        types = [self._type_of[type_id] for type_id, _ in found]
        own = any(case.type.headline and case.plain > 0 for case in named)
        if len(types) != 1 or not types[0].headline or own or not _sum().search(paragraph.words.folded):
            return found
        ((type_id, reason),) = found
        return [(type_id, Reason("item", max(reason.points, types[0].threshold), reason.note))]

    def _titled(self, title: str) -> _Outside:
        """What the document's title says, for types that the paragraph names itself."""
        return self._strong_ones(title, "title", self.taxonomy.scoring.title_strong) if title else []

    def _strong_ones(self, text: str, name: ReasonRule, points: float) -> _Outside:
        found = self._context(text).items()
        return [(t, Reason(name, points, match.quote)) for t, match in found if match.keyword.strength == "strong"]

    def _speak_alone(self, cases: Sequence[_Case]) -> bool:
        """Where a paragraph names no object, let who acts, who is served, where or what comes of it speak, damped."""
        rule, spoken = self.taxonomy.scoring, False
        for case in cases:
            alone = [m for m in case.matches if m.status in _SPEAKING and m.keyword.strength == "strong"]
            if alone and case.type.headline and case.plain < rule.strong:
                made_up = rule.damped * alone[0].keyword.points if alone[0].status in _NOTHING else 0.0
                case.reasons.append(Reason("alone", rule.lead_strong + made_up, alone[0].quote))
                case.add_up()
                spoken = True
        return spoken

    def _decide_sentences(self, cases: Iterable[_Case], paragraph: Paragraph) -> None:
        """Let every sentence of several say which types it is about, and note it with the type."""
        sentences = paragraph.words.sentences
        if len(sentences) < 2:
            return
        parts: dict[Span, list[_Part]] = defaultdict(list)
        for case in cases:
            for sentence, found in _by_sentence(case.matches, sentences).items():
                parts[sentence].append(self._part(case, found, opening(paragraph.words, sentence)))
        for sentence in sorted(parts):
            for case, _, opened in self._topics(parts[sentence]):
                case.topics.append(sentence)
                if sentence.start:  # of the first sentence the lead says so
                    case.reasons.append(Reason(_SENTENCE, opened, paragraph.text[sentence.start : sentence.end][:24]))

    def _part(self, case: _Case, found: Iterable[Match], open_to: int) -> _Part:
        """What the words of one type say in one sentence; a strong one that opens it is its object."""
        rule = self.taxonomy.scoring
        best: dict[str, float] = {}
        opened = 0.0
        for keyword, span, _, _, _, status in found:
            points = self._damped_points(keyword.points, status) if status else keyword.points
            if not status and span.start <= open_to and keyword.strength == "strong":
                opened = rule.lead_strong
            best[keyword.text] = max(best.get(keyword.text, 0.0), points)
        return _Part(case, min(sum(best.values()), rule.body_cap), opened)

    def _topics(self, parts: Sequence[_Part]) -> list[_Part]:
        """The headline types that a sentence is about: enough points, and near those of the strongest in it."""
        rule = self.taxonomy.scoring
        most = rival = 0.0
        for part in parts:
            if part.case.type.headline:
                most = max(most, part.own)
            else:
                rival = max(rival, part.own)
        least = max(rule.own_ratio * most, _ASIDE * rival)
        return [p for p in parts if p.case.type.headline and p.own >= max(least, p.case.type.threshold)]

    def _read_contexts(self, paths: Iterable[_Path], paragraphs: Iterable[Paragraph]) -> None:
        """Headings and lead-in sentences of a document, all at once."""
        texts = dict.fromkeys([h.text for path in paths for h in path] + [p.lead for p in paragraphs])
        self._find_contexts([text for text in texts if text and text not in self._contexts])

    def _find_contexts(self, texts: Sequence[str]) -> None:
        if len(self._contexts) + len(texts) > _CONTEXTS:
            self._contexts.clear()
        for text, matches in zip(texts, self.matcher.find_all(list(map(Text, texts)), cues=False), strict=True):
            by_type: dict[str, list[Match]] = defaultdict(list)
            for match in matches:
                if not match.rejected:
                    by_type[self._type_of[match.keyword.measure_id].id].append(match)
            self._contexts[text] = {t: max(own, key=_strength) for t, own in by_type.items()}

    def _context(self, text: str) -> dict[str, Match]:
        """Strongest accepted match of each type in a heading, title or lead-in sentence."""
        if text not in self._contexts:
            self._find_contexts([text])
        return self._contexts[text]

    # -- ranks --

    def _ranked(self, cases: Sequence[_Case], sentences: int) -> tuple[list[_Case], list[_Case]]:
        """Headline types above threshold and near the top score; a residual type where the paragraph names no other.

        The second list holds the types that are only mentioned. What headings and titles say decides only where the
        paragraph's own words do not: a chapter on talent makes no talent measure of an article on loans.
        """
        rule = self.taxonomy.scoring
        ordered = sorted(cases, key=_by_score) if len(cases) > 1 else cases
        headline, residual, named = [], [], []
        strongest = rival = most = 0.0
        """most points from the paragraph's own words: of a headline type, a residual one that counts, one spoken of"""
        for case in ordered:
            if case.type.headline:
                headline.append(case)
                if case.own > strongest:
                    strongest = case.own
            else:
                residual.append(case)
                if case.own >= case.type.threshold:
                    named.append(case)
                    if case.own > rival:
                        rival = case.own
        about = {sentence for case in headline for sentence in case.topics}
        mostly = len(about) >= _MOSTLY * sentences
        spoken = []
        for case in headline:
            if (strongest < rule.threshold or case.own > 0) and not (
                _is_aside(case, rival) and not (mostly and case.topics)
            ):
                spoken.append(case)
                if case.own > most:
                    most = case.own
        assigned = [case for case in spoken if self._is_assigned(case, most, spoken[0].score)]
        if named and (not assigned or strongest <= 0):
            assigned = named[:1]
        assigned.sort(key=_by_topics)
        assigned = assigned[: rule.max_types or None]
        return assigned, [case for case in headline + residual if case not in assigned]

    def _is_assigned(self, case: _Case, most: float, top: float) -> bool:
        """At the threshold, and either a sentence of its own or near the top type in all points and in own words.

        `most` are the most points from the paragraph's own words that any type has, `top` the highest score.
        """
        rule = self.taxonomy.scoring
        if case.score < case.type.threshold:
            return False
        if case.topics:
            return True
        if most >= rule.threshold and case.own >= _EQUAL * most and "lead" in case.rules:
            return True
        near_top = case.score >= rule.secondary_ratio * top
        return near_top and (most < rule.threshold or case.own >= rule.own_ratio * most)


_UNDECIDED = Judgement((), None)
_TWO = itemgetter(0, 1)


def _refuse(cases: Iterable[_Case], heard: Heard) -> None:
    """What the taxonomy refuses, or calls no object of what is done, is refused to learned words as well."""
    for case in cases:
        if refused := [m.span for m in case.matches if m.rejected in _VOIDING or m.status in _NOTHING]:
            heard.forget(case.type.id, refused)


def _residual(cases: Iterable[_Case]) -> list[_Case]:
    """The residual type that counts by itself, where no headline type is left."""
    named = [case for case in cases if not case.type.headline and case.own >= case.type.threshold]
    return sorted(named, key=_by_score)[:1]


def _by_layer(cases: Iterable[_Case]) -> list[_Case]:
    """Headline types by points, then residual ones."""
    return sorted(cases, key=lambda case: (not case.type.headline, *_by_score(case)))


def _sections(paragraphs: Sequence[Paragraph]) -> dict[_Path, list[int]]:
    """The indexes of the paragraphs that stand under the same headings; a path is hashed once where it begins."""
    sections: dict[_Path, list[int]] = {}
    path: _Path | None = None
    section: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if paragraph.headings != path:
            path = paragraph.headings
            section = sections.setdefault(path, [])
        section.append(index)
    return sections


def _coding(key: str, case: _Case, rank: int) -> Coding:
    return Coding(key, case.type.id, case.subtypes, tuple(case.matches), tuple(case.reasons), rank)


def _by_score(case: _Case) -> tuple[float, int]:
    return -case.score, case.type.order


def _by_topics(case: _Case) -> tuple[int, int, float, int]:
    """The type of most sentences first, then the one that is named first, then the one with most points."""
    return -len(case.topics), case.topics[0].start if case.topics else 0, -case.score, case.type.order


def _by_sentence(matches: Iterable[Match], sentences: Sequence[Span]) -> dict[Span, list[Match]]:
    found: dict[Span, list[Match]] = defaultdict(list)
    for match in matches:
        if not match.rejected:
            found[holding(sentences, match.span.start)].append(match)
    return found


def _scoped(match: Match, paragraph: Paragraph) -> Match:
    """Keywords bound to roles or headings count only there."""
    keyword = match.keyword
    if match.rejected or not (keyword.roles or keyword.headings):
        return match
    if keyword.roles and paragraph.role not in keyword.roles:
        return match._replace(rejected="role", note=paragraph.role)
    if keyword.headings and not any(fold(t) in fold(h.text) for t in keyword.headings for h in paragraph.headings):
        return match._replace(rejected="heading", note="、".join(keyword.headings))
    return match


@cache
def _sum() -> re.Pattern[str]:
    """A sum or a rate that is granted."""
    units = load("units")
    return re.compile(rf"\d\s*(?:[万亿]?(?:{alternatives(units['money'])})|{alternatives(units['percent'])})")


def _strength(match: Match) -> tuple[bool, float]:
    return match.keyword.strength == "strong", match.keyword.points


def _is_aside(case: _Case, rival: float) -> bool:
    """Neither heading nor lead sentence names the type, and a residual type outweighs it clearly in the text."""
    return case.own < _ASIDE * rival and _POINTING.isdisjoint(case.rules)
