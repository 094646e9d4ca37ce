"""The narrative as a document: title, chapters, and where the notes point to; on request the annex.

In: a `Narrative`. Out: XML text in `Sheet`s. The answer is one page by itself, chapters whose tables compare many
columns lie on their long side, the others are upright. Without the annex the document ends with a list of sources, one
short entry a note; with it, with the cited paragraphs in full.
Example: ``## 六、主要发现`` becomes a level-1 heading, ``### 措施的实与虚`` below it “（二）措施的实与虚”, items “1.”
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from itertools import groupby

from compare import lexicons
from compare.chinese.numerals import write_number
from compare.reports.docx.flow import (
    Block,
    Heading,
    Item,
    Line,
    Run,
    Table,
    new_markdown,
    note_targets,
    read_flow,
    with_notes,
)
from compare.reports.docx.markup import bookmark, paragraph, run, words
from compare.reports.docx.tables import table_xml
from compare.reports.docx.template import Pages
from compare.reports.narrative import Narrative, Section
from compare.reports.narrative.markup import anchor
from compare.reports.narrative.voice import Citation, Voice

EVIDENCE = "evidence"
"""key of the section that quotes what the notes point to"""
SINGLE = ("answer", "home")
"""chapters that are one page, to be handed on by itself, in a type and margins of their own"""
DENSE = ("compared", "matrix", "subtypes", "targets", "amounts")
"""chapters that are large tables: they lie, their tables in the smallest type, the words around them small"""
STANDING = ("findings", "statistics")
"""chapters that tell in words: they stay upright, their wide tables are set smaller"""
WIDE = 5
"""columns that 156 mm still hold"""
TITLE_LINE, SINGLE_TITLE_LINE = 20, 31
"""characters of 2号 on one line of 156 mm, and of 3号 on one of a single page"""
CLOSE, SLIT = (f'<w:spacing w:line="{pitch}" w:lineRule="exact"/>' for pitch in (420, 70))
"""pitch of headings in chapters that are set small, and of what stands around the tables of a single page"""
GAP, HAIR = paragraph("Gap", ""), paragraph("Hair", "")
"""what stands between a table and the words after it, or the end of the section"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on pages of one kind."""

    pages: Pages
    xml: str
    """paragraphs and tables, the last a paragraph"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the narrative taken apart."""

    number: int
    """in its part of the report, from 1"""
    section: Section
    blocks: tuple[Block, ...]

    @property
    def pages(self) -> Pages:
        """Lying ones if its tables compare more columns than an upright page holds."""
        if self.section.key in SINGLE:
            return "single"
        wide = any(isinstance(block, Table) and len(block.header) > WIDE for block in self.blocks)
        return "lying" if self.section.key in DENSE or (wide and self.section.key not in STANDING) else "upright"

    @property
    def text_style(self) -> str:
        """The style of its paragraphs."""
        return {"single": "OnePage", "lying": "Brief"}.get(self.pages if self.small else "", "BodyText")

    @property
    def small(self) -> bool:
        """True if its tables are in the smallest type, with small words around them."""
        return self.section.key in (*SINGLE, *DENSE)

    def with_notes(self, numbers: Mapping[str, str]) -> Chapter:
        """The chapter with the links of notes alone."""
        return replace(self, blocks=tuple(with_notes(block, numbers) for block in self.blocks))


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets blocks in the language of the run."""

    voice: Voice
    wording: Mapping[str, str]
    lines: Mapping[Pages, int]
    """twips of a line on pages of each kind"""
    halves: Mapping[str, int]
    """twips of half a Chinese character by style"""

    @property
    def chinese(self) -> bool:
        """True if marks that both scripts have are Chinese."""
        return self.voice.lang != "en"

    def line(self, style: str, line: Line, properties: str = "") -> str:
        """A paragraph of one line of the flow."""
        return paragraph(style, words(line, self.chinese), properties)

    def plain(self, style: str, text: str, properties: str = "") -> str:
        """A paragraph of plain words."""
        return paragraph(style, run(text, chinese=self.chinese), properties)

    def heading(self, chapter: Chapter, number: int, line: Line) -> str:
        """A level-2 heading under its number: ``（二）``, in English ``4.2``."""
        form = self.wording["annex_heading" if chapter.section.annex else "heading"]
        label = form.format(numeral=write_number(number), chapter=chapter.number, n=number)
        return self.line("Heading2", (Run(label), *line), CLOSE if chapter.small else "")


def set_sheets(
    narrative: Narrative, lines: Mapping[Pages, int], halves: Mapping[str, int], annex: bool = False
) -> Iterator[Sheet]:
    """The report, with or without its annex; `lines` and `halves` are those of `Setter`."""
    setter = Setter(narrative.voice, lexicons.words("docx", narrative.voice.lang), lines, halves)
    chapters = _chapters(narrative.body)
    numbers = {anchor(key): str(number) for key, number in narrative.voice.cited.items()}
    listed = {target for chapter in chapters for block in chapter.blocks for target in note_targets(block, numbers)}
    chapters = [*chapters, *_chapters(narrative.annex)] if annex else [each.with_notes(numbers) for each in chapters]
    pieces = [(chapter.pages, "".join(_chapter(setter, chapter))) for chapter in chapters]
    if not annex and listed:
        pieces.append(("upright", "".join(_sources(setter, listed))))
    opening = "".join(_opening(setter, narrative.title, pieces[0][0] if pieces else "upright"))
    for pages, group in groupby(pieces, key=lambda piece: piece[0]):
        xml = opening + "".join(piece for _, piece in group)
        yield Sheet(pages, xml.removesuffix(GAP) + HAIR if xml.endswith(GAP) else xml)  # lest a page holds it alone
        opening = ""


def _chapters(sections: Iterable[Section]) -> list[Chapter]:
    markdown = new_markdown()
    chapters = []
    for number, section in enumerate(sections, start=1):
        blocks = () if section.key == EVIDENCE else tuple(read_flow(section.body, markdown))
        chapters.append(Chapter(number, section, blocks))
    return chapters


def _opening(setter: Setter, title: str, pages: Pages) -> Iterator[str]:
    """The title; a long one goes on in a second line after its colon, so that it stays balanced."""
    style, most = ("OnePageTitle", SINGLE_TITLE_LINE) if pages == "single" else ("Title", TITLE_LINE)
    head, colon, rest = title.partition(setter.wording["title_break"])
    lines = [head + colon.rstrip(), rest] if rest and len(title) > most else [title]
    yield paragraph(style, "<w:r><w:br/></w:r>".join(run(line, chinese=setter.chinese) for line in lines))


def _chapter(setter: Setter, chapter: Chapter) -> Iterator[str]:
    if chapter.section.annex and chapter.number == 1:
        yield setter.plain("Title", setter.voice.wording["annex"], "<w:pageBreakBefore/>")
    yield setter.plain("Heading1", chapter.section.title, CLOSE if chapter.small else "")
    if chapter.section.key == EVIDENCE:
        yield from _evidence(setter)
        return
    headings, text = 0, chapter.text_style
    for block in chapter.blocks:
        if isinstance(block, Heading):
            headings += 1
            yield setter.heading(chapter, headings, block.line)
        elif isinstance(block, Table):
            close = SLIT if chapter.pages == "single" else ""
            yield paragraph("Gap", "", "<w:keepNext/>" + close)
            dense = chapter.small or chapter.section.key in STANDING
            yield table_xml(block, setter.lines[chapter.pages], setter.halves, setter.chinese, dense=dense)
            yield paragraph("Gap", "", close)
        elif isinstance(block, Item):
            label = setter.wording[f"item_{min(block.depth, 2)}"].format(n=block.number)
            yield setter.line(text, (Run(label), *block.line))
        else:
            yield setter.line(text, block.line)


# --- where the notes point to -----------------------------------------------------------------------------------


def _sources(setter: Setter, listed: Set[str]) -> Iterator[str]:
    """The notes of a report without annex: source and place of each, one after the other."""
    yield setter.plain("Heading1", setter.wording["sources"])
    yield setter.plain("NoteList", setter.wording["sources_note"])
    voice = setter.voice
    notes = [
        _marked(setter, cited, setter.wording["source"].format(number=cited.number, place=cited.source))
        for cited in voice.citations()
        if anchor(cited.key) in listed
    ]
    yield paragraph("NoteList", run(setter.wording["between"], chinese=setter.chinese).join(notes))


def _evidence(setter: Setter) -> Iterator[str]:
    """The notes of a whole report: each paragraph in full under its number."""
    yield setter.plain("BodyText", setter.voice.wording["evidence.note"])
    for cited in setter.voice.citations():
        place = run(f"\u2003{setter.voice.place_of(cited)}", "Place", chinese=setter.chinese)
        yield paragraph("Source", _marked(setter, cited, str(cited.number)) + place)
        yield setter.plain("Quote", cited.text)
        for caveat in cited.caveats:
            yield setter.plain("Caveat", caveat)


def _marked(setter: Setter, cited: Citation, text: str) -> str:
    """Words that the note's number in the text leads to."""
    return bookmark(anchor(cited.key), cited.number, run(text, chinese=setter.chinese))
