"""Text files of other programs, whatever code page they were saved in.

In: a path. Out: its text with LF line ends. Tried in this order: byte order marks and UTF-8, Shift-JIS if there is kana
(KH Coder), GB18030 if most of it is common Chinese, else Windows-1252 (LIWC, WordStat).
Example: b"\\xb7\\xf5\\xbb\\xaf" → “孵化”; b"caf\\xe9" → “café”.
"""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from compare.problems import Problem, TaxonomyError, problem
from compare.yamlfiles.nodes import decode

_KANA = re.compile("[\u3041-\u30fa]")
_HALF_KANA = re.compile("[\uff61-\uff9f]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f]")
_FEW, _BINARY = 3, 0.02
"""control characters, and their share, up to which a file is a text: the test of reading/encoding.py"""


_KINDS = {b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "office", b"%PDF": "pdf"}
"""how files begin that are no text"""
_IMPORTED = {
    ".xlsx": "Excel", ".csv": "CSV", ".tsv": "TSV", ".qdc": "REFI-QDA", ".cat": "WordStat", ".dic": "LIWC",
    ".dicx": "LIWC", ".lcd": "Lexicoder", ".lc3": "Lexicoder", ".ykd": "Yoshikoder", ".cod": "KH Coder",
}  # fmt: skip
_OLD_BOOKS = (".xls", ".et")


def foreign_kind(path: Path) -> Problem | None:
    """What a file is that was given for a taxonomy and is none: a workbook, a dictionary of another tool, a letter."""
    suffix = path.suffix.lower()
    try:
        with path.open("rb") as file:
            kind = _KINDS.get(file.read(4), "")
    except OSError:
        return None  # said by whoever reads it
    if suffix in _OLD_BOOKS and kind:
        return problem("taxonomy.old-workbook", "error", path.as_posix(), name=path.name)
    if suffix in _IMPORTED or (kind == "zip" and _holds_workbook(path)):
        details = {"name": path.name, "kind": _IMPORTED.get(suffix, "Excel"), "target": f"{path.stem}.yaml"}
        return problem("taxonomy.other-kind", "error", path.as_posix(), **details)
    if kind or suffix in (".docx", ".doc", ".wps", ".pdf"):
        return problem("taxonomy.no-taxonomy", "error", path.as_posix(), name=path.name)
    return None


def _holds_workbook(path: Path) -> bool:
    try:
        with ZipFile(path) as parts:
            return "xl/workbook.xml" in parts.namelist()
    except BadZipFile:
        return False


def read_foreign_text(path: Path) -> str:
    """The text; raises `TaxonomyError` if the file cannot be opened or is no text (a picture, a program)."""
    text = foreign_text(read_bytes(path)).replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text)) > max(_FEW, _BINARY * len(text)):
        raise TaxonomyError(problem("taxonomy.not-text-file", "error", path.as_posix()))
    return text


def read_bytes(path: Path) -> bytes:
    """The bytes; raises `TaxonomyError` if the file cannot be opened."""
    try:
        return path.read_bytes()
    except OSError as fault:
        detail = fault.strerror or str(fault)
        raise TaxonomyError(problem("typing.unreadable", "error", path.as_posix(), detail=detail)) from None


def foreign_text(data: bytes) -> str:
    """Bytes as text; never fails, for Latin-1 takes any byte."""
    text = decode(data, ("utf-8",))
    if text is not None:
        return text
    japanese = decode(data, ("cp932",))
    if japanese is not None and _KANA.search(japanese) and not _HALF_KANA.search(japanese):
        return japanese
    chinese = decode(data, ("gb18030",))
    if chinese is not None and _is_common(chinese):
        return chinese
    return decode(data, ("cp1252", "latin-1")) or ""


def _is_common(text: str) -> bool:
    """At least half of the characters beyond ASCII belong to GB 2312, the 6,763 characters of daily use."""
    beyond = [char for char in text if char > "\x7f"]
    return 2 * sum(_in_gb2312(char) for char in beyond) >= len(beyond)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
