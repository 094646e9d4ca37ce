"""Give every paragraph its role: what it does in the document, before anyone asks what it is about.

In: a draft paragraph with its headings, and the document's genre and year. Out: role and the cue that decided.
Example: “到2025年,高新技术企业力争达到100家以上。” is a goal; under 保障措施 the same verbs make a safeguard.
Order (domain rule C7): the paragraph's own cues, then the frame (what looks back is no plan), then the nearest heading
that says something, then the genre; where only the genre spoke, learned words may object (documents/learned_roles.py).
Which words decide stands in rules/: roles_*.yaml for paragraphs, headings.yaml for headings, orders.yaml for what is a
measure below any of them, reported.yaml for what was done.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import cast

from compare.chinese.normalize import fold
from compare.chinese.traditional import simplified
from compare.documents.frame import Frame, find_frames
from compare.documents.genres import genres
from compare.documents.headings import says_who
from compare.documents.learned_roles import learned_roles
from compare.documents.orders import grants
from compare.documents.structure import Draft, run_in_title
from compare.model import COUNTED, Heading, Role, Text
from compare.rules import Book, Rule, current

_IN_REVIEW: frozenset[Role] = frozenset({"achievement", "problem", "situation", "front"})
"""what a heading can say inside a review: “培育科技企业” and “重点工作” there tell of what was done"""
_NOT_AHEAD: frozenset[Role] = frozenset({"achievement"})
"""what a heading that opens a look ahead, or ahead and back, does not make of all below it: “…成就和…任务”"""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands: the document's genre, its frame, its neighbours."""

    genre: str
    frame: Frame | None
    before_headings: bool
    among_goals: bool
    edge: str
    """``first`` or ``last`` of its section, beside a longer paragraph; else empty"""

    @property
    def looks_back_long(self) -> bool:
        """In a review of several years, which is one of results."""
        return self.frame is not None and self.frame.kind == "review" and self.frame.long

    def allowed(self, role: Role | None, heading: Heading) -> Role | None:
        """The role of a heading, if the frame leaves it: no tasks in a review, no results by the name of the tasks."""
        if self.frame is None or role is None:
            return role
        if self.frame.kind == "review":
            return role if role in _IN_REVIEW else None
        return None if role in _NOT_AHEAD and heading.text == self.frame.heading else role


_NOT_SHARED: frozenset[Role] = frozenset({"front"})
"""what a lead-in sentence does not hand down: below the background of measures stand measures"""
TOPICS = ("roles_openings", "roles_procedure", "roles_regulation", "roles_report", "roles_goals")
"""files of rules for paragraphs, in the order in which they are asked"""


_SETS = 4096
"""sets of rules that texts let pass, remembered a genre and role"""


class _Rules:
    """The rules for some headings or paragraphs, in order; of those whose words a text holds there are few sets."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules: tuple[Rule, ...] = tuple(rules)
        self._last: int = max((rule.expression.number for rule in self._rules), default=0)
        self._asked: int = sum(1 << number for number in {rule.expression.number for rule in self._rules})
        self._possible: dict[int, tuple[Rule, ...]] = {}

    def possible(self, words: Text) -> tuple[Rule, ...]:
        """The rules that may match a text."""
        passing = words.passing(self._last) & self._asked
        found = self._possible.get(passing)
        if found is None:
            if len(self._possible) == _SETS:
                self._possible.clear()
            found = tuple(rule for rule in self._rules if passing >> rule.expression.number & 1)
            self._possible[passing] = found
        return found


@cache
def _heading_rules(book: Book, genre: str) -> _Rules:
    """The rules for headings of a genre's documents, in order."""
    return _Rules(rule for rule in book.topic("headings").rules if _is_for(rule, genre))


@cache
def _paragraph_rules(book: Book, genre: str, base: Role, numbered: bool) -> _Rules:
    """The rules for the paragraphs that have the role `base` by their headings."""
    return _Rules(rule for topic in TOPICS for rule in book.topic(topic).rules if _asks(rule, genre, base, numbered))


def _is_for(rule: Rule, genre: str) -> bool:
    """Whether a rule is for documents of the genre."""
    return genre in rule.when.get("genres", (genre,)) and genre not in rule.when.get("not_genres", ())


