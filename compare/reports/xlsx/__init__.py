"""A study as a workbook: matrix.xlsx, made to be read, filtered, printed, reviewed and handed on.

In: an `Analysis`. Out: one xlsx file, the same bytes for the same study.
Example: ``write_workbook(analyse(study), Path("matrix.xlsx"))``.

overview 说明 · matrix 矩阵 · subtypes 横向对比表, 子类矩阵 · figures 数值 · tables 目标指标, 资金额度,
计划项目, 责任单位 · gaps 独有与缺口 · statistics 统计 · counts 词频 · periods 时期 · tools 政策工具 ·
doubts 最该复核 · evidence 证据明细, 未归类 · decisions 复核记录, 待重新对应 · quality 数据质量 · dictionary 分类词典;
charts draws below the tables; book and plan hold what they share, cells and layout how they look.
"""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from pathlib import Path

from compare.folders.record import MARK
from compare.matrix.analysis import Analysis
from compare.reports.edition import Report
from compare.reports.manifest import fingerprint
from compare.reports.xlsx.book import SHEETS, Book
from compare.reports.xlsx.charts import write_charts, write_course_charts, write_target_charts
from compare.reports.xlsx.counts import write_counts
from compare.reports.xlsx.decisions import has_orphans, listed_decisions, write_decisions, write_orphans
from compare.reports.xlsx.dictionary import write_dictionary
from compare.reports.xlsx.doubts import write_doubts
from compare.reports.xlsx.evidence import write_evidence, write_uncoded
from compare.reports.xlsx.figures import write_figures
from compare.reports.xlsx.gaps import write_gaps
from compare.reports.xlsx.layout import FIRST_ROW, FONT, MAX_ROWS
from compare.reports.xlsx.matrix import write_matrix
from compare.reports.xlsx.overview import write_overview
from compare.reports.xlsx.periods import write_periods
from compare.reports.xlsx.quality import write_quality
from compare.reports.xlsx.statistics import write_statistics
from compare.reports.xlsx.subtypes import write_side_by_side, write_subtypes
from compare.reports.xlsx.tables import write_amounts, write_bodies, write_programmes, write_targets
from compare.reports.xlsx.tools import write_tools

WORKBOOK = "matrix.xlsx"
LIMIT = 3_000
"""evidence rows by default: more than anyone reads or reviews in a spreadsheet; evidence.csv has all"""
EPOCH = datetime(1980, 1, 1)
"""creation date of a workbook whose study has no as-of date: the earliest a zip archive knows"""


def write_workbook(analysis: Analysis, path: Path, tools: Analysis | None = None, limit: int = LIMIT) -> None:
    """Write the workbook to `path`.

    `tools` is the same corpus coded by a second taxonomy (policy tools); without it there is no sheet 政策工具,
    without decisions no sheet 复核记录 or 待重新对应, without a row of several periods no sheet 时期 and
    without doubts no sheet 最该复核.
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
    as_of = study.settings.as_of
    most = min(limit, MAX_ROWS - FIRST_ROW)
    wanted = {
        "tools": bool(tools), "periods": bool(analysis.changes), "decisions": bool(listed_decisions(study)),
        "orphans": has_orphans(study, comparison, most), "doubts": bool(study.doubts),
    }  # fmt: skip
    sheets = [stem for stem in SHEETS if wanted.get(stem, True)]
    book = Book(workbook, analysis, most, sheets)
    created = datetime.combine(as_of, time()) if as_of else EPOCH
    workbook.set_properties({"title": book.words["title"], "created": created})
    workbook.set_custom_property(MARK, fingerprint(study, comparison))
    _write_sheets(book, tools)
    workbook.close()
    path.write_bytes(buffer.getbuffer())


def _write_sheets(book: Book, tools: Analysis | None) -> None:
    """All sheets; the overview first, because the evidence sheet chooses from its list of types."""
    write_overview(book)
    write_matrix(book)
    write_charts(book, book.pages["matrix"].next)
    write_side_by_side(book)
    write_subtypes(book)
    write_figures(book)
    write_targets(book)
    write_target_charts(book, book.pages["targets"])
    write_amounts(book)
    write_programmes(book)
    write_bodies(book)
    write_gaps(book)
    write_statistics(book)
    write_counts(book)
    if "periods" in book.pages:
        write_periods(book)
        write_course_charts(book, book.pages["periods"])
    if tools:
        write_tools(book, tools)
    if "doubts" in book.pages:
        write_doubts(book)
    write_evidence(book, tools.study if tools else None)
    write_uncoded(book)
    if "decisions" in book.pages:
        write_decisions(book)
    if "orphans" in book.pages:
        write_orphans(book)
    write_quality(book)
    write_dictionary(book)


REPORT = Report(
    "xlsx", (WORKBOOK,), lambda edition, folder: write_workbook(edition.analysis, folder / WORKBOOK, edition.tools)
)
