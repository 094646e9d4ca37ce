"""Old office files (.doc, .wps, .rtf, .odt, .xls, .et) → docx or xlsx, through LibreOffice if it is installed.

In: a `Raw` in a format that only an office program can read. Out: a `Raw` in docx or xlsx. LibreOffice runs with a
profile of its own in a temporary folder and without its interface; the result is read like any other docx. Where only
antiword is installed, .doc gives plain text.
Example: 通知.doc → soffice --convert-to docx → the bytes of a docx, still named 通知.doc.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from compare.reading.limits import Limits
from compare.reading.raw import Raw

OFFICE = ("soffice", "libreoffice")
TARGETS = {
    ".doc": "docx", ".wps": "docx", ".rtf": "docx", ".odt": "docx", ".word-xml": "docx", ".xls": "xlsx", ".et": "xlsx",
}  # fmt: skip


def convert(raw: Raw, ending: str, limits: Limits) -> tuple[Raw, str]:
    """The converted file and its ending; raises `ReadingError` if no program is there or it fails."""
    office = next((path for name in OFFICE if (path := shutil.which(name))), None)
    if office:
        target = TARGETS[ending]
        return Raw(raw.name, raw.path, _convert_with_office(raw, office, ending, target, limits)), f".{target}"
    if ending == ".doc" and (antiword := shutil.which("antiword")):
        return Raw(
            raw.name, raw.path, _run(raw, [antiword, "-m", "UTF-8.txt", "-w", "0", "-"], limits, raw.data)
        ), ".txt"
    raise raw.error("needs-office", ending=ending)


def _convert_with_office(raw: Raw, office: str, ending: str, target: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="policy-compare-") as name:
        folder = Path(name)
        source = folder / f"in{'.xml' if ending == '.word-xml' else ending}"
        source.write_bytes(raw.data)
        command = [
            office, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
            "--nolockcheck", "--convert-to", target, "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        _run(raw, command, limits)
        made = folder / "out" / f"in.{target}"
        if not made.is_file():
            raise raw.error("conversion-failed", detail=Path(office).name)
        if made.stat().st_size > limits.file_bytes:
            raise raw.error("too-large", limit=limits.file_bytes // 1_000_000)
        return made.read_bytes()


def _run(raw: Raw, command: list[str], limits: Limits, data: bytes | None = None) -> bytes:
    """Run a converter in a process group of its own, so that a hanging one ends with all its children."""
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        )
    except OSError as fault:
        raise raw.error("conversion-failed", detail=str(fault)) from fault
    try:
        out, err = process.communicate(data, timeout=limits.seconds)
    except subprocess.TimeoutExpired as fault:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise raw.error("conversion-slow", seconds=int(limits.seconds)) from fault
    if process.returncode != 0:
        raise raw.error("conversion-failed", detail=err.decode("utf-8", "replace").strip()[:200])
    return out
