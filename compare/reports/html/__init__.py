"""`report.html`: one page that opens without a network, reads without scripts, and answers questions with them.

data: what the page knows · page: the page put together · template.html, page.css: how it looks · *.js: how it acts.
"""

from compare.reports.edition import Report
from compare.reports.html.page import write_html

__all__ = ["REPORT", "write_html"]

REPORT = Report("html", ("report.html",), lambda edition, folder: write_html(edition.narrative, folder / "report.html"))
