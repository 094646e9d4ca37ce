"""Write manifest.json: what went in, what came out, by which program, taxonomy and settings.

In: a study and the files written. Out: ``manifest.json`` without times or absolute paths: equal runs, equal bytes.
Example: ``{"program": "policy-compare 0.1.0", "taxonomy": {"name": …, "fingerprint": "…"}, "inputs": […]}``.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from compare import __version__
from compare.folders.record import MANIFEST, MARK
from compare.matrix.analysis import Analysis
from compare.model import Comparison, Document, Study
from compare.problems import Problem

FACTS = (
    "title", "district", "level", "parent", "issuer", "number", "issued", "published", "effective", "expires", "year",
    "period", "genre",
)  # fmt: skip
"""what the record says of each document, unknown facts as an empty string"""


def write_manifest(analysis: Analysis, folder: Path, written: Sequence[Path], template: bytes | None = None) -> Path:
    """The run's record; listed outputs, and the office's own Word template if there is one, with their digests."""
    study, comparison = analysis.study, analysis.comparison
    record = {
        **run_record(study, comparison),
        "run": fingerprint(study, comparison),
        "reviews": [asdict(review) for review in study.reviews],
        **({} if template is None else {"template": hashlib.sha256(template).hexdigest()}),
        "outputs": [{"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in sorted(written)],
    }
    path = folder / MANIFEST
    path.write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def fingerprint(study: Study, comparison: Comparison) -> str:
    """What tells one run from another: the same for the same inputs, taxonomy, settings and decisions.

    The workbook carries it. Where its decisions were read does not count, so that a run that takes them from the
    workbook of the last one writes the same workbook again."""
    text = json.dumps(run_record(study, comparison), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def run_record(study: Study, comparison: Comparison) -> dict[str, Any]:
    """What the manifest says of a run beside its files."""
    return {
        "program": f"{MARK} {__version__}",
        "taxonomy": {
            "name": study.taxonomy.name, "version": study.taxonomy.version, "file": study.taxonomy.file,
            "fingerprint": study.taxonomy.fingerprint, "overlap": study.taxonomy.overlap,
            "method": study.taxonomy.method,
        },
        "settings": {
            "lang": study.settings.lang, "by": study.settings.by,
            "as_of": study.settings.as_of.isoformat() if study.settings.as_of else None,
            **({"home": study.settings.home} if study.settings.home else {}),
            **({"compare": list(study.settings.compare)} if study.settings.compare else {}),
            **({"rules": study.settings.rules.digest} if study.settings.rules.digest else {}),
            **({"codes": True} if study.settings.codes else {}),
        },
        "counts": _counts(study, comparison),
        "inputs": [_input(d) for d in study.documents],
        "decisions": [
            {"paragraph": d.paragraph_key, "type": d.measure_id, "verdict": d.verdict, "relabel": d.relabel}
            for d in study.decisions
        ],
        "remarks": len(study.remarks),
        "problems": [_problem(p) for p in study.problems],
    }  # fmt: skip


def _counts(study: Study, comparison: Comparison) -> dict[str, Any]:
    roles = Counter(p.role for d in study.documents if d.included for p in d.paragraphs)
    return {
        "documents": len(study.documents),
        "included": sum(d.included for d in study.documents),
        "paragraphs": sum(len(d.paragraphs) for d in study.documents),
        "roles": dict(sorted(roles.items())),
        "evidence": len(comparison.evidence),
        "targets": len(study.targets),
        "amounts": len(study.amounts),
        "decisions": len(study.decisions),
    }


def _input(document: Document) -> dict[str, Any]:
    facts = {name: document.metadata.value(name) for name in FACTS}
    return {
        "file": document.file, "sha256": document.digest, "document": document.id, "code": document.code, **facts,
        "grade": document.grade, "included": document.included, "flags": [f.code for f in document.flags],
    }  # fmt: skip


def _problem(item: Problem) -> dict[str, Any]:
    place = {"file": Path(item.place.file).name, "line": item.place.line, "column": item.place.column}
    return {"code": item.code, "severity": item.severity, **place, "details": dict(item.details)}
