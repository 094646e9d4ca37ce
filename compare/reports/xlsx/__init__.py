"""A study as a workbook: matrix.xlsx, made to be read, filtered, printed, reviewed and handed on.

In: an `Analysis`. Out: one xlsx file, the same bytes for the same study.
Example: ``write_workbook(analyse(study), Path("matrix.xlsx"))``.

In front: answer 一页看懂 · matrix and charts 矩阵 · comparison 横向对比表 · target_grid 目标对照 ·
amount_grid 额度对照 · gaps 独有与缺口 · evidence 证据与复核 · quality 数据质量 · overview 说明.
Behind them, with grey tabs: subtypes 子类矩阵 · figures 数值 · tables 目标明细, 额度明细, 计划与责任 ·
statistics 统计 · counts 词频 · periods 时期 · tools 政策工具 · evidence 未归类 · decisions 复核记录, 待重新对应 ·
dictionary 分类词典. book and plan hold what they share, cells and layout how they look.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from compare.folders.record import MARK
from compare.matrix.analysis import Analysis
from compare.reports.edition import Report
from compare.reports.manifest import fingerprint
from compare.reports.xlsx.amount_grid import write_amount_grid
from compare.reports.xlsx.answer import write_answer
from compare.reports.xlsx.book import APPENDIX, FEW, FRONT, Book, small_tables
from compare.reports.xlsx.comparison import SIDE_BY_SIDE, sheets_abreast, write_comparison
from compare.reports.xlsx.counts import write_counts
from compare.reports.xlsx.decisions import has_orphans, listed_decisions, write_decisions, write_orphans
from compare.reports.xlsx.dictionary import write_dictionary
from compare.reports.xlsx.evidence import write_evidence, write_uncoded
from compare.reports.xlsx.figures import write_figures
from compare.reports.xlsx.gaps import write_gaps
from compare.reports.xlsx.layout import FIRST_ROW, FONT, MAX_ROWS
from compare.reports.xlsx.matrix import write_matrix
from compare.reports.xlsx.overview import write_overview
from compare.reports.xlsx.periods import write_periods
from compare.reports.xlsx.quality import write_quality
from compare.reports.xlsx.statistics import write_statistics
from compare.reports.xlsx.subtypes import write_subtypes
from compare.reports.xlsx.tables import write_amounts, write_programmes, write_targets
from compare.reports.xlsx.target_grid import write_target_grid
from compare.reports.xlsx.tools import write_tools

WORKBOOK = "matrix.xlsx"
LIMIT = 3_000
"""evidence rows by default: more than anyone reads or reviews in a spreadsheet; evidence.csv has all"""
EPOCH = datetime(1980, 1, 1)
"""creation date of a workbook whose study has no as-of date: the earliest a zip archive knows"""


WRITERS: Mapping[str, Callable[[Book], None]] = {
    "overview": write_overview,  # first, because the evidence sheet chooses from its list of types
    "answer": write_answer, "matrix": write_matrix, "side_by_side": write_comparison,
    "target_grid": write_target_grid, "amount_grid": write_amount_grid, "gaps": write_gaps, "evidence": write_evidence,
    "quality": write_quality, "subtypes": write_subtypes, "figures": write_figures, "targets": write_targets,
    "amounts": write_amounts, "programmes": write_programmes, "statistics": write_statistics, "counts": write_counts,
    "periods": write_periods, "tools": write_tools, "uncoded": write_uncoded, "decisions": write_decisions,
    "orphans": write_orphans, "dictionary": write_dictionary,
}  # fmt: skip


def write_workbook(analysis: Analysis, path: Path, tools: Analysis | None = None, limit: int = LIMIT) -> None:
    """Write the workbook to `path`.

    `tools` is the same corpus coded by a second taxonomy (policy tools); without it there is no sheet 政策工具,
    without decisions no sheet 复核记录 or 待重新对应; small tables of the appendix have no sheet, and 说明 says which.
    Of more than `limit` evidence rows the strongest of each cell are kept and the sheet says where the rest is.
    """
    from xlsxwriter import Workbook

    options = {
        "in_memory": True,  # members dated 1980, whatever the time zone
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": {"font_name": FONT, "font_size": 10},
    }
    buffer = BytesIO()
    workbook = Workbook(buffer, options)
    study, comparison = analysis.study, analysis.comparison
    most = min(limit, MAX_ROWS - FIRST_ROW)
    book = Book(workbook, analysis, most, _sheets(analysis, tools, most), tools)
    created = datetime.combine(study.settings.as_of, time()) if study.settings.as_of else EPOCH
    workbook.set_properties({"title": book.words["title"], "created": created})
    workbook.set_custom_property(MARK, fingerprint(study, comparison))
    for stem, write in WRITERS.items():
        if stem in book.pages:
            write(book)
    next(iter(book.pages.values())).sheet.activate()
    workbook.close()
    path.write_bytes(buffer.getbuffer())


def _sheets(analysis: Analysis, tools: Analysis | None, most: int) -> list[str]:
    """The sheets that there is something for, in their order."""
    study = analysis.study
    wanted = {
        **{stem: size >= FEW for stem, size in small_tables(analysis).items()},
        "tools": bool(tools), "amounts": bool(study.amounts), "decisions": bool(listed_decisions(study)),
        "orphans": has_orphans(study, analysis.comparison, most),
    }  # fmt: skip
    abreast = sheets_abreast(analysis)
    return [
        stem for stem in (*FRONT, *APPENDIX)
        if (stem in WRITERS and wanted.get(stem, True) and stem not in SIDE_BY_SIDE) or stem in abreast
    ]  # fmt: skip


REPORT = Report(
    "xlsx", (WORKBOOK,), lambda edition, folder: write_workbook(edition.analysis, folder / WORKBOOK, edition.tools)
)
