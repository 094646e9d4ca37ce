"""Pieces of WordprocessingML: runs, paragraphs, links, bookmarks, page numbers.

In: words and the style they stand in. Out: XML text.
Example: ``paragraph("BodyText", run("支持建设孵化器。"))`` → ``<w:p><w:pPr>…</w:pPr><w:r>…</w:r></w:p>``.
"""

from __future__ import annotations

from xml.sax.saxutils import escape

from compare.reports.docx.flow import Line, Run


def run(text: str, look: str = "", chinese: bool = True) -> str:
    """Words; `chinese` sets quotation marks and dashes, which both scripts have, in the Chinese font."""
    hint = '<w:rFonts w:hint="eastAsia"/>' if chinese else ""
    properties = f"<w:rPr>{_ordered(hint, look)}</w:rPr>" if hint or look else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _ordered(hint: str, look: str) -> str:
    """A character style must stand before the font."""
    return look + hint if look.startswith("<w:rStyle") else hint + look


def words(line: Line, reference: str, chinese: bool) -> str:
    """The runs of a line; links take the character style `reference`."""
    return "".join(_words(part, reference, chinese) for part in line)


def _words(part: Run, reference: str, chinese: bool) -> str:
    if part.target:
        inner = run(part.text, f'<w:rStyle w:val="{reference}"/>', chinese)
        return f'<w:hyperlink w:anchor="{bookmark_name(part.target)}" w:history="1">{inner}</w:hyperlink>'
    return run(part.text, "<w:b/><w:bCs/>" if part.bold else "", chinese)


def paragraph(style: str, runs: str, properties: str = "") -> str:
    """A paragraph; `properties` are those that differ from its style, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{runs}</w:p>'


def bookmark_name(anchor: str) -> str:
    """A name that Word accepts: letters, digits and underscores, 40 at most."""
    return anchor.replace("-", "_")[:40]


def bookmark(anchor: str, number: int, runs: str) -> str:
    """Runs that links can lead to; `number` is unique in the document."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name="{bookmark_name(anchor)}"/>{runs}<w:bookmarkEnd w:id="{number}"/>'
    )


def page_number(before: str, after: str) -> str:
    """The number of the page between its dashes."""
    return f'{run(before)}<w:fldSimple w:instr=" PAGE ">{run("1", chinese=False)}</w:fldSimple>{run(after)}'
