"""The one page as the first section of the report.

In: a `Voice`. Out: Markdown; sources open their paragraphs.
Example: “**两点提醒。** 一是……” is a paragraph, the small matrix a table, passages a numbered list.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from compare.reports.narrative.markup import Md, escape, escape_line, table
from compare.reports.narrative.voice import Voice
from compare.reports.onepage import write_page
from compare.reports.onepage.blocks import Block, Grid, OnePage, Para, Piece, Quotes


def tell_answer(voice: Voice) -> Md:
    """The page of all rows; nothing where it is written from the side of one."""
    return Md("") if voice.analysis.answer.beside else _page(voice, write_page(voice.analysis))


def tell_home(voice: Voice) -> Md:
    """The page from the side of the analyst's own row."""
    if not voice.analysis.answer.beside:
        return Md("")
    page = write_page(voice.analysis)
    return Md(f"**{escape(page.title)}**\n\n{_page(voice, page)}")


def _page(voice: Voice, page: OnePage) -> Md:
    """The page below its title."""
    return Md("\n\n".join([*(_block(voice, block) for block in page.blocks), escape_line(page.note)]))


def _block(voice: Voice, block: Block) -> Md:
    match block:
        case Para(lead, text):
            return Md(f"**{escape(lead)}** {_rich(voice, text)}")
        case Quotes(lead, items):
            # verbatim, without bold: who looks for the words in the file must find them
            plain = [[replace(run, bold=False) for run in item] for item in items]
            lines = [f"{number}. {_rich(voice, item)}" for number, item in enumerate(plain, start=1)]
            return Md(f"**{escape(lead)}**\n\n" + "\n".join(lines))
        case Grid(head, rows, caption):
            body = table(head, [[_rich(voice, cell) for cell in row] for row in rows])
            return Md(f"**{escape(caption)}**\n\n{body}") if caption else body


def _rich(voice: Voice, text: Iterable[Piece]) -> Md:
    return Md("".join(_run(voice, run) for run in text))


def _run(voice: Voice, run: Piece) -> Md:
    if run.evidence or run.paragraph:
        inner = run.text.lstrip(" ")
        link = voice.open(run.evidence, inner) if run.evidence else voice.open_paragraph(run.paragraph, inner)
        told = Md(run.text[: len(run.text) - len(inner)] + link)
    else:
        told = Md(escape_keeping_ends(run.text))
    return Md(f"**{told}**") if run.bold else told


def escape_keeping_ends(text: str) -> str:
    """Escaped, with a blank at either end that has one of any width: it parts words of neighbouring pieces."""
    before, behind = (" " if end.isspace() else "" for end in (text[:1], text[-1:]))
    return f"{before}{escape(text)}{behind}" if text.strip() else text
