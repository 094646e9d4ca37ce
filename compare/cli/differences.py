"""Put the difference of two runs into words, for ``compare``, ``taxonomy diff`` and ``run --watch``.

In: `RunChanges`, or an `Analysis` in memory, as the `Run` that it would be written as. Out: lines. Example:
“清城区 / 人才:11 → 12  …”, then the paragraphs with the cause and the keywords.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from compare import lexicons
from compare.cli.console import Console
from compare.kinds import Lang
from compare.matrix.analysis import Analysis
from compare.matrix.rows import row_names
from compare.matrix.runs import CellChange, ParagraphChange, Run, RunChanges
from compare.model import Taxonomy
from compare.reports.jsonl import paragraph_records
from compare.reports.manifest import run_record
from compare.wording import Wording

_TEXT = 60
"""characters of a paragraph shown on the terminal"""


def run_of(analysis: Analysis) -> Run:
    """An analysis in memory as its report folder would have it."""
    study, comparison = analysis.study, analysis.comparison
    return Run(run_record(study, comparison), tuple(paragraph_records(study, comparison)))


def difference_lines(
    changes: RunChanges, console: Console, *taxonomies: Taxonomy, by: str = "district"
) -> Iterator[str]:
    """Everything that changed; one line if nothing did. Types by the names in the last of the taxonomies that has them,
    by their ids where none has; `by` is what a row is."""
    names, rows = _type_names(taxonomies, console.lang), row_names(by, console.lang)
    if not changes:
        yield console.words("compare.same")
        return
    for key, files in (
        ("compare.added", changes.documents_added),
        ("compare.removed", changes.documents_removed),
        ("compare.changed", changes.documents_changed),
    ):
        if files:
            yield console.words(key, names="、".join(files))
    if changes.unlike:
        yield console.words(f"compare.unlike.{changes.unlike}")
    if changes.cells:
        yield console.words("compare.cells", count=len(changes.cells))
    yield from (_cell(cell, console, names, rows) for cell in changes.cells)
    if changes.paragraphs:
        yield console.words("compare.paragraphs", count=len(changes.paragraphs))
    yield from (_paragraph(paragraph, console, names) for paragraph in changes.paragraphs)


def _type_names(taxonomies: Sequence[Taxonomy], lang: Lang) -> Mapping[str, str]:
    """Type id → name; a name that several of the types bear comes with the id."""
    names = {id: name for taxonomy in taxonomies for id, name in Wording(lang, taxonomy).type_names.items()}
    types = {measure.id: names[measure.id] for taxonomy in taxonomies for measure in taxonomy.types}
    bearers = Counter(types.values())
    return names | {id: f"{name} ({id})" for id, name in types.items() if bearers[name] > 1}


def _cell(cell: CellChange, console: Console, names: Mapping[str, str], rows: Mapping[str, str]) -> str:
    row, column = rows.get(cell.row, cell.row), names.get(cell.column, cell.column)
    return console.words("compare.cell", district=row, type=column, before=cell.before, after=cell.after,
                         paragraphs="、".join(cell.paragraphs))  # fmt: skip


def _paragraph(change: ParagraphChange, console: Console, names: Mapping[str, str]) -> str:
    cause = lexicons.words("cli", console.lang)[f"compare.cause.{change.cause}"]
    words = "、".join(change.words)
    return console.words(
        "compare.paragraph",
        id=change.key,
        district=change.district,
        before=_types(change.before, names),
        after=_types(change.after, names),
        cause=f"{cause}({words})" if words else cause,
        text=change.text[:_TEXT],
    )


def _types(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    return "、".join(names.get(i, i) for i in ids) or "–"
