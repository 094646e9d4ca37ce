"""What changed between two versions of a taxonomy, as values.

In: the old and the new `Taxonomy`. Out: `TaxonomyDiff`, empty (and false) for equal ones. Example: adding 众创空间 to
孵化载体 gives Change("added", "keyword", "incubator", "众创空间"); taking a keyword from one type to another gives
Change("moved", …).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass, fields
from typing import Literal

from compare.model import Cues, Keyword, Measure, Scoring, Taxonomy


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference."""

    kind: Literal["added", "removed", "changed", "moved"]
    what: Literal["type", "keyword", "example", "mask", "cue", "setting"]
    measure_id: str
    """type or sub-type it concerns (the new one if moved); empty for masks, cues and settings"""
    name: str
    """the keyword, example, mask, cue or setting; for types the field that changed, empty if added or removed"""
    field: str = ""
    """which part of a keyword changed: strength, points, conditions …"""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class TaxonomyDiff:
    """All changes, in the order settings, masks, cues, types, keywords, examples."""

    old: str
    """fingerprint"""
    new: str
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return bool(self.changes)

    def of(self, what: str) -> tuple[Change, ...]:
        """The changes of one kind of thing: type, keyword, example, mask, cue or setting."""
        return tuple(change for change in self.changes if change.what == what)

    @property
    def keywords(self) -> tuple[Change, ...]:
        """Changes of keywords, the ones that explain changed cells."""
        return self.of("keyword")


_KEYWORD_PARTS = (
    "strength", "points", "pattern", "aliases", "conditions",
    "not_after", "not_before", "boundary", "roles", "headings",
)  # fmt: skip
_MEASURE_PARTS = (
    "label", "label_en", "short", "parent", "definition", "include", "exclude", "residual", "threshold", "damped_by",
)  # fmt: skip


def diff_taxonomies(old: Taxonomy, new: Taxonomy) -> TaxonomyDiff:
    """Types, sub-types, keywords with their conditions, examples, masks, cues and settings that differ."""
    changes = (
        *_settings(old, new),
        *_terms("mask", "", old.masks, new.masks),
        *_cues(old.cues, new.cues),
        *_measures(old, new),
        *_keywords(old, new),
        *_examples(old, new),
    )
    return TaxonomyDiff(old.fingerprint, new.fingerprint, changes)


def _settings(old: Taxonomy, new: Taxonomy) -> Iterator[Change]:
    for owner, names in ((Taxonomy, ("name", "version", "overlap", "method", "language")), (Scoring, None)):
        for name in names or [f.name for f in fields(Scoring)]:
            before, after = (getattr(t if owner is Taxonomy else t.scoring, name) for t in (old, new))
            if before != after:
                yield _setting(name, before, after)


def _cues(old: Cues, new: Cues) -> Iterator[Change]:
    for name in (f.name for f in fields(Cues)):
        before, after = getattr(old, name), getattr(new, name)
        if isinstance(before, tuple):
            yield from _terms("cue", name, before, after)
        elif before != after:
            yield _setting(name, before, after)


def _setting(name: str, before: object, after: object) -> Change:
    return Change(
        kind="changed", what="setting", measure_id="", name=name, field="", before=_text(before), after=_text(after)
    )


def _terms(what: Literal["mask", "cue"], field: str, old: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Change]:
    yield from (
        Change(kind="removed", what=what, measure_id="", name=term, field=field) for term in old if term not in new
    )
    yield from (
        Change(kind="added", what=what, measure_id="", name=term, field=field) for term in new if term not in old
    )


def _measures(old: Taxonomy, new: Taxonomy) -> Iterator[Change]:
    for measure in old.measures:
        if measure.id not in new.by_id:
            yield Change(kind="removed", what="type", measure_id=measure.id, name="", before=measure.label)
    for measure in new.measures:
        earlier = old.by_id.get(measure.id)
        if earlier is None:
            yield Change(kind="added", what="type", measure_id=measure.id, name="", after=measure.label)
        else:
            yield from _measure(earlier, measure)


def _measure(old: Measure, new: Measure) -> Iterator[Change]:
    for name in _MEASURE_PARTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(
                kind="changed",
                what="type",
                measure_id=new.id,
                name=name,
                field="",
                before=_text(before),
                after=_text(after),
            )


def _keywords(old: Taxonomy, new: Taxonomy) -> Iterator[Change]:
    before, after = _keyed(old), _keyed(new)
    gone = {key: keyword for key, keyword in before.items() if key not in after}
    fresh = {key: keyword for key, keyword in after.items() if key not in before}
    moved = {key: source for key in fresh if (source := _source(key, gone))}
    left = set(gone) - set(moved.values())
    yield from (Change(kind="removed", what="keyword", measure_id=key[0], name=key[1]) for key in gone if key in left)
    for key in after:
        if key in moved:
            origin = moved[key]
            yield Change(
                kind="moved", what="keyword", measure_id=key[0], name=key[1], field="", before=origin[0], after=key[0]
            )
            yield from _keyword(gone[origin], after[key])
        elif key in fresh:
            yield Change(kind="added", what="keyword", measure_id=key[0], name=key[1])
        else:
            yield from _keyword(before[key], after[key])


_Key = tuple[str, str, int]  # type id, text, repeat number


def _keyed(taxonomy: Taxonomy) -> dict[_Key, Keyword]:
    seen: dict[tuple[str, str], int] = {}
    result: dict[_Key, Keyword] = {}
    for keyword in taxonomy.keywords:
        name = (keyword.measure_id, keyword.text)
        seen[name] = seen.get(name, 0) + 1
        result[*name, seen[name]] = keyword
    return result


def _source(key: _Key, gone: Mapping[_Key, Keyword]) -> _Key | None:
    """The one place from which a keyword of this text disappeared."""
    places = [other for other in gone if other[1] == key[1]]
    return places[0] if len(places) == 1 else None


def _keyword(old: Keyword, new: Keyword) -> Iterator[Change]:
    for name in _KEYWORD_PARTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change(
                kind="changed",
                what="keyword",
                measure_id=new.measure_id,
                name=new.text,
                field=name,
                before=_text(before),
                after=_text(after),
            )


def _examples(old: Taxonomy, new: Taxonomy) -> Iterator[Change]:
    before, after = ({(e.measure_id, e.text, e.expected) for m in t.measures for e in m.examples} for t in (old, new))
    sides: tuple[tuple[Literal["removed", "added"], set[tuple[str, str, bool]]], ...]
    sides = (("removed", before - after), ("added", after - before))
    for kind, entries in sides:
        for measure_id, text, expected in sorted(entries):
            yield Change(
                kind=kind,
                what="example",
                measure_id=measure_id,
                name=text,
                field="positive" if expected else "negative",
            )


def _text(value: object) -> str:
    """A value for people: lists joined by 、, conditions as ``near 挂牌、融资 (15, sentence)``."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "、".join(item if isinstance(item, str) else _condition(*astuple(item)) for item in value)
    return str(value)


def _condition(kind: str, terms: tuple[str, ...], within: int, scope: str) -> str:
    return f"{kind} {'/'.join(terms)} ({within}, {scope})"