def _asks(rule: Rule, genre: str, base: Role, numbered: bool) -> bool:
    """Whether a rule is for documents of the genre, for the role by the headings, and for numbered paragraphs."""
    when = rule.when
    return (
        _is_for(rule, genre)
        and base in when.get("base", (base,))
        and base not in when.get("not_base", ())
        and not (numbered and when.get("unnumbered"))
    )


@cache
def _order_rules(book: Book, role: str) -> tuple[Rule, ...]:
    """What makes a paragraph a measure although its heading says `role`."""
    return tuple(rule for rule in book.topic("orders").rules if role in rule.when.get("roles", (role,)))


def assign_roles(
    drafts: Sequence[Draft], genre: str, garbled: bool = False, now: int | None = None
) -> list[tuple[Role, str]]:
    """Role and cue of every draft, in order; items of a list take a role that items share with their lead sentence.

    `now` is the document's year: what lies before it is looked back on.
    """
    reported = current().rule("reported", "exchanged_action" if garbled else "action")
    decided: list[tuple[Role, str]] = []
    leads: dict[str, tuple[Role, str]] = {}
    first = next((i for i, d in enumerate(drafts) if d.headings or d.label), 0)
    structured = any(d.headings for d in drafts)
    goals: tuple[Heading, ...] | None = None
    """path of headings below which a paragraph said by itself that it is a goal"""
    for number, (draft, frame) in enumerate(zip(drafts, find_frames(drafts, genre, now), strict=True)):
        place = _Place(genre, frame, structured and number < first, draft.headings == goals, _edge(drafts, number))
        role, cue = _decide(draft, place, leads, reported)
        if role == "goal" and not cue.startswith("heading:"):
            goals = draft.headings
        if draft.text.endswith((":", "：")):
            leads[draft.text] = (role, cue)
        decided.append((role, cue))
    return learned_roles().overrule(drafts, decided, genre)


def _decide(draft: Draft, place: _Place, leads: dict[str, tuple[Role, str]], reported: Rule) -> tuple[Role, str]:
    if draft.kind == "fact":
        return "admin", f"record:{draft.text[:24]}"
    if draft.label is None and says_who(draft.words.folded):
        return "admin", f"who-and-when:{draft.text[:24]}"
    for lead in reversed(draft.leads):
        if lead in leads and _hands_down(*leads[lead], draft):
            return leads[lead][0], "lead:" + leads[lead][1]
    base, cue = _base_role(draft, place)
    own = _own_role(draft, place, base)
    if own:
        return own
    share = reported.gives.get("share", {}).get(place.genre)
    if share and base in ("achievement", "practice") and not place.looks_back_long:
        return _reported_role(draft.words, cue, share, reported)
    return base, cue


def _hands_down(role: Role, cue: str, draft: Draft) -> bool:
    """Conditions, goals and problems are shared by the items of a list; what announces measures is not."""
    if role in COUNTED or role in _NOT_SHARED or cue.startswith("position:"):
        return False
    return not _outranks(role, draft.rest)


def _outranks(role: Role, folded: str) -> bool:
    """An order (支持…, 建设…, 给予…) is a measure even where a goal or a principle is announced above it."""
    return any(rule.find(folded) for rule in _order_rules(current(), role))


def _base_role(draft: Draft, place: _Place) -> tuple[Role, str]:
    """Role by the frame or the nearest heading that carries a cue, else by position, else by genre."""
    genre = place.genre
    own = run_in_title(draft.label.rest) if draft.label else ""
    nearest = [*draft.headings, Heading(0, "", own)] if own else list(draft.headings)
    words = draft.rest
    below = [words]
    """the paragraph and the headings between it and the one that is asked"""
    for heading in reversed(nearest):
        role, by = _heading_role(heading, place)
        kept = role == "goal" and place.among_goals and not grants(words)
        if role and (kept or not any(_outranks(role, text) for text in below)):
            return role, f"heading:{by}:{heading.text[:24]}"
        below.append(fold(heading.text))
    if place.frame and place.frame.kind == "review":
        return "achievement", f"frame:{place.frame.cue[:24]}"
    default = cast(Role, genres()[genre].role if genre in genres() else "measure")
    if place.before_headings and default == "measure" and genre not in ("regulation", "scheme") and not grants(words):
        return "guiding", "position:before-headings"
    return default, f"genre:{genre}"


