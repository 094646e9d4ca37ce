"""`report.md`: the analysis as one Markdown file for a repository viewer or any editor.

In: a `Study` and its `Comparison`. Out: the file. Every reference, such as
``[清城2021-3.2.1-2](#e-9f2c41d07a55)``, leads to the verbatim paragraph at the end of the same file.
"""

from __future__ import annotations

from pathlib import Path

from compare.model import Comparison, Study
from compare.reports.narrative import build_narrative
from compare.reports.narrative_markup import escape, escape_line


def write_markdown(study: Study, comparison: Comparison, path: Path) -> None:
    """Write the report; UTF-8, lines end in LF, the same study gives the same bytes."""
    path.write_text(render_markdown(study, comparison), encoding="utf-8", newline="\n")


def render_markdown(study: Study, comparison: Comparison) -> str:
    """The report's text."""
    narrative = build_narrative(study, comparison)
    parts = [f"# {escape_line(narrative.title)}", escape_line(narrative.note)]
    for section in narrative.sections:
        parts += [f"## {escape(section.title)}", section.body]
    return "\n\n".join(parts) + "\n"
