"""What reports are made from (`Edition`), and what a report is (`Report`).

In: an `Analysis`. Out: an `Edition`, from which each report writes its files.
Example: ``Report("markdown", ("report.md",), write)``, where ``write(Edition(analysis), folder)`` writes report.md
into the folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from compare.matrix.analysis import Analysis
from compare.reports.narrative import Narrative, build_narrative


@dataclass(frozen=True, slots=True)
class WordOrder:
    """How the Word report is wanted."""

    template: bytes | None = None
    """a Word file whose styles, pages, headers and footers it takes; None for ours"""
    annex: bool = False
    """True if the annex of the report stands in it"""


AS_OURS = WordOrder()


class Edition:
    """What the reports of one run are made from; what several of them need is made once."""

    def __init__(self, analysis: Analysis, tools: Analysis | None = None, word: WordOrder | None = None) -> None:
        self.analysis = analysis
        self.tools = tools
        """the same corpus under a second taxonomy, if one was given"""
        self.word = word or AS_OURS

    @cached_property
    def narrative(self) -> Narrative:
        """The report in words, which Markdown, page and Word document render."""
        return build_narrative(self.analysis)


@dataclass(frozen=True, slots=True)
class Report:
    """One member of the family: a kind of files."""

    name: str
    """of the report, and of the option that asks for it if it is optional: docx → ``--docx``"""
    files: tuple[str, ...]
    """the names of the files it writes, always all of them"""
    write: Callable[[Edition, Path], object]
    """writes the files into a folder; raises `OSError` where that fails"""
    optional: bool = False
    """True if it is written only if asked for"""
