"""What changed between two runs: which cells, because of what, shown by which paragraphs.

In: the records of two report folders (manifest.json and paragraphs.jsonl). Out: a `RunChanges`; empty for equal runs.
Example: one keyword added → cell 清城区/人才 from 11 to 12, by the taxonomy, in the paragraph that now matches it.
Compared are the measure counts by main type, the headline figures of the matrix.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from compare.model import Document, Paragraph, Study

Cause = Literal["document", "metadata", "taxonomy", "decision", "program"]

_FACTS = ("document", "title", "district", "level", "parent", "period", "genre", "included")
"""what manifest.json says of an input beside its digest; a corpus.yaml changes these and leaves the digest"""


@dataclass(frozen=True, slots=True)
class Run:
    """One report folder as data."""

    manifest: Mapping[str, Any]
    paragraphs: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """A paragraph whose role or types are no longer the same."""

    key: str
    district: str
    file: str
    before: tuple[str, ...]
    """types by rank; empty = not counted or not there"""
    after: tuple[str, ...]
    cause: Cause
    words: tuple[str, ...]
    """keywords that only one of the runs matched"""
    text: str


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell of the matrix with another count."""

    district: str
    measure_id: str
    before: int
    after: int
    paragraphs: tuple[str, ...]
    """keys of the paragraphs that came or went"""


@dataclass(frozen=True, slots=True)
class RunChanges:
    """The difference of two runs."""

    cells: tuple[CellChange, ...]
    paragraphs: tuple[ParagraphChange, ...]
    documents_added: tuple[str, ...]
    documents_removed: tuple[str, ...]
    documents_changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(
            self.cells or self.paragraphs or self.documents_added or self.documents_removed or self.documents_changed
        )


def run_of(study: Study) -> Run:
    """A study in memory as the run it would be written as, as far as the comparison looks."""
    manifest = {
        "inputs": [_input(d) for d in study.documents],
        "taxonomy": {"fingerprint": study.taxonomy.fingerprint},
        "decisions": [
            {"paragraph": d.paragraph_key, "type": d.measure_id, "verdict": d.verdict, "relabel": d.relabel}
            for d in study.decisions
        ],
    }
    return Run(manifest, [_record(d, p, study) for d in study.documents for p in d.paragraphs])


def _input(document: Document) -> dict[str, Any]:
    own = {"file": document.file, "sha256": document.digest, "document": document.id, "included": document.included}
    return {name: document.metadata.value(name) for name in _FACTS if name not in own} | own


def _record(document: Document, paragraph: Paragraph, study: Study) -> dict[str, Any]:
    assigned = [c for c in study.codings.get(paragraph.key, ()) if c.rank]
    return {
        "paragraph": paragraph.key, "district": document.district, "file": document.file, "role": paragraph.role,
        "included": document.included, "text": paragraph.text,
        "measures": [
            {"id": c.measure_id, "matches": [{"keyword": m.keyword.text} for m in c.matches if not m.rejected]}
            for c in assigned
        ],
    }  # fmt: skip


def compare_runs(old: Run, new: Run) -> RunChanges:
    """Cells, paragraphs and documents that differ, in the order of the new run (what is gone comes last)."""
    files_old, files_new = _digests(old), _digests(new)
    return RunChanges(
        tuple(_changed_cells(old, new)),
        tuple(_changed_paragraphs(old, new)),
        tuple(f for f in files_new if f not in files_old),
        tuple(f for f in files_old if f not in files_new),
        tuple(f for f in files_new if f in files_old and files_old[f] != files_new[f]),
    )


def _digests(run: Run) -> dict[str, str]:
    return {item["file"]: item["sha256"] for item in run.manifest["inputs"]}


def types_of(record: Mapping[str, Any]) -> tuple[str, ...]:
    """Types of a paragraph that the matrix counts as a measure; OTHER where it has none; empty if it is not counted."""
    if record["role"] != "measure" or record.get("included") is False:
        return ()
    return tuple(m["id"] for m in record["measures"]) or ("other",)


def _cells(run: Run) -> dict[tuple[str, str], list[str]]:
    cells: dict[tuple[str, str], list[str]] = {}
    for record in run.paragraphs:
        if types := types_of(record):
            main = "other" if types[0].startswith("other") else types[0]
            cells.setdefault((record["district"], main), []).append(record["paragraph"])
    return cells


def _changed_cells(old: Run, new: Run) -> Iterable[CellChange]:
    before, after = _cells(old), _cells(new)
    for district, main in dict.fromkeys([*after, *before]):
        was, now = before.get((district, main), []), after.get((district, main), [])
        if Counter(was) != Counter(now):
            moved = (Counter(now) - Counter(was)) + (Counter(was) - Counter(now))
            yield CellChange(district, main, len(was), len(now), tuple(moved))


def _changed_paragraphs(old: Run, new: Run) -> Iterable[ParagraphChange]:
    inputs = _inputs(old), _inputs(new)
    before = {r["paragraph"]: r for r in old.paragraphs}
    after = {r["paragraph"]: r for r in new.paragraphs}
    for key in dict.fromkeys([*after, *before]):
        was, now = before.get(key), after.get(key)
        types_was, types_now = types_of(was) if was else (), types_of(now) if now else ()
        if types_was == types_now:
            continue
        shown = now or was or {}
        cause = _cause(was, now, old, new, inputs)
        yield ParagraphChange(
            key, shown["district"], shown["file"], types_was, types_now, cause, _words(was, now), shown["text"]
        )


_Inputs = Mapping[str, Mapping[str, Any]]


def _inputs(run: Run) -> _Inputs:
    return {item["file"]: item for item in run.manifest["inputs"]}


def _cause(
    was: Mapping[str, Any] | None, now: Mapping[str, Any] | None, old: Run, new: Run, inputs: tuple[_Inputs, _Inputs]
) -> Cause:
    """The first of: source changed, what is known of it (corpus.yaml), a person decided, taxonomy, program."""
    if was is None or now is None:
        return "document"
    before, after = (files.get(now["file"], {}) for files in inputs)
    if before.get("sha256") != after.get("sha256"):
        return "document"
    if any(before.get(name) != after.get(name) for name in _FACTS):
        return "metadata"
    if _decisions(old, now["paragraph"]) != _decisions(new, now["paragraph"]):
        return "decision"
    if old.manifest["taxonomy"]["fingerprint"] != new.manifest["taxonomy"]["fingerprint"]:
        return "taxonomy"
    return "program"


def _decisions(run: Run, key: str) -> list[Mapping[str, str]]:
    return [d for d in run.manifest.get("decisions", ()) if d["paragraph"] == key]


def _words(was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> tuple[str, ...]:
    old, new = _matched(was), _matched(now)
    return tuple(sorted(old ^ new))


def _matched(record: Mapping[str, Any] | None) -> set[str]:
    return {x.get("listed", x["keyword"]) for m in record["measures"] for x in m["matches"]} if record else set()
