"""`report.md`: the analysis as one Markdown file for a repository viewer or any editor.

In: a `Narrative`. Out: the file, the annex behind the body. Every note, such as ``[12](#e-9f2c41d07a55)``, leads to the
verbatim paragraph at the end of the same file.
"""

from __future__ import annotations

from pathlib import Path

from compare.reports.edition import Report
from compare.reports.narrative import Narrative, Section
from compare.reports.narrative.markup import escape, escape_line


def write_markdown(narrative: Narrative, path: Path) -> None:
    """Write the report; UTF-8, lines end in LF, the same study gives the same bytes."""
    path.write_text(render_markdown(narrative), encoding="utf-8", newline="\n")


def render_markdown(narrative: Narrative) -> str:
    """The report's text."""
    parts = [f"# {escape_line(narrative.title)}", escape_line(narrative.note)]
    parts += map(_section, narrative.body)
    parts += [f"# {narrative.voice.say('annex')}", narrative.voice.say("annex.note"), *map(_section, narrative.annex)]
    return "\n\n".join(parts) + "\n"


def _section(section: Section) -> str:
    return f"## {escape(section.title)}\n\n{section.body}"


REPORT = Report(
    "markdown", ("report.md",), lambda edition, folder: write_markdown(edition.narrative, folder / "report.md")
)
