"""Which files of a folder a run wrote, told by manifest.json and the digests in it.

In: the names in a folder (or in one folder of an archive) and the way to their bytes. Out: the names that are ours:
what the manifest lists, also where a person has changed it since, and the copies of changed files that a run kept.
Which names a report can have is not known here: the family of reports says so to those who replace or delete.
Example: 报告旧版/ with manifest.json, matrix.xlsx as written, report.md with a line added, 某区方案.docx → all but the
last. A manifest proves nothing unless one of the files beside it has the digest it gives: a copied one gives no rights.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from compare import lexicons
from compare.kinds import LANGS

MANIFEST = "manifest.json"
WORKPLACE, JOURNAL = ".policy-compare", "journal.json"
"""the hidden folder inside a report folder in which a run works, gone when the run is over; the list of its moves"""
MARK = "policy-compare"
"""how the program calls itself in manifests and in the properties of its Office files"""
_MOST = 64_000_000
"""bytes of a manifest; a larger file of that name is none of ours"""
_PROPERTY = re.compile(rf'name="{MARK}"[^>]*>\s*<(?:\w+:)?lpwstr[^>]*>([0-9a-f]+)<'.encode())
_CREATOR = re.compile(rf"<(?:\w+:)?creator[^>]*>{MARK} ".encode())
_HEAD = 65_536
"""bytes of a file, or of an Office file's list of properties, that are looked at"""
_COLUMNS = (
    ("evidence_id", "paragraph_key", "type_id"),
    ("type_id", "n_primary", "n_any", "n_practice"),
    ("target_id", "indicator_std", "year_source"),
    ("amount_id", "amount_kind", "written"),
    ("category_level", "hits_all", "measure_id"),
    ("unit_id", "counted", "paragraph_key"),
)
"""what the CSV files of a run alone have: names of lexicons/columns.yaml"""
_DICTIONARY = {"table", "column", "in_csv", "meaning_zh", "meaning_en"}
"""heads of columns.csv in every language"""


@dataclass(frozen=True, slots=True)
class Record:
    """What a manifest says of the files beside it."""

    files: Mapping[str, str]
    """name → SHA-256 as written; a stranger may have added names, see `compare.folders.exchange.plan_moves`"""
    run: str
    """the run's fingerprint; empty in manifests of versions before 0.2"""
    reviewed: bool
    """True if the workbook shows verdicts or remarks of reviewers"""


def parse_record(data: bytes) -> Record | None:
    """A manifest as data; None if it is none of ours."""
    try:
        record = json.loads(data)
        if not str(record["program"]).startswith(f"{MARK} "):
            return None
        files = {str(item["file"]): str(item.get("sha256", "")) for item in record["outputs"]}
        reviewed = bool(record.get("decisions")) or bool(record.get("remarks"))
        return Record(files, str(record.get("run", "")), reviewed)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def read_record(folder: Path) -> Record | None:
    """The manifest of a folder; None if there is none of ours."""
    path = folder / MANIFEST
    try:
        if not path.is_file() or path.stat().st_size > _MOST:
            return None
        return parse_record(path.read_bytes())
    except OSError:
        return None


def digest_of(path: Path) -> str:
    """SHA-256 of a file; empty if it is no file or cannot be read."""
    try:
        if not path.is_file():
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def holds(record: Record, names: Collection[str], digest: Callable[[str], str]) -> bool:
    """True if the files beside a manifest are those it speaks of: at least one is as it was written, or none is left.

    `digest` gives the SHA-256 of a name."""
    there = sorted(name for name in record.files if name in names)
    return not there or any(digest(name) == record.files[name] for name in there)


def own_names(names: Collection[str], record: Record | None, digest: Callable[[str], str]) -> frozenset[str]:
    """The names in a folder that are ours; none without a manifest that holds."""
    if record is None or not holds(record, names, digest):
        return frozenset()
    return frozenset(name for name in names if name == MANIFEST or name in record.files or kept_of(name))


