"""A file → `Source` of `Block`s: the first room. Formats are a family: one file and one line here each.

In: paths of files, folders, patterns (``方案*.docx``) and zip archives. Out: one `Source` a document (one a row for
tables of documents), and a `Problem` for whatever cannot be read; the other files go on.
Example: ``read_sources([Path("seeds")])`` → Source(“某区十四五科技创新规划.txt”, 180 blocks, encoding gb18030), …

How to add a format: write one module with a function like `Reader` (or `TableReader`), add its ending to `READERS`
(or `TABLES`), add a test that makes a small file of that format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from compare.folders.record import is_ours
from compare.model import Source
from compare.problems import Problem, ReadingError, problem
from compare.reading import legacy, text
from compare.reading.files import OWN_FILE, Found, find_files, load
from compare.reading.formats import detect
from compare.reading.limits import DEFAULT_LIMITS, Limits
from compare.reading.raw import Raw

__all__ = [
    "DEFAULT_LIMITS", "READERS", "TABLES", "Found", "Limits", "Raw", "Reader", "TableReader",
    "find_files", "read_file", "read_sources",
]  # fmt: skip


class Reader(Protocol):
    """Reads one document. Raises `ReadingError` with a problem of code ``reading.…`` if it cannot."""

    def __call__(self, raw: Raw, limits: Limits) -> Source:
        """The document of `raw`."""
        ...


class TableReader(Protocol):
    """Reads a table whose rows are documents; `columns` maps our names (text, title, district …) to its columns."""

    def __call__(self, raw: Raw, limits: Limits, columns: Mapping[str, str]) -> Iterator[Source | Problem]:
        """A source or a problem for every row of `raw`."""
        ...


@cache
def _later(module: str, function: str) -> Any:
    """A reader whose module is loaded with the first file of its format: a folder of text files needs no parser."""

    def read(*given: object) -> Any:
        return getattr(import_module(read.__module__), function)(*given)

    read.__module__ = f"compare.reading.{module}"
    return read


READERS: dict[str, Reader] = {
    ".txt": text.read_text,
    ".text": text.read_text,
    ".md": text.read_markdown,
    ".markdown": text.read_markdown,
    ".html": _later("html", "read_html"),
    ".htm": _later("html", "read_html"),
    ".shtml": _later("html", "read_html"),
    ".xhtml": _later("html", "read_html"),
    ".mhtml": _later("html", "read_mhtml"),
    ".mht": _later("html", "read_mhtml"),
    ".docx": _later("docx", "read_docx"),
    ".docm": _later("docx", "read_docx"),
    ".pdf": _later("pdf", "read_pdf"),
}
TABLES: dict[str, TableReader] = {
    ".csv": _later("tables", "read_csv"),
    ".tsv": _later("tables", "read_csv"),
    ".xlsx": _later("tables", "read_xlsx"),
    ".xlsm": _later("tables", "read_xlsx"),
    ".jsonl": _later("tables", "read_json"),
    ".ndjson": _later("tables", "read_json"),
    ".json": _later("tables", "read_json"),
    ".parquet": _later("tables", "read_parquet"),
}
PACKED = (".rar", ".7z", ".gz", ".tar", ".bz2", ".xz")


def read_sources(
    paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS, columns: Mapping[str, str] | None = None
) -> Iterator[Source | Problem]:
    """Every document of the paths, in the order of the paths, sorted within folders, archives and patterns."""
    for found in find_files(paths):
        if isinstance(found, Problem):
            yield found
        else:
            yield from read_file(found, limits, columns)


def read_file(
    found: Found, limits: Limits = DEFAULT_LIMITS, columns: Mapping[str, str] | None = None
) -> Iterator[Source | Problem]:
    """Every document of one file; whatever is wrong with it comes out as a `Problem`."""
    ending = PurePosixPath(found.name).suffix.lower()
    if not found.given and not _is_known(ending):
        yield problem("reading.unknown-format", "note", found.name, ending=ending or "-")
        return
    data = load(found, limits.table_bytes if ending in TABLES or ending == ".zip" else limits.file_bytes)
    if isinstance(data, Problem):
        yield data
    else:
        yield from read_raw(Raw(found.name, str(found.path), data), limits, columns or {})


def read_raw(raw: Raw, limits: Limits, columns: Mapping[str, str], depth: int = 0) -> Iterator[Source | Problem]:
    """Every document of a file's bytes; `depth` counts the archives around it."""
    try:
        yield from _dispatch(raw, limits, columns, depth)
    except ReadingError as fault:
        yield from fault.problems
    except ModuleNotFoundError as fault:
        yield raw.problem("needs-package", package=fault.name)
    except RecursionError:
        yield raw.problem("too-deep")
    except Exception as fault:  # one file must never end the run; what a parser raises on broken input is unbounded
        yield raw.problem("failed", "error", detail=f"{type(fault).__name__}: {fault}"[:200])


def _dispatch(raw: Raw, limits: Limits, columns: Mapping[str, str], depth: int) -> Iterator[Source | Problem]:
    ending = detect(raw)
    own = PurePosixPath(raw.name).suffix.lower()
    if is_ours(raw.data, ending):
        yield problem(OWN_FILE, "note", raw.name)
        return
    if ending != own and own in (READERS | TABLES | legacy.TARGETS) and _family(ending) != _family(own):
        yield raw.problem("other-format", "note", own=own, found=ending)
    if ending == ".zip":
        yield from _read_archive(raw, limits, columns, depth)
    elif ending in TABLES:
        yield from TABLES[ending](raw, limits, columns)
    elif ending in READERS:
        yield READERS[ending](raw, limits)
    elif ending in legacy.TARGETS:
        converted, now = legacy.convert(raw, ending, limits)
        if now in TABLES:
            yield from TABLES[now](converted, limits, columns)
        else:
            yield replace(READERS[now](converted, limits), format=ending[1:], digest=raw.digest)
    else:
        code = {".locked": "encrypted", **dict.fromkeys(PACKED, "packed"), ".ofd": "ofd"}.get(ending, "unknown-format")
        raise raw.error(code, ending=ending or "-")


def _read_archive(raw: Raw, limits: Limits, columns: Mapping[str, str], depth: int) -> Iterator[Source | Problem]:
    from compare.reading.archive import read_members

    if depth >= limits.depth:
        raise raw.error("zip-too-deep", limit=limits.depth)
    read = False
    for member in read_members(raw, limits):
        if isinstance(member, Problem):
            yield member
        elif not _is_known(PurePosixPath(member.name).suffix.lower()):
            yield member.problem("unknown-format", "note", ending=PurePosixPath(member.name).suffix or "-")
        elif not member.data:
            yield member.problem("empty")
        else:
            read = True
            yield from read_raw(member, limits, columns, depth + 1)
    if not read:
        yield raw.problem("zip-empty", "warning")


def _is_known(ending: str) -> bool:
    return ending in READERS or ending in TABLES or ending in legacy.TARGETS or ending in (".zip", ".ofd", *PACKED)


def _family(ending: str) -> object:
    """What reads an ending: .htm and .html are the same."""
    return READERS.get(ending) or TABLES.get(ending) or ending
