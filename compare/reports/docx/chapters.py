"""The narrative as the body of a document: title, chapters, the cited evidence as an appendix.

In: a `Narrative`. Out: XML text in `Sheet`s. Chapters whose tables compare many columns lie on their long side.
Example: ``## 四、主要发现`` becomes a level-1 heading, ``### 独有的内容`` under it “（二）独有的内容”, its items “1.” …
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count, groupby

from compare import lexicons
from compare.chinese.numerals import write_number
from compare.reports.docx.flow import Block, Heading, Item, Line, Run, Table, new_markdown, read_flow
from compare.reports.docx.markup import bookmark, paragraph, run, words
from compare.reports.docx.tables import table_xml
from compare.reports.narrative import Narrative, Section
from compare.reports.narrative.markup import anchor
from compare.reports.narrative.voice import Citation, Voice

STANDING = ("compared", "findings", "statistics")
"""chapters that open the report and tell it in words: they stay upright, their wide tables are set smaller"""
WIDE = 5
"""columns that 156 mm still hold"""
TITLE_LINE = 20
"""characters of 2号 on one line of 156 mm"""
GAP, HAIR = paragraph("Gap", ""), paragraph("Hair", "")
"""what stands between a table and the words after it, or the end of the section"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is printed on pages of one kind."""

    lying: bool
    """True if they are turned to their long side"""
    xml: str
    """paragraphs and tables, the last a paragraph"""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the narrative taken apart."""

    number: int
    section: Section
    blocks: tuple[Block, ...]

    @property
    def lying(self) -> bool:
        """True if its tables compare more columns than an upright page holds."""
        wide = any(isinstance(block, Table) and len(block.header) > WIDE for block in self.blocks)
        return wide and self.section.key not in STANDING


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets blocks in the language of the run."""

    voice: Voice
    wording: Mapping[str, str]
    lines: Mapping[bool, int]
    """twips of a line on upright (False) and lying pages (True)"""
    halves: Mapping[str, int]
    """twips of half a Chinese character by style"""

    @property
    def chinese(self) -> bool:
        """True if marks that both scripts have are Chinese."""
        return self.voice.lang != "en"

    def line(self, style: str, line: Line, properties: str = "") -> str:
        """A paragraph of one line of the flow."""
        return paragraph(style, words(line, "Reference", self.chinese), properties)

    def plain(self, style: str, text: str, properties: str = "") -> str:
        """A paragraph of plain words."""
        return paragraph(style, run(text, chinese=self.chinese), properties)

    def heading(self, chapter: int, number: int, line: Line) -> str:
        """A level-2 heading under its number: ``（二）``, in English ``4.2``."""
        label = self.wording["heading"].format(numeral=write_number(number), chapter=chapter, n=number)
        return self.line("Heading2", (Run(label), *line))


def set_sheets(narrative: Narrative, lines: Mapping[bool, int], halves: Mapping[str, int]) -> Iterator[Sheet]:
    """The whole report; `lines` and `halves` are those of `Setter`."""
    setter = Setter(narrative.voice, lexicons.words("docx", narrative.voice.lang), lines, halves)
    parts = [*_opening(setter, narrative.title, narrative.note)]
    for lying, chapters in groupby(_chapters(narrative), key=lambda chapter: chapter.lying):
        parts += [part for chapter in chapters for part in _chapter(setter, chapter)]
        if parts[-1] == GAP:  # lest it falls on a page of its own
            parts[-1] = HAIR
        yield Sheet(lying, "".join(parts))
        parts = []


def _chapters(narrative: Narrative) -> Iterator[Chapter]:
    markdown = new_markdown()
    for number, section in enumerate(narrative.sections, start=1):
        blocks = () if section.key == "evidence" else tuple(read_flow(section.body, markdown))
        yield Chapter(number, section, blocks)


def _opening(setter: Setter, title: str, note: str) -> Iterator[str]:
    """Title and note; a long title goes on in a second line after its colon, so that it stays balanced."""
    head, colon, rest = title.partition(setter.wording["title_break"])
    lines = [head + colon.rstrip(), rest] if rest and len(title) > TITLE_LINE else [title]
    yield paragraph("Title", "<w:r><w:br/></w:r>".join(run(line, chinese=setter.chinese) for line in lines))
    yield setter.plain("Note", note)


def _chapter(setter: Setter, chapter: Chapter) -> Iterator[str]:
    cited = chapter.section.key == "evidence"
    yield setter.plain("Heading1", chapter.section.title, "<w:pageBreakBefore/>" if cited else "")
    if cited:
        yield from _evidence(setter, chapter.number)
        return
    headings = 0
    for block in chapter.blocks:
        if isinstance(block, Heading):
            headings += 1
            yield setter.heading(chapter.number, headings, block.line)
        elif isinstance(block, Table):
            yield paragraph("Gap", "", "<w:keepNext/>")
            yield table_xml(block, setter.lines[chapter.lying], setter.halves, setter.chinese)
            yield GAP
        elif isinstance(block, Item):
            label = setter.wording[f"item_{min(block.depth, 2)}"].format(n=block.number)
            yield setter.line("BodyText", (Run(label), *block.line))
        else:
            yield setter.line("BodyText", block.line)


# --- the evidence cited -----------------------------------------------------------------------------------------


def _evidence(setter: Setter, chapter: int) -> Iterator[str]:
    yield setter.plain("BodyText", setter.voice.wording["evidence.note"])
    bookmarks = count(1)
    for place, (document, citations) in enumerate(setter.voice.citations(), start=1):
        yield setter.heading(chapter, place, (Run(document.title),))
        for cited in citations:
            yield from _entry(setter, cited, next(bookmarks))


def _entry(setter: Setter, cited: Citation, number: int) -> Iterator[str]:
    """One paragraph under its ids."""
    names = run(cited.names, chinese=setter.chinese)
    place = run(f"\u2003{cited.where}", "Place", chinese=setter.chinese)
    yield paragraph("Source", bookmark(anchor(cited.key), number, names) + place)
    yield setter.plain("Quote", cited.text)
    for caveat in cited.caveats:
        yield setter.plain("Caveat", caveat)
