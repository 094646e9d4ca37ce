"""Zip containers, opened with care: archives of documents, and docx and xlsx, which are zip files inside.

In: a `Raw` whose bytes begin with ``PK``. Out: its members as `Raw`s (nothing is written to disk), or the parts of an
office file. Size, number, ratio, passwords and paths are checked before anything is unfolded. Names that old Windows
programs stored in GBK are put right.
Example: 各区方案.zip with 天河区/方案.docx → Raw("各区方案.zip/天河区/方案.docx").
"""

from __future__ import annotations

import hashlib
import io
import lzma
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from compare.folders.record import MANIFEST, own_names, parse_record
from compare.problems import Problem, ReadingError
from compare.reading.files import OWN_REPORT, is_junk, printable
from compare.reading.limits import MB, Limits
from compare.reading.raw import Raw
from compare.reading.xml import mend

ENCRYPTED = 0x1
UTF8_NAME = 0x800
"""bits of the general purpose flag, APPNOTE 4.4.4"""
DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
"""office files never have one; entity bombs need one"""
RATIO_FROM = 20 * MB
"""unfolded size from which the ratio is checked: XML of small tables packs as well as any bomb"""
HEAD = 65_536
"""bytes of a part within which a document type would stand"""
UNFOLDING_FAULTS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError, RuntimeError,
)  # fmt: skip
"""what zipfile raises for damaged members, unknown methods and passwords"""


@dataclass(frozen=True, slots=True)
class Container:
    """An opened zip file whose directory has been checked."""

    raw: Raw
    zip: zipfile.ZipFile
    limits: Limits

    def names(self) -> list[str]:
        """Names of the parts, as stored."""
        return self.zip.namelist()

    def read(self, name: str) -> bytes:
        """One part; empty if it is not there. Raises `ReadingError` if it is damaged or unfolds beyond the limits."""
        try:
            info = self.zip.getinfo(name)
        except KeyError:
            return b""
        return self.unfold(info)

    def unfold(self, info: zipfile.ZipInfo) -> bytes:
        """One member's bytes."""
        check_size(self.raw, info, self.limits)
        try:
            return self.zip.read(info)
        except UNFOLDING_FAULTS as fault:
            raise self.raw.error("zip-damaged", member=printable(info.filename), detail=str(fault)) from fault

    def xml(self, name: str) -> Element | None:
        """One part as XML; None if it is not there. Document types and entities are refused."""
        data = self.read(name)
        if not data:
            return None
        if any(mark in data for mark in DOCTYPE):
            raise self.raw.error("xml-doctype", part=printable(name))
        try:
            return _parse(data)
        except (ElementTree.ParseError, ValueError, LookupError) as fault:
            raise self.raw.error("xml-damaged", part=printable(name), detail=str(fault)) from fault

    def mended(self) -> bytes:
        """The whole file, every XML part of it free of what XML forbids; for files that another library parses."""
        parts = {info.filename: self.unfold(info) for info in self.zip.infolist() if not info.is_dir()}
        mended = {name: mend(data) if name.endswith((".xml", ".rels")) else data for name, data in parts.items()}
        if mended == parts:
            return self.raw.data
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as container:
            for name, data in mended.items():
                container.writestr(zipfile.ZipInfo(name), data)
        return out.getvalue()

    def refuse_doctype(self) -> None:
        """Raise `ReadingError` if a part begins with a document type; for files that another library parses."""
        for info in self.zip.infolist():
            if info.filename.endswith((".xml", ".rels")):
                check_size(self.raw, info, self.limits)
                try:
                    with self.zip.open(info) as part:
                        head = part.read(HEAD)
                except UNFOLDING_FAULTS as fault:
                    raise self.raw.error("zip-damaged", member=printable(info.filename), detail=str(fault)) from fault
                if any(mark in head for mark in DOCTYPE):
                    raise self.raw.error("xml-doctype", part=printable(info.filename))


