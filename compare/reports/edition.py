"""What reports are made from (`Edition`), and what a report is (`Report`).

In: an `Analysis`. Out: an `Edition`, from which each report writes its files.
Example: ``Report("markdown", ("report.md",), write)``, where ``write(Edition(analysis), folder)`` writes report.md
into the folder.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path

from compare.matrix.analysis import Analysis
from compare.reports.narrative import Narrative, build_narrative


class Edition:
    """What the reports of one run are made from; what several of them need is made once."""

    def __init__(self, analysis: Analysis, tools: Analysis | None = None, template: bytes | None = None) -> None:
        self.analysis = analysis
        self.tools = tools
        """the same corpus under a second taxonomy, if one was given"""
        self.template = template
        """a Word file whose styles, pages, headers and footers the Word report takes; None for ours"""

    @cached_property
    def narrative(self) -> Narrative:
        """The report in words, which Markdown, page and Word document render."""
        return build_narrative(self.analysis)


@dataclass(frozen=True, slots=True)
class Extra:
    """A library that not everybody has installed."""

    module: str
    """as it is imported: docx"""
    package: str
    """as pip installs it: python-docx"""

    @property
    def installed(self) -> bool:
        """True if it can be imported."""
        try:
            return find_spec(self.module) is not None
        except ValueError:  # what is being imported or is set aside has no spec
            return False


@dataclass(frozen=True, slots=True)
class Report:
    """One member of the family: a kind of files."""

    name: str
    """of the report, and of the option that asks for it if it needs an extra: docx → ``--docx``"""
    files: tuple[str, ...]
    """the names of the files it writes, always all of them"""
    write: Callable[[Edition, Path], object]
    """writes the files into a folder; raises `OSError` where that fails"""
    extra: Extra | None = None
    """what it needs beyond a plain installation; with one it is written only if asked for"""
