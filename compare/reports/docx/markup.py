"""Pieces of WordprocessingML: runs, paragraphs, links, bookmarks.

In: words and the style they stand in. Out: XML text.
Example: ``paragraph("BodyText", run("支持建设孵化器。"))`` → ``<w:p><w:pPr>…</w:pPr><w:r>…</w:r></w:p>``.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from compare.reports.docx.flow import Line, Run, legal

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str, style: str = "", bold: bool = False, chinese: bool = True) -> str:
    """Words; `chinese` sets quotation marks and dashes, which both scripts have, in the Chinese font."""
    properties = (
        (f'<w:rStyle w:val="{style}"/>' if style else "")
        + ('<w:rFonts w:hint="eastAsia"/>' if chinese else "")
        + ("<w:b/><w:bCs/>" if bold else "")
    )
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(legal(text))}</w:t></w:r>'


def words(line: Line, chinese: bool) -> str:
    """The runs of a line."""
    return "".join(_words(part, chinese) for part in line)


def _words(part: Run, chinese: bool) -> str:
    style = "NoteReference" if part.note else "CellReference" if part.target else ""
    inner = run(part.text, style, part.bold, chinese)
    if not part.target:
        return inner
    return f'<w:hyperlink w:anchor="{bookmark_name(part.target)}" w:history="1">{inner}</w:hyperlink>'


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph; `properties` are those that differ from its style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def bookmark_name(anchor: str) -> str:
    """A name that Word accepts: letters, digits and underscores, 40 at most."""
    return anchor.replace("-", "_")[:40]


def bookmark(anchor: str, number: int, runs: str) -> str:
    """Runs that links can lead to; `number` is unique in the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(anchor)}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
