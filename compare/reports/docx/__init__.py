"""`report.docx`: the report as a Chinese government office files it, evidence ids that open the cited paragraph.

flow: Markdown of the narrative taken apart · look: page, fonts and styles · markup: pieces of WordprocessingML ·
tables: tables with widths that fit · chapters: the narrative as a document's body · package: the file.
"""

from compare.reports.docx.package import is_available, write_docx

__all__ = ["is_available", "write_docx"]
