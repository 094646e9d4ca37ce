"""What a file really is: its first bytes decide, then its ending.

In: a `Raw`. Out: the ending that stands for its format. Downloads are often misnamed: a ``.doc`` that is a web page or
a docx, a ``.xls`` that is HTML, a page saved without ending.
Example: 通知.doc beginning with ``PK`` and holding word/document.xml → ``.docx``.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import PurePosixPath

from compare.reading.raw import Raw

HEAD = 4096
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""compound file: old Word, Excel and WPS files, and encrypted docx and xlsx"""
LOCKED = "EncryptedPackage".encode("utf-16-le")
"""stream name inside a compound file that holds an encrypted office document ([MS-OFFCRYPTO] 2.3)"""

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"PAR1", ".parquet"),
    (b"Rar!", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\0", ".tif"),
    (b"MM\0*", ".tif"),
)
ZIP_PARTS = {
    "word/document.xml": ".docx",
    "xl/workbook.xml": ".xlsx",
    "ppt/presentation.xml": ".pptx",
    "OFD.xml": ".ofd",
    "content.xml": ".odt",
}
"""part that tells a zip file's format"""
MARKUP = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
MHTML = re.compile(rb"(?:From:|MIME-Version:|Subject:).{0,2000}?Content-Type:\s*multipart/related", re.I | re.S)
WORD_XML = re.compile(rb"<(?:w:wordDocument|pkg:package)\b")
OFFICE = (".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".pdf")


def detect(raw: Raw) -> str:
    """The ending of the file's real format, lower case with dot; its own (or .txt) where the bytes do not say."""
    data, own = raw.data, PurePosixPath(raw.name).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _inside_zip(data, own)
    if data.startswith(OLE):
        return ".locked" if LOCKED in data else own if own in (".doc", ".wps", ".xls", ".et", ".ppt") else ".doc"
    head = data[:HEAD]
    for signature, ending in SIGNATURES:
        if head.startswith(signature):
            return ending
    if b"%PDF-" in head[:1024]:
        return ".pdf"
    if own in OFFICE or not own:
        if MHTML.match(head):
            return ".mhtml"
        if WORD_XML.search(head):
            return ".word-xml"
        if MARKUP.match(head):
            return ".html"
    return own or ".txt"


def _inside_zip(data: bytes, own: str) -> str:
    try:
        parts = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError):
        return own if own in (".docx", ".xlsx", ".zip") else ".zip"
    office = own if "[Content_Types].xml" in parts and own in (".docx", ".docm", ".xlsx", ".xlsm") else ".zip"
    return next((ending for part, ending in ZIP_PARTS.items() if part in parts), office)
