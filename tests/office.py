"""Whether LibreOffice can work here: it does not start on a machine without any font."""

from __future__ import annotations

import shutil
import subprocess


def starts_office() -> bool:
    """True if LibreOffice is installed, and a font."""
    return bool(shutil.which("soffice")) and _has_font(":")


def prints_chinese() -> bool:
    """True if LibreOffice is installed, and a Chinese font."""
    return bool(shutil.which("soffice")) and _has_font(":lang=zh")


def _has_font(pattern: str) -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", pattern], capture_output=True, check=True).stdout.strip())
