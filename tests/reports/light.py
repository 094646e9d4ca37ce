"""Reports of a word each, for tests that look at the folder and not at what is in it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compare import reports
from compare.folders.record import MANIFEST
from compare.reports import folder as module
from compare.reports.folder import open_folder

COMPARED: Any = (None, None)


def lighten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every report writes “新” into its files, and the manifest lists them with their digests."""

    def report(names: Sequence[str]) -> Any:
        def write(edition: object, folder: Path) -> None:
            for name in names:
                (folder / name).write_text("新", encoding="utf-8")

        return write

    light = tuple(replace(each, write=report(each.files)) for each in reports.REPORTS)
    monkeypatch.setattr(reports, "REPORTS", light)
    monkeypatch.setattr(module, "write_manifest", write_manifest)


def write_manifest(compared: object, folder: Path, written: Sequence[Path], template: object = None) -> None:
    outputs = [{"file": p.name, "sha256": hashlib.sha256(p.read_bytes()).hexdigest()} for p in written if p.is_file()]
    record = {"program": "policy-compare 0.1.0", "outputs": outputs}
    (folder / MANIFEST).write_text(json.dumps(record), encoding="utf-8")


def write_reports(compared: Any, folder: Path, tools: Any = None, extras: Sequence[str] = ()) -> tuple[Path, ...]:
    with open_folder(folder, extras=extras) as place:
        return place.write(compared, tools).files


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
