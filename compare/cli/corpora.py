"""Stop where the sources gave nothing to work on, and say why.

In: a corpus or a study. Out: nothing, or a `CompareError`. Example: an empty folder is “没有找到可读的文件”, a
folder of scans “没有一份文件能读出正文” below the reason of each.
"""

from __future__ import annotations

from compare.model import Study
from compare.pipeline import Corpus
from compare.problems import CompareError, problem


def check_corpus(corpus: Corpus) -> None:
    """Raise `CompareError` with all that is wrong with the files if no document has a paragraph."""
    if not any(d.paragraphs for d in corpus.documents):
        raise unreadable(corpus)


def check_study(study: Study) -> None:
    """Raise `CompareError` if no document is left to compare: all empty, in fragments, failed or left out."""
    if not any(d.included and d.paragraphs for d in study.documents):
        raise CompareError(*study.problems, problem("cli.nothing-left", documents=len(study.documents)))


def unreadable(corpus: Corpus) -> CompareError:
    """The error for a corpus without text; reasons are named only if there are some."""
    code = "cli.nothing-readable" if corpus.problems else "cli.nothing-found"
    return CompareError(*corpus.problems, *corpus.notes, problem(code))
