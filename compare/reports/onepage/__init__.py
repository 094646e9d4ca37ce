"""The one page in words: what narrative and workbook render, each in its own way.

In: an `Analysis`. Out: a `OnePage` of paragraphs, tables and quotations whose pieces may be bold and open to evidence.
Example: the block 各有所长 of a Chinese run reads “临江区：着墨最多的是人才（11／48）；有名称的工具有鸿雁领航计划。”
Which rows, names and sentences stand there is decided in `compare.matrix.answer`; here they get their words. scope says
what may be compared, rows what each row does and lacks, figures what stands side by side, ending what to quote and to
beware of, home the page from the side of one's own row; speech is the voice of all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from compare.matrix.analysis import Analysis
from compare.reports.onepage.blocks import Block, OnePage
from compare.reports.onepage.ending import tell_passages, tell_warnings
from compare.reports.onepage.figures import tell_amounts, tell_targets
from compare.reports.onepage.home import tell_harder, tell_ours, tell_theirs, tell_three
from compare.reports.onepage.rows import tell_best, tell_lacks, tell_matrix, tell_overall
from compare.reports.onepage.scope import tell_note, tell_scope, tell_title
from compare.reports.onepage.speech import Speech


def write_page(analysis: Analysis) -> OnePage:
    """The page of a comparison in the language of its run; blocks without anything to say are left out."""
    speech = Speech(analysis)
    blocks = tuple(block for block in _blocks(speech) if block)
    return OnePage(tell_title(speech), blocks, tell_note(speech))


def _blocks(speech: Speech) -> Iterator[Block | None]:
    yield tell_scope(speech)
    if beside := speech.answer.beside:
        yield tell_three(speech, beside)
        yield tell_ours(speech, beside)
        yield tell_theirs(speech, beside)
        yield tell_harder(speech, beside)
    else:
        yield tell_overall(speech)
        yield tell_matrix(speech)
        yield tell_best(speech)
        yield tell_lacks(speech)
    yield tell_passages(speech)
    yield tell_targets(speech)
    yield tell_amounts(speech)
    yield tell_warnings(speech)
