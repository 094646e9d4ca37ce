"""From the merged drafts of all files to the frozen `Taxonomy`.

In: a `DraftTaxonomy`. Out: a `Taxonomy` with aliases and guards attached to their keywords, types before their
sub-types, the fingerprint computed. Example: ``aliases: {高企: 高新技术企业}`` makes 高企 an alias of every keyword
高新技术企业.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from compare.kinds import METHODS
from compare.model import COUNTING, Cues, Example, Keyword, Measure, Scoring, Taxonomy
from compare.problems import UsageError, problem
from compare.taxonomy.build import DraftMeasure, DraftTaxonomy
from compare.taxonomy.fingerprint import fingerprint

_DAMPED_BY = Measure("", "").damped_by


def finish(draft: DraftTaxonomy, file: str) -> Taxonomy:
    """The frozen taxonomy of a merged draft; `file` is the name reports show."""
    _attach_aliases(draft)
    for entry in draft.entries:
        _attach_guards(entry, {})
    counting = "settings" not in draft.values
    settings = draft.values.get("settings", {})
    taxonomy = Taxonomy(
        name=draft.values.get("name") or file.rpartition(".")[0],
        version=draft.values.get("version", ""),
        measures=tuple(m for entry in draft.entries for m in _measures(entry, None)),
        scoring=COUNTING if counting else _scoring(settings),
        cues=_cues(draft.cues, counting),
        masks=tuple(dict.fromkeys(draft.masks)),
        overlap=settings.get("overlap", "measure"),
        method=settings.get("method", "score"),
        file=file,
        language=draft.values.get("language", "zh"),
    )
    return replace(taxonomy, fingerprint=fingerprint(taxonomy))


def with_method(taxonomy: Taxonomy, method: str | None) -> Taxonomy:
    """The taxonomy by another method than its own; the same if None. Raises `UsageError` for what is no method."""
    if method is None:
        return taxonomy
    if method not in METHODS:
        raise UsageError(problem("cli.bad-method", value=method, known="、".join(METHODS)))
    changed = replace(taxonomy, method=method)
    return replace(changed, fingerprint=fingerprint(changed))


def _scoring(settings: Mapping[str, Any]) -> Scoring:
    numbers = {**settings, **settings.get("points", {})}
    return Scoring(**{f.name: numbers[f.name] for f in fields(Scoring) if f.name in numbers})


def _cues(values: Mapping[str, Any], counting: bool) -> Cues:
    own = {name.removesuffix("_cues"): value for name, value in values.items() if name != "list_damping"}
    damping = {f"list_{name}": value for name, value in values.get("list_damping", {}).items()}
    if counting and not damping:
        damping = {"list_items": 0}
    return Cues(**own, **damping)


def _measures(entry: DraftMeasure, parent: str | None) -> Iterator[Measure]:
    yield Measure(
        id=entry.id,
        label=entry.label,
        label_en=entry.values.get("name_en", ""),
        short=entry.values.get("short", ""),
        parent=parent,
        definition=entry.values.get("definition", ""),
        include=entry.values.get("include", ""),
        exclude=entry.values.get("exclude", ""),
        keywords=tuple(entry.keywords),
        examples=tuple(_examples(entry)),
        residual=entry.residual,
        threshold=entry.values.get("threshold"),
        damped_by=entry.values.get("damped_by", _DAMPED_BY),
        line=entry.line,
    )
    for subtype in entry.subtypes:
        yield from _measures(subtype, entry.id)


def _examples(entry: DraftMeasure) -> Iterator[Example]:
    given = entry.values.get("examples", {})
    for name, expected in (("positive", True), ("negative", False)):
        for text, line in given.get(name, ()):
            yield Example(text, expected, entry.id, line)


def _attach_aliases(draft: DraftTaxonomy) -> None:
    """“高企: 高新技术企业” makes 高企 an alias of every keyword 高新技术企业."""
    others: dict[str, list[str]] = {}
    for short, full in draft.aliases.items():
        others.setdefault(full, []).append(short)
    _change_keywords(draft.walk(), lambda k: _with_aliases(k, others.get(k.text)))


def _with_aliases(keyword: Keyword, names: list[str] | None) -> Keyword:
    return replace(keyword, aliases=tuple(dict.fromkeys((*keyword.aliases, *names)))) if names else keyword


def _attach_guards(entry: DraftMeasure, inherited: Mapping[str, Mapping[str, tuple[str, ...]]]) -> None:
    """Guards of a type hold for its keywords and for those of its sub-types."""
    guards = {**inherited, **entry.guards}
    if guards:
        _change_keywords([entry], lambda k: _guarded(k, guards))
    for subtype in entry.subtypes:
        _attach_guards(subtype, guards)


def _guarded(keyword: Keyword, guards: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Keyword:
    for guard in (guards[name] for name in (keyword.text, *keyword.aliases) if name in guards):
        keyword = replace(
            keyword,
            not_after=tuple(dict.fromkeys((*keyword.not_after, *guard.get("before", ())))),
            not_before=tuple(dict.fromkeys((*keyword.not_before, *guard.get("after", ())))),
        )
    return keyword


def _change_keywords(entries: Iterable[DraftMeasure], change: Callable[[Keyword], Keyword]) -> None:
    for entry in entries:
        entry.keywords = [change(keyword) for keyword in entry.keywords]
