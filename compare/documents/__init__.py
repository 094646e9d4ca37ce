"""A `Source` becomes a `Document`: lines marked, wraps joined, headings made a tree, metadata, roles, integrity.

In: a source and what the manifest says of it. Out: a document whose paragraphs carry role, headings and citation.
Example: the plan behind a notice of 清城区 → 49 measure paragraphs, 6 safeguards, district 清城区, period 2021-2025.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from compare.chinese.normalize import bare
from compare.chinese.text import scan
from compare.documents.fragments import is_unread, worst_first
from compare.documents.integrity import GARBLED, find_flags, grade
from compare.documents.lines import Line, mark_together, read_lines
from compare.documents.manifest import ManifestEntry
from compare.documents.metadata import find_metadata, place_label
from compare.documents.records import mark_records
from compare.documents.roles import assign_roles
from compare.documents.spacing import close_numbers, close_up
from compare.documents.structure import Draft, build_outline
from compare.documents.wraps import Joined, join_wraps
from compare.model import Document, Metadata, Paragraph, Source, Text

__all__ = ["build_document", "paragraph_key", "rekey"]

_FILE_LABEL = 12
"""characters of a file's name that a document without place and title is called by"""
_FOOTNOTE = re.compile(r"^(\d{1,2})(?=[一-鿿])")


def build_document(
    source: Source, entry: ManifestEntry | None = None, joined: Joined | None = None, alone: Sequence[Line] = ()
) -> Document:
    """The document of one source; never fails: a source without text gives a document without paragraphs.

    `joined` = its lines made whole, `alone` = its lines as they are alone, where `split_compilation` has them already.
    """
    lines, joins = joined or join_wraps(mark_together(list(alone)) if alone else read_lines(mark_records(source)))
    lines = [
        x
        if " " not in x.text or x.kind == "row" or (text := close_numbers(x.text)) == x.text
        else x.saying(text, x.last, x.width)
        for x in lines
    ]
    facts = {name: replace(fact, value=close_up(fact.value)) for name, fact in source.facts.items()}
    scan([x.words for x in lines if x.mark == "body"])
    metadata, flags = find_metadata(lines, facts, entry, source.name, source.entry)
    lines, notes = _take_footnotes(lines)
    outline = build_outline(lines, metadata.value("title"))
    _attach_notes(outline.drafts, notes)
    flags = worst_first((*flags, *find_flags(lines, outline, metadata, joins)))
    identity = entry.id if entry and entry.id else _identity(metadata, source.name)
    document = Document(
        id=identity,
        code=entry.id if entry and entry.id else place_label(metadata) or _file_label(source.name) or identity,
        file=source.name,
        digest=source.digest,
        format=source.format,
        metadata=metadata,
        paragraphs=_paragraphs(outline.drafts, identity, metadata, GARBLED in {f.code for f in flags}),
        flags=flags,
        grade=grade(metadata, flags),
        outline=tuple(outline.headings),
        omissions=tuple(outline.omissions),
        encoding=source.encoding,
        included=entry.include if entry else True,
    )
    return replace(document, included=False) if is_unread(document) and not (entry and entry.insisted) else document


def paragraph_key(document_id: str, words: Text, repeat: int) -> str:
    """12 hex digits of document, bare text and repeat number: the same after re-spacing or re-conversion."""
    return hashlib.sha256(f"{document_id}\n{words.bare}\n{repeat}".encode()).hexdigest()[:12]


def rekey(paragraphs: Sequence[Paragraph], document_id: str) -> tuple[Paragraph, ...]:
    """The paragraphs with keys of another document id."""
    keys = _keys([paragraph.words for paragraph in paragraphs], document_id)
    return tuple(replace(paragraph, key=key) for paragraph, key in zip(paragraphs, keys, strict=True))


def _keys(texts: Sequence[Text], document_id: str) -> Iterator[str]:
    repeats: Counter[str] = Counter()
    for words in texts:
        repeats[words.bare] += 1
        yield paragraph_key(document_id, words, repeats[words.bare])


def _identity(metadata: Metadata, name: str) -> str:
    """8 hex digits of the title that the document bears, else of the file's stem."""
    named = metadata.title is not None and metadata.title.origin != "filename"
    basis = bare(metadata.value("title")) if named else ""
    basis = basis or PurePosixPath(name).stem
    return hashlib.sha256(basis.encode()).hexdigest()[:8]


def _file_label(name: str) -> str:
    """How the file's name begins: what to call a document that says neither its place nor its title."""
    return re.sub(r"[\W_]+", "", PurePosixPath(name).stem)[:_FILE_LABEL]


def _paragraphs(drafts: Sequence[Draft], identity: str, metadata: Metadata, garbled: bool) -> tuple[Paragraph, ...]:
    roles = assign_roles(drafts, metadata.value("genre"), garbled, _year(metadata))
    keys = _keys([draft.words for draft in drafts], identity)
    return tuple(
        Paragraph(
            key=key,
            index=index,
            text=draft.text,
            lines=(draft.first, draft.last) if draft.first else None,
            headings=draft.headings,
            role=role,
            cue=cue,
            clause=draft.clause,
            place=draft.place,
            lead=draft.lead,
            caveats=draft.caveats,
            words=draft.words,
        )
        for index, (draft, (role, cue), key) in enumerate(zip(drafts, roles, keys, strict=True))
    )


def _year(metadata: Metadata) -> int | None:
    """The year from which a document looks back and ahead."""
    years = (metadata.value(name)[:4] for name in ("issued", "period", "published"))
    return next((int(year) for year in years if year.isdecimal()), None)


def _take_footnotes(lines: Sequence[Line]) -> tuple[list[Line], dict[str, str]]:
    """Lines at the end that start with the digit glued to a word further up, taken out of the body."""
    body = [i for i, x in enumerate(lines) if x.mark == "body"]
    taken: dict[str, str] = {}
    kept = list(lines)
    for i in reversed(body[-6:]):
        mark = _FOOTNOTE.match(lines[i].text)
        if not mark or not any(re.search(f"[一-鿿”》)]{mark[1]}[。,;]", lines[j].text) for j in body if j < i):
            continue
        taken[mark[1]] = lines[i].text[mark.end() :]
        kept.remove(lines[i])
    return kept, taken


def _attach_notes(drafts: Sequence[Draft], notes: dict[str, str]) -> None:
    """Hang each footnote on the paragraph that carries its mark."""
    for mark, note in notes.items():
        for draft in drafts:
            if re.search(f"[一-鿿”》)]{mark}[。,;]", draft.text):
                draft.caveats = (*draft.caveats, note)
