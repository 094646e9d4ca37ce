"""Word file (.docx) → `Source`: paragraphs with their automatic numbers, tables row by row, notes.

In: bytes of a docx. Out: blocks (headings by style or outline level). Read with zipfile and ElementTree directly over
the parts; python-docx takes 15 times as long and does not write out automatic numbers.
Example: a plan whose “第一章”, “第二章” exist only as list numbering → headings “第一章 总则”, “第二章 主要任务”.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from compare.model import Source
from compare.reading.archive import Container, open_zip
from compare.reading.docx.body import BodyReader
from compare.reading.docx.numbering import read_numbering
from compare.reading.docx.styles import ParagraphStyles
from compare.reading.limits import Limits
from compare.reading.raw import Raw, build_source

MAIN = "word/document.xml"


def read_docx(raw: Raw, limits: Limits) -> Source:
    """The document of a Word file; raises `ReadingError` if it is damaged or locked."""
    container = open_zip(raw, limits)
    main = _main_part(container)
    root = container.xml(main)
    if root is None:
        raise raw.error("zip-damaged", member=MAIN, detail="missing")
    ns = root.tag[: root.tag.index("}") + 1] if "}" in root.tag else ""
    folder = main.rpartition("/")[0]
    styles = ParagraphStyles(container.xml(f"{folder}/styles.xml"))
    numbering = read_numbering(container.xml(f"{folder}/numbering.xml"), styles)
    body = root.find(f"{ns}body")
    reader = BodyReader(ns, styles, numbering, _notes(container, folder, ns))
    blocks = reader.blocks(body) if body is not None else iter(())
    return build_source(raw, "docx", blocks, limits)


def _main_part(container: Container) -> str:
    """The part that the package names as its document, almost always word/document.xml."""
    if MAIN in container.zip.NameToInfo:
        return MAIN
    relations = container.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if relation.get("Type", "").endswith("/officeDocument"):
            return relation.get("Target", MAIN).lstrip("/")
    return MAIN


def _notes(container: Container, folder: str, ns: str) -> dict[tuple[str, str], Element]:
    """Footnotes and endnotes by kind and id."""
    notes: dict[tuple[str, str], Element] = {}
    for kind in ("footnote", "endnote"):
        root = container.xml(f"{folder}/{kind}s.xml")
        for note in root.iter(f"{ns}{kind}") if root is not None else ():
            notes[kind, note.get(f"{ns}id", "")] = note
    return notes