def own_files(folder: Path) -> frozenset[str]:
    """The names in a folder on the disk that are ours."""
    record, half = read_record(folder), (folder / WORKPLACE / JOURNAL).exists()
    if record is None and not half:
        return frozenset()
    try:
        names = {path.name for path in folder.iterdir() if not path.is_dir()}
    except OSError:
        return frozenset()
    if half:  # a run was killed between its moves: what lies there is neither what the old manifest says nor the new
        moved = _moved_names(folder / WORKPLACE / JOURNAL)
        return frozenset(name for name in names if name == MANIFEST or name in moved or kept_of(name))
    return own_names(names, record, lambda name: digest_of(folder / name))


def _moved_names(journal: Path) -> frozenset[str]:
    """Every name that a killed run was moving, old and new."""
    try:
        moves = json.loads(journal.read_bytes())
        return frozenset(str(move[end]).rpartition("/")[2] for move in moves for end in ("source", "place"))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return frozenset()


# --- copies that are kept ---------------------------------------------------------------------------------------


def kept_name(name: str, digest: str, lang: str, length: int = 8) -> str:
    """What a file that a person changed is called beside the new one: report.手改-1a2b3c4d.md."""
    path = Path(name)
    return f"{path.stem}.{lexicons.words('cli', lang)['kept-mark']}-{digest[:length]}{path.suffix}"


def kept_of(name: str) -> str:
    """Of which file a kept copy is, in either language: report.手改-1a2b3c4d.md → report.md; else empty."""
    marks = "|".join(lexicons.words("cli", lang)["kept-mark"] for lang in LANGS)
    found = re.fullmatch(rf"(.+)\.(?:{marks})-[0-9a-f]{{8,64}}(\.\w+)", name)
    return f"{found[1]}{found[2]}" if found else ""


# --- single files ----------------------------------------------------------------------------------------------


def workbook_run(source: Path | bytes) -> str:
    """The fingerprint of the run that wrote a workbook, from its properties; empty if it has none or is no workbook."""
    found = _PROPERTY.search(_part(source, "docProps/custom.xml"))
    return found[1].decode() if found else ""


def is_ours(data: bytes, ending: str) -> bool:
    """True for a file that a run wrote, wherever it was copied and whoever changed it since.

    Office files and pages say so themselves; data files are told by their columns, report.md by nothing."""
    head = data[:_HEAD]
    match ending:
        case ".xlsx":
            return bool(workbook_run(data))
        case ".docx":
            return bool(_CREATOR.search(_part(data, "docProps/core.xml")))
        case ".html" | ".htm":
            return f'<meta name="generator" content="{MARK}">'.encode() in head
        case ".jsonl":
            return head.startswith(b'{"file": ') and b'"paragraph": ' in head and b'"counted": ' in head
        case ".csv":
            return _has_our_columns(head)
        case ".json":
            return b"json-schema.org" in head and f'"title": "{MARK}: '.encode() in head
    return False


def _has_our_columns(head: bytes) -> bool:
    line = head.partition(b"\n")[0].removeprefix(codecs.BOM_UTF8)
    names = {line.decode(encoding, "replace").strip() for encoding in ("utf-8", "gb18030")}  # Excel may have saved it
    columns = [set(name.split(",")) for name in names]
    ours = [_DICTIONARY, *({words[key] for key in keys} for words in _heads() for keys in _COLUMNS)]
    return any(heads <= found for heads in ours for found in columns)


def _heads() -> list[dict[str, str]]:
    """Heads in each language, and the names themselves (``--codes``)."""
    names = {key: key for keys in _COLUMNS for key in keys}
    return [names, *(lexicons.heads(lang) for lang in LANGS)]


def _part(source: Path | bytes, name: str) -> bytes:
    try:
        file = BytesIO(source) if isinstance(source, bytes) else source
        with zipfile.ZipFile(file) as office, office.open(name) as part:
            return part.read(_HEAD)
    except (OSError, KeyError, ValueError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return b""
