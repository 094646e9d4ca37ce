"""How much of the text of each file arrives in its document, and as what.

    python benchmarks/whole.py FILE_OR_FOLDER …

A line a document: characters (letters, digits, Han) of the source, how many of them are nowhere in the document, and
what the others have become: paragraphs, headings, or lines listed as no text of the policy (by kind). The second must
be 0; the mark of a footnote, which becomes a link between text and note, is the only exception.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from compare.chinese.normalize import bare
from compare.documents import build_document
from compare.documents.compilation import split_compilation
from compare.model import Document, Source
from compare.problems import Problem
from compare.reading import read_sources


def parts(document: Document) -> dict[str, str]:
    """The text of a document by what it has become."""
    notes = dict.fromkeys(note for p in document.paragraphs for note in p.caveats)
    found = {
        "paragraphs": "".join(p.text for p in document.paragraphs) + "".join(notes),
        "headings": "".join(h.label + h.text for h in document.outline),
    }
    for omission in document.omissions:
        found[omission.why] = found.get(omission.why, "") + omission.text
    return found


def row(source: Source) -> tuple[str, int]:
    """The line of one source, and how many of its characters are nowhere."""
    given = Counter(bare("".join(block.text for block in source.blocks)))
    found = {kind: bare(text) for kind, text in parts(build_document(source)).items()}
    missing = sum((given - Counter("".join(found.values()))).values())
    kinds = "  ".join(f"{kind} {len(text)}" for kind, text in found.items())
    return f"{sum(given.values()):8,} {missing:6}  {source.name[:48]}  {kinds}", missing


def main(paths: list[str]) -> None:
    total = lost = 0
    print("in source   lost  document")
    for item in read_sources([Path(p) for p in paths]):
        if isinstance(item, Problem):
            print(f"not read: {item.place} ({item.code})")
            continue
        for source in split_compilation(item):
            line, missing = row(source)
            print(line)
            total, lost = total + 1, lost + missing
    print(f"{total} documents, {lost} characters lost")


if __name__ == "__main__":
    main(sys.argv[1:])
