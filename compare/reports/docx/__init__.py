"""`report.docx`: the report as a Chinese government office files it, with numbered notes; the annex on request.

flow: Markdown of the narrative taken apart · markup: pieces of WordprocessingML · tables: tables with widths that fit ·
chapters: the narrative as sheets, upright and lying · template: the Word file that gives fonts, styles, pages, headers
and footers · package: the sheets in the template. How it looks is said by template.zh.docx and template.en.docx alone
(after GB/T 9704-2012, 党政机关公文格式: A4, 版心 156 × 225 mm, 22 lines of 28 characters in 仿宋 3号; to be changed in
Word), or by the office's own template.
"""

from pathlib import Path

from compare.problems import UsageError, problem
from compare.reports.edition import AS_OURS, Report, WordOrder
from compare.reports.narrative import Narrative


def write_docx(narrative: Narrative, path: Path, word: WordOrder = AS_OURS) -> None:
    """Write the report as it is wanted; the same study and order give the same bytes."""
    from compare.reports.docx.package import render_docx  # a run without --docx does not load python-docx: 0.1 s

    path.write_bytes(render_docx(narrative, word))


def read_template(path: Path) -> bytes:
    """A template's bytes, once it is sure that they can be used. Raises `UsageError` if not."""
    from compare.reports.docx.package import check_template
    from compare.reports.docx.template import MisplacedMarkError

    try:
        data = path.read_bytes()
        check_template(data)
    except OSError as error:
        raise UsageError(problem("reports.template-unread", name=path, why=error.strerror or error)) from error
    except MisplacedMarkError as error:
        raise UsageError(problem("reports.template-mark", name=path, mark=str(error))) from error
    except ValueError as error:
        raise UsageError(problem("reports.template-unusable", name=path)) from error
    return data


REPORT = Report(
    "docx",
    ("report.docx",),
    lambda edition, folder: write_docx(edition.narrative, folder / "report.docx", edition.word),
    optional=True,
)