def _parse(data: bytes) -> Element:
    """The root of a part; one that a parser refuses is mended and tried again."""
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError:
        return ElementTree.fromstring(mend(data))


def open_zip(raw: Raw, limits: Limits) -> Container:
    """Open a zip file and check its directory; raises `ReadingError` if it is damaged, locked or too large."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(raw.data))
        infos = opened.infolist()
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError) as fault:
        raise raw.error("zip-damaged", member="", detail=str(fault)) from fault
    if len(infos) > limits.members:
        raise raw.error("zip-too-many", count=len(infos), limit=limits.members)
    if sum(info.file_size for info in infos) > limits.expanded_bytes:
        raise raw.error("zip-too-large", limit=limits.expanded_bytes // MB)
    return Container(raw, opened, limits)


def check_size(raw: Raw, info: zipfile.ZipInfo, limits: Limits) -> None:
    """Raise `ReadingError` for a member that is locked or unfolds beyond reason."""
    if info.flag_bits & ENCRYPTED:
        raise raw.error("encrypted")
    if info.file_size > RATIO_FROM and info.file_size > limits.ratio * max(1, info.compress_size):
        raise raw.error("zip-bomb", member=printable(info.filename), limit=limits.ratio)


def read_members(raw: Raw, limits: Limits) -> Iterator[Raw | Problem]:
    """The files of an archive in sorted order; junk that systems add (__MACOSX, .DS_Store) is passed over."""
    container = open_zip(raw, limits)
    ours = _reports(container)
    if ours:
        yield raw.problem(OWN_REPORT.removeprefix("reading."), "note", count=len(ours))
    named = sorted((member_name(info), number) for number, info in enumerate(container.zip.infolist()))
    infos = container.zip.infolist()
    for stored, number in named:
        info, name = infos[number], safe_name(stored)
        if info.filename in ours or info.is_dir() or any(is_junk(part) for part in name.split("/")):
            continue
        if name != stored:
            yield raw.problem("zip-path", "note", member=printable(stored), name=name)
        if info.flag_bits & ENCRYPTED:
            yield Raw(f"{raw.name}/{name}", raw.path, b"").problem("encrypted")
            continue
        yield Raw(f"{raw.name}/{name}", raw.path, container.unfold(info))


def _reports(container: Container) -> frozenset[str]:
    """Members, as stored, of reports that a run wrote before they were packed."""
    manifests = [name for name in container.names() if PurePosixPath(name).name == MANIFEST]
    return frozenset(name for manifest in manifests for name in _report(container, manifest))


def _report(container: Container, manifest: str) -> Iterator[str]:
    """Members of the report that one manifest speaks of; none if it is none of ours."""
    folder = manifest.removesuffix(MANIFEST)
    beside = [name for name in container.names() if name.rpartition("/")[0] == folder.rstrip("/")]
    stored = {member_name(container.zip.getinfo(name)).rpartition("/")[2]: name for name in beside}

    def digest(name: str) -> str:
        return hashlib.sha256(container.read(stored[name])).hexdigest()

    try:
        yield from (stored[name] for name in own_names(stored, parse_record(container.read(manifest)), digest))
    except ReadingError:  # said where the member itself is read
        return


def member_name(info: zipfile.ZipInfo) -> str:
    """A member's name; without the UTF-8 flag it is UTF-8 or GBK by custom, not the code page 437 of the standard."""
    if info.flag_bits & UTF8_NAME:
        return info.filename
    try:
        stored = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return stored.decode(encoding).replace("\\", "/")
        except UnicodeDecodeError:
            continue
    return info.filename


def safe_name(stored: str) -> str:
    """A path that stays inside the archive: no root, no drive, no ``..``; printable."""
    parts = [part for part in PurePosixPath(stored.replace("\\", "/")).parts if part not in ("/", "..", ".")]
    return printable("/".join(part.replace(":", "_") for part in parts if part.strip("/"))) or "_"
