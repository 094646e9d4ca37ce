"""What a taxonomy shows by itself: rules that need no corpus, and the taxonomy as a rule looks at it.

In: a `Subject`. Out: `Problem`s with their places. A rule is a function that documents itself; a new rule is one
function and one entry in `RULES`. Example: keyword 高企 without a guard gives `taxonomy.short-strong`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import yaml

from compare.chinese.normalize import fold, han_length, squeeze
from compare.model import COUNTED, Condition, Keyword, Measure, Taxonomy
from compare.problems import Place, Problem, Severity, problem
from compare.taxonomy.fields import Word
from compare.taxonomy.files import Loaded


def plain(term: str) -> str:
    """A term as it is compared: folded, without layout spaces."""
    return squeeze(fold(term))[0]


def found(code: str, severity: Severity, place: Place, **details: object) -> Problem:
    """A problem of this room."""
    return problem(f"taxonomy.{code}", severity, place, **details)


@dataclass(frozen=True)
class Subject:
    """One taxonomy under examination, and where its words stand."""

    taxonomy: Taxonomy
    loaded: Loaded

    @cached_property
    def words(self) -> list[tuple[Place, Word]]:
        """Every term of all files with its place, in file order."""
        return [(reader.sheet.at(word.node), word) for reader in self.loaded.readers for word in reader.words]

    @cached_property
    def _places(self) -> dict[tuple[int, str], Place]:
        return {(place.line, word.text): place for place, word in reversed(self.words)}

    @cached_property
    def masks(self) -> list[tuple[Place, str]]:
        """Every mask with its place."""
        return [(place, word.text) for place, word in self.words if word.field == "mask"]

    def keywords(self) -> Iterator[tuple[Keyword, Place]]:
        """Every keyword with its place."""
        for keyword in self.taxonomy.keywords:
            yield keyword, self._places.get((keyword.line, keyword.text), Place(line=keyword.line))

    def measure_place(self, measure: Measure) -> Place:
        """Where a type or sub-type begins."""
        for reader in self.loaded.readers:
            if node := reader.entries.get((measure.id, measure.line)):
                return reader.sheet.at(node)
        return Place(line=measure.line)

    def troubled(self, measure: Measure) -> bool:
        """A fault was found on loading between this type and the next one."""
        start = self.measure_place(measure)
        later = [m.line for m in self.taxonomy.measures if m.parent is None and m.line > measure.line]
        end = min(later, default=float("inf"))
        faults = (fault.place for fault in self.loaded.problems)
        return any(place.file == start.file and start.line <= place.line < end for place in faults)


# --- words -----------------------------------------------------------------------------------------------------

_RESOLVERS = yaml.resolver.Resolver.yaml_implicit_resolvers
_KINDS = {f"tag:yaml.org,2002:{kind}" for kind in ("bool", "int", "float", "null", "timestamp")}


def yaml_words(subject: Subject) -> Iterator[Problem]:
    """Unquoted words that other YAML programs read as numbers, truth values, times or dates; here they stay text.

    Noted: ``[863, NO, 12:30, 1_000, 0755, .5, 2024-01-01, null]``.  Not: ``["863"]``, ``[5G, 3D打印]``.
    """
    for place, word in subject.words:
        if isinstance(word.node, yaml.ScalarNode) and not word.node.style and _is_other(word.text):
            yield found("yaml-type", "note", place, keyword=word.text, becomes=yaml.safe_load(word.text))


def _is_other(text: str) -> bool:
    candidates = _RESOLVERS.get(text[:1], [])
    return any(tag in _KINDS and expression.match(text) for tag, expression in candidates)


def short(subject: Subject) -> Iterator[Problem]:
    """Short keywords, which match inside other words and in other senses.

    Faulty: 园 (one character); 高企 as a strong keyword without guard, condition or word boundary.
    Right: {词: 高企, 前不接: [提]}, AI, 上市 with 附近有.
    """
    for keyword, place in subject.keywords():
        if keyword.pattern:
            continue
        if len(keyword.text) == 1:
            yield found("one-character", "warning", place, keyword=keyword.text)
        elif keyword.strength == "strong" and han_length(keyword.text) == len(keyword.text) == 2 and _is_bare(keyword):
            yield found("short-strong", "warning", place, keyword=keyword.text)


def _is_bare(keyword: Keyword) -> bool:
    return not (keyword.conditions or keyword.not_after or keyword.not_before or keyword.boundary or keyword.headings)


def duplicates(subject: Subject) -> Iterator[Problem]:
    """Keywords and aliases that stand twice.

    Faulty: 孵化器 twice below one type; an alias that is itself a keyword of the type.
    Noted: 创新券 below two types (both are scored).  Right: the same word with different conditions.
    """
    first: dict[tuple[object, ...], tuple[Keyword, Place]] = {}
    for keyword, place in subject.keywords():
        key = (plain(keyword.text), keyword.pattern, keyword.conditions, keyword.roles, keyword.headings)
        earlier, where = first.setdefault(key, (keyword, place))
        if earlier is not keyword:
            same, types = _types(subject, earlier, keyword)
            code: tuple[str, Severity] = ("duplicate-keyword", "warning") if same else ("shared-keyword", "note")
            yield found(*code, place, keyword=keyword.text, first=where.line, types=types)
    texts = {plain(keyword.text): keyword for keyword, _ in subject.keywords() if not keyword.pattern}
    for keyword, place in subject.keywords():
        for alias in keyword.aliases:
            other = texts.get(plain(alias))
            if other is not None and plain(other.text) != plain(keyword.text):
                yield _alias_problem(subject, keyword, alias, other, place)


def _alias_problem(subject: Subject, keyword: Keyword, alias: str, other: Keyword, place: Place) -> Problem:
    same, types = _types(subject, other, keyword)
    if same:
        return found("alias-is-keyword", "warning", place, alias=alias, keyword=keyword.text, line=other.line)
    return found("shared-keyword", "note", place, keyword=alias, first=other.line, types=types)


def _types(subject: Subject, one: Keyword, other: Keyword) -> tuple[bool, str]:
    """Whether two keywords belong to one type, and the names of their types."""
    taxonomy = subject.taxonomy
    ids = [taxonomy.type_of(keyword.measure_id) for keyword in (one, other)]
    return ids[0] == ids[1], "、".join(dict.fromkeys(taxonomy.by_id[i].label for i in ids))


# --- masks and conditions --------------------------------------------------------------------------------------


def masks(subject: Subject) -> Iterator[Problem]:
    """Masks that kill a keyword, or that have nothing to mask.

    Faulty: mask 金融科技 with keyword 金融科技 (never matches; the longer 金融科技园 would, for the longer word wins).
    Noted: mask 天气预报 when no keyword stands in it.  Right: mask 社会保险 with keyword 保险.
    """
    listed = [(place, mask, plain(mask)) for place, mask in subject.masks]
    texts = {plain(text) for k in subject.taxonomy.keywords if not k.pattern for text in (k.text, *k.aliases)}
    has_pattern = any(keyword.pattern for keyword in subject.taxonomy.keywords)
    for keyword, place in subject.keywords():
        text = plain(keyword.text)
        if not keyword.pattern and any(folded == text for _, _, folded in listed):
            yield found("masked-keyword", "error", place, keyword=keyword.text)
    for place, mask, folded in listed:
        if not has_pattern and not any(text in folded or folded in text for text in texts):
            yield found("unused-mask", "note", place, mask=mask)


_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』", "＂": "＂"}


def never(subject: Subject) -> Iterator[Problem]:
    """Keywords whose own conditions keep them from ever matching.

    Faulty: {词: 上市, 附近有: [挂牌], 附近无: [挂牌]}; {词: 高企, 后不接: [企]} (the guard repeats the keyword's own
    edge); “上市” in Chinese quotes; roles that are never counted.
    """
    for keyword, place in subject.keywords():
        text = plain(keyword.text)
        guards = [guard for guard in keyword.not_after if text.startswith(plain(guard))]
        guards += [guard for guard in keyword.not_before if text.endswith(plain(guard))]
        if guards and not keyword.pattern:
            yield found("guard-in-keyword", "warning", place, keyword=keyword.text, guard="、".join(guards))
        if terms := _impossible(keyword):
            yield found("impossible-condition", "error", place, keyword=keyword.text, terms="、".join(terms))
        if keyword.roles and not set(keyword.roles) & set(COUNTED):
            yield found("uncounted-roles", "warning", place, keyword=keyword.text, roles="、".join(keyword.roles))
        if len(text) > 2 and _QUOTES.get(keyword.text[0]) == keyword.text[-1]:
            yield found("quoted-keyword", "warning", place, keyword=keyword.text, fixed=keyword.text[1:-1])


def _impossible(keyword: Keyword) -> list[str]:
    """Terms that one condition demands within a reach where another forbids them."""
    result: set[str] = set()
    for ban in (c for c in keyword.conditions if c.kind == "not_near"):
        for demand in (c for c in keyword.conditions if c.kind != "not_near" and _reach(c) <= _reach(ban)):
            clash = set(demand.terms) & set(ban.terms)
            if demand.kind == "all_of" or clash == set(demand.terms):
                result |= clash
    return sorted(result)


def _reach(condition: Condition) -> tuple[bool, float]:
    return condition.scope == "paragraph", condition.within or float("inf")


# --- what a reader of the report would miss ----------------------------------------------------------------------


def documentation(subject: Subject) -> Iterator[Problem]:
    """Definitions, test sentences and keywords that are missing.

    Faulty: a type without a definition, without any example (例句) in itself or its sub-types, or without any keyword.
    Noted: sub-types without a definition (one note per type); a file in the simple shape, which has no room for them.
    """
    taxonomy = subject.taxonomy
    simple = not any(measure.definition or measure.examples for measure in taxonomy.measures)
    if simple and taxonomy.measures:
        yield found("undocumented", "note", subject.measure_place(taxonomy.measures[0]))
    for measure in (*taxonomy.types, *taxonomy.residuals):
        below = taxonomy.subtypes(measure.id)
        place = subject.measure_place(measure)
        bare = not measure.keywords and not any(subtype.keywords for subtype in below)
        if bare and not subject.troubled(measure):
            yield found("no-keywords-in-type", "warning", place, id=measure.id, label=measure.label)
        if simple:
            continue
        if not measure.definition:
            yield found("no-definition", "warning", place, id=measure.id, label=measure.label)
        if not measure.examples and not any(subtype.examples for subtype in below):
            yield found("no-examples", "warning", place, id=measure.id, label=measure.label)
        if undefined := [subtype.label for subtype in below if not subtype.definition]:
            yield found("subtypes-undefined", "note", place, label=measure.label, subtypes="、".join(undefined))


RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    yaml_words, duplicates, masks, never, short, documentation,
)  # fmt: skip
"""in any order: problems are sorted by their places"""