def _heading_role(heading: Heading, place: _Place) -> tuple[Role | None, str]:
    """What a heading makes of the paragraphs below it where they stand, and the name of the rule that says so."""
    found = heading_rule(current(), heading.text, place.genre)
    role = place.allowed(found.gives["role"], heading) if found else None
    if role is None and heading.rule == "colon":
        found = _leading_rule(current(), heading.text, place.genre)
        role = found.gives["role"] if found else None
    return role, found.name if found else ""


@lru_cache(maxsize=4096)
def heading_rule(book: Book, text: str, genre: str) -> Rule | None:
    """The rule that says what role a heading announces; None if it says nothing about roles."""
    words = Text(text.strip())
    return next((rule for rule in _heading_rules(book, genre).possible(words) if rule.find(words.folded)), None)


def _edge(drafts: Sequence[Draft], at: int) -> str:
    """``first`` for a paragraph with which a section begins, ``last`` for one with which it ends, beside a longer one
    that belongs to the section and not to the next number."""
    draft = drafts[at]
    above, below = drafts[at - 1] if at else None, drafts[at + 1] if at + 1 < len(drafts) else None
    inside = below is not None and (below.headings[:-1] if draft.label else below.headings) == draft.headings
    after = above is not None and above.headings == draft.headings
    if below and inside and len(below.text) > len(draft.text) and (draft.label or not after):
        return "first"
    return "last" if above and after and not inside and len(above.text) > len(draft.text) else ""


def _own_role(draft: Draft, place: _Place, base: Role) -> tuple[Role, str] | None:
    """Role by the paragraph's own words, if one of the paragraph rules fits."""
    rules, whole = _paragraph_rules(current(), place.genre, base, draft.label is not None), draft.words.folded
    start = draft.rest if draft.label and draft.label.kind != "bullet" else whole
    for rule in rules.possible(draft.words):
        if rule.when.get("edge", place.edge) != place.edge:
            continue
        if rule.under and not rule.under.search(" ".join([h.text for h in draft.headings])):
            continue
        if found := rule.find(start, whole):
            return rule.gives["role"], f"{rule.name}:{found.group()[:24]}"
    return None


@lru_cache(maxsize=4096)
def _leading_rule(book: Book, text: str, genre: str) -> Rule | None:
    """The rule by which a heading with a colon (“第九条 管委会行使下列职权:”) gives its items a role: as a lead-in
    sentence would, if it speaks of admin."""
    words = Text(text + ":")
    rules = _paragraph_rules(book, genre, "measure", True).possible(words)
    fitting = next((rule for rule in rules if "edge" not in rule.when and rule.find(words.folded)), None)
    return fitting if fitting and fitting.gives["role"] == "admin" else None


def _reported_role(words: Text, cue: str, share: float, action: Rule) -> tuple[Role, str]:
    """In news and reports: a paragraph whose clauses begin with actions is practice, one that tells what came of them
    is achievement."""
    text = simplified(words.source)
    parts = [text[c.start : c.end].lstrip() for c in words.clauses]
    acting = [found["did"] for part in parts if (found := action.expression.search(part))]
    if acting and len(acting) >= share * len(parts):
        return "practice", f"actions:{'、'.join(dict.fromkeys(acting[:3]))}"
    return "achievement", "figures:" + cue


def deciding_rule(cue: str, book: Book) -> Rule | None:
    """The rule that a cue names: of the heading, or of the paragraph's own words; None if the frame, the genre or the
    place of the paragraph decided."""
    kind, _, words = cue.partition(":")
    if kind in ("lead", "figures"):
        return deciding_rule(words, book)
    name = words.partition(":")[0] if kind == "heading" else kind
    asked = ("headings", *TOPICS) if kind == "heading" else TOPICS
    return next((book.rule(topic, name) for topic in asked if name in book.topic(topic).entries), None)
