"""`report.html`: one page that opens without a network, reads without scripts, and answers questions with them.

data: what the page knows · page: the page put together · template.html, page.css: how it looks · *.js: how it acts.
"""

from compare.reports.html.page import write_html

__all__ = ["write_html"]
