"""The file: python-docx as the container, our own look and body in it, the same bytes for the same study.

In: a `Study` and its `Comparison`. Out: the file. python-docx is an extra (``pip install 'policy-compare[docx]'``).
Example: a report of 清城区 and 花都区 has neither the time of the run nor the name of the machine in it.
"""

from __future__ import annotations

import zipfile
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from compare import __version__, lexicons
from compare.model import Comparison, Study
from compare.reports.docx.chapters import body_xml
from compare.reports.docx.flow import legal
from compare.reports.docx.look import NAMESPACES, SETTINGS, fonts_xml, styles_xml
from compare.reports.docx.markup import page_number, paragraph
from compare.reports.narrative import Narrative, build_narrative

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_KEPT = ("styles", "settings", "footer", "fontTable")
"""parts that the body needs; the template's pictures, themes and lists are left out"""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""the earliest date that a zip archive can hold"""


def is_available() -> bool:
    """True if python-docx is installed."""
    return find_spec("docx") is not None


def write_docx(study: Study, comparison: Comparison, path: Path) -> None:
    """Write the document; needs python-docx, see `is_available`."""
    path.write_bytes(render_docx(study, comparison))


def render_docx(study: Study, comparison: Comparison) -> bytes:
    """The document's bytes."""
    from docx import Document

    narrative = build_narrative(study, comparison)
    document = Document()
    _strip(document)
    _dress(document, narrative)
    ...
