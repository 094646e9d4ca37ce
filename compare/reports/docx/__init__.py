"""`report.docx`: the report as a Chinese government office files it, evidence ids that open the cited paragraph.

flow: Markdown of the narrative taken apart · look: page, fonts and styles · markup: pieces of WordprocessingML ·
tables: tables with widths that fit · chapters: the narrative as a document's body · package: the file.
"""

from importlib.util import find_spec
from pathlib import Path

from compare.reports.narrative import Narrative


def is_available() -> bool:
    """True if python-docx is installed."""
    return find_spec("docx") is not None


def write_docx(narrative: Narrative, path: Path) -> None:
    """Write the report; needs python-docx (see `is_available`), the same study gives the same bytes."""
    from compare.reports.docx.package import render_docx  # a run without --docx does not load it: 0.1 s

    path.write_bytes(render_docx(narrative))
