"""What a file of a report means, without how it is drawn: two reports are compared by that.

In: a path. Out: plain data, equal for files that tell a reader the same. Left out: look and scripts of the page, blank
lines, the bytes of zip containers, digests of files, the program's version.
Example: a new colour in the style sheet leaves ``meaning(Path("report.html"))`` as it was, a changed count does not.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from selectolax.lexbor import LexborHTMLParser


def meaning(path: Path) -> Any:
    """Plain data of a file by its ending; raises `KeyError` for a kind of file that nobody has described here."""
    return _MEANINGS[path.suffix](path)


def first_difference(new: Any, old: Any, where: str = "") -> str:
    """Where two meanings part and what stands there, in one line; empty for equal ones."""
    if new == old:
        return ""
    if isinstance(new, dict) and isinstance(old, dict) and new.keys() == old.keys():
        return next(filter(None, (first_difference(new[key], old[key], f"{where}/{key}") for key in new)), "")
    if isinstance(new, list) and isinstance(old, list):
        for number, (one, other) in enumerate(zip(new, old, strict=False), 1):
            if found := first_difference(one, other, f"{where}/{number}"):
                return found
        return f"{where}: {len(new)} entries, not {len(old)}"
    return f"{where}: {new!r}, not {old!r}"


def _markdown(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _page(path: Path) -> dict[str, Any]:
    """The words a reader sees, and the data behind them."""
    page = LexborHTMLParser(path.read_text(encoding="utf-8"))
    data = {node.id: json.loads(node.text()) for node in page.css('script[type="application/json"]')}
    for node in page.css("script, style"):
        node.decompose()
    words = page.body.text(separator="\n") if page.body else ""
    return {"data": data, "words": [line.strip() for line in words.splitlines() if line.strip()]}


def _records(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _manifest(path: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if "outputs" in record:  # a manifest, and not the schema of the tables
        record.pop("program")
        record["outputs"] = [item["file"] for item in record["outputs"]]
    return record


def _workbook(path: Path) -> dict[str, list[list[Any]]]:
    book = load_workbook(path, read_only=True)
    return {name: [list(row) for row in book[name].iter_rows(values_only=True)] for name in book.sheetnames}


_MEANINGS: dict[str, Callable[[Path], Any]] = {
    ".md": _markdown,
    ".html": _page,
    ".jsonl": _records,
    ".csv": _table,
    ".json": _manifest,
    ".xlsx": _workbook,
}
