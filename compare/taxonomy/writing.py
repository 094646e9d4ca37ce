"""A taxonomy as a YAML file in our own full shape.

In: a `Taxonomy` from wherever it came. Out: text that loads to the same fingerprint; comments are not kept.
Example: Keyword("上市", conditions=near 挂牌 within 8) → ``- {term: 上市, near: [挂牌], within: 8}``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

from compare.lexicons import load
from compare.model import COUNTING, Condition, Cues, Keyword, Measure, Scoring, Taxonomy
from compare.taxonomy.build import NEAR_WITHIN
from compare.taxonomy.schema import fields as fields_of
from compare.taxonomy.yaml_text import flow, scalar, term

_DAMPED_BY = Measure("", "").damped_by
_SETTINGS = tuple(f.name for f in fields(Scoring) if f.name in fields_of("settings"))


def write_taxonomy(taxonomy: Taxonomy, path: Path) -> None:
    """Write the taxonomy as YAML, UTF-8, LF; same taxonomy, same bytes."""
    path.write_bytes(taxonomy_text(taxonomy).encode("utf-8"))


def taxonomy_text(taxonomy: Taxonomy) -> str:
    """The YAML text of a taxonomy."""
    lines = ["schema: 1", f"name: {scalar(taxonomy.name)}"]
    if taxonomy.version:
        lines.append(f"version: {scalar(taxonomy.version)}")
    lines.append(f"language: {taxonomy.language}")
    if taxonomy.learned:
        lines.append(f"learned: {scalar(taxonomy.learned.file)}")
    named = (taxonomy.overlap, taxonomy.method)
    counts = (taxonomy.scoring, taxonomy.cues.list_items) == (COUNTING, 0) and named == ("measure", "score")
    lines += [
        *(_counted() if counts else _settings(taxonomy)),
        *_global(taxonomy, counts),
    ]
    for key, measures in (("types", taxonomy.types), ("residual", taxonomy.residuals)):
        if measures:
            lines.append(f"{key}:")
            lines += [line for measure in measures for line in _measure(measure, taxonomy, "  ")]
    return "\n".join(lines) + "\n"


def _counted() -> Iterator[str]:
    yield f"# {load('taxonomy_written')['counted']}"


def _settings(taxonomy: Taxonomy) -> Iterator[str]:
    scoring = taxonomy.scoring
    points = [f.name for f in fields(Scoring) if f.name not in _SETTINGS]
    yield "settings:"
    yield f"  overlap: {taxonomy.overlap}"
    if taxonomy.method != "score":
        yield f"  method: {taxonomy.method}"
    yield from (f"  {name}: {getattr(scoring, name):g}" for name in _SETTINGS)
    yield f"  points: {{{', '.join(f'{name}: {getattr(scoring, name):g}' for name in points)}}}"


def _global(taxonomy: Taxonomy, counts: bool) -> Iterator[str]:
    cues = taxonomy.cues
    if counts and cues == Cues(list_items=0) and not taxonomy.masks:
        return
    yield "global:"
    yield f"  mask: {flow(taxonomy.masks)}"
    for name in (f.name for f in fields(Cues) if not f.name.startswith("list_")):
        key = name if name == "negative_cancel" else f"{name}_cues"
        yield f"  {key}: {flow(getattr(cues, name))}"
    if cues.list_items:
        yield f"  list_damping: {{items: {cues.list_items}, types: {cues.list_types}}}"


def _measure(measure: Measure, taxonomy: Taxonomy, indent: str) -> Iterator[str]:
    yield f"{indent}- id: {scalar(measure.id)}"
    inner = indent + "  "
    texts = {
        "name": measure.label,
        "name_en": measure.label_en,
        "short": measure.short,
        "definition": measure.definition,
        "include": measure.include,
        "exclude": measure.exclude,
    }
    yield from (f"{inner}{key}: {scalar(text)}" for key, text in texts.items() if text)
    if measure.threshold is not None:
        yield f"{inner}threshold: {measure.threshold:g}"
    if measure.damped_by != _DAMPED_BY:
        yield f"{inner}damped_by: {flow(measure.damped_by)}"
    for strength in ("strong", "weak"):
        if keywords := [keyword for keyword in measure.keywords if keyword.strength == strength]:
            yield f"{inner}{strength}:"
            yield from (f"{inner}  - {keyword_text(keyword, taxonomy.scoring)}" for keyword in keywords)
    yield from _examples(measure, inner)
    children = [m for m in taxonomy.measures if m.parent == measure.id]
    if children:
        yield f"{inner}subtypes:"
        yield from (line for child in children for line in _measure(child, taxonomy, inner + "  "))


def _examples(measure: Measure, indent: str) -> Iterator[str]:
    if measure.examples:
        yield f"{indent}examples:"
    for name, expected in (("positive", True), ("negative", False)):
        if texts := [example.text for example in measure.examples if example.expected is expected]:
            yield f"{indent}  {name}:"
            yield from (f"{indent}    - {scalar(text)}" for text in texts)


def keyword_text(keyword: Keyword, scoring: Scoring) -> str:
    """The keyword as YAML: a word, or a mapping in braces if it has conditions."""
    parts = list(_keyword_fields(keyword, scoring))
    if not parts:
        return term(keyword.text)
    return f"{{term: {term(keyword.text)}, {', '.join(parts)}}}"


def _keyword_fields(keyword: Keyword, scoring: Scoring) -> Iterator[str]:
    default = scoring.strong if keyword.strength == "strong" else scoring.weak
    if keyword.points != default:
        yield f"weight: {keyword.points:g}"
    lists: dict[str, tuple[str, ...]] = {"aliases": keyword.aliases}
    lists.update((condition.kind, condition.terms) for condition in keyword.conditions)
    lists.update((name, getattr(keyword, name)) for name in ("not_after", "not_before", "roles", "headings"))
    yield from (f"{name}: {flow(terms)}" for name, terms in lists.items() if terms)
    yield from _reach(keyword.conditions)
    if keyword.boundary is not None:
        yield f"boundary: {str(keyword.boundary).lower()}"
    if keyword.pattern:
        yield "pattern: true"


def _reach(conditions: tuple[Condition, ...]) -> Iterator[str]:
    """`within` and `scope` where they differ from what the loader assumes."""
    paragraph = any(condition.scope == "paragraph" for condition in conditions)
    if paragraph:
        yield "scope: paragraph"
    for condition in conditions:
        if condition.within != (0 if paragraph or condition.kind == "all_of" else NEAR_WITHIN):
            yield f"within: {condition.within}"
            return
