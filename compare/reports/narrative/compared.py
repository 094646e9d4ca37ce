"""What was compared and how far it may be: documents, the few notes that matter, and the rest of them for the annex.

In: a `Voice`. Out: Markdown. Example: the first note says 可直接比较：花都区、清城区……作参照：广州市、江门市。
"""

from __future__ import annotations

from collections.abc import Sequence

from compare.chinese.punctuation import full_width
from compare.documents.short_names import quote_of
from compare.matrix.rows import SET_ASIDE
from compare.model import COUNTED, Document, Flag
from compare.reports.narrative.markup import Md, bullets, escape, table
from compare.reports.narrative.notes import unread_files
from compare.reports.narrative.tables import LONG
from compare.reports.narrative.voice import Voice

READING = "reading_"
"""how codes of notes begin that say which rows may be compared"""
CHIEF = (
    "integrity_garbled", "complete_chapter", "complete_abridged", "expired", "drafts", "parent_child",
    "periods_disjoint", "themes_differ", "complete_broken", "levels_mixed",
)  # fmt: skip
"""codes of notes that the body tells, as many as `NOTED`: what must not be quoted, what can show no absence, what is
no longer in force, what are no peers"""
NOTED = 4


# --- documents --------------------------------------------------------------------------------------------------


def tell_compared(voice: Voice) -> Md:
    """What was compared and how it may be read; then one line a document."""
    documents = [d for d in voice.study.documents if d.included]
    if not documents:
        return voice.say("compared.none")
    parts = [_counts(voice)]
    if len(voice.comparison.rows) == 1:
        parts.append(voice.say("compared.one"))
    if left_out := len(voice.study.documents) - len(documents):
        parts.append(voice.say("compared.left_out", n=left_out, section=voice.say("quality")))
    if outside := [d.title for d in voice.study.documents if any(flag.code == SET_ASIDE for flag in d.flags)]:
        parts.append(voice.say("compared.placeless", titles=voice.some(outside[:LONG], len(outside))))
    parts += [_tell_chief(voice), _documents_table(voice, documents)]
    return Md("\n\n".join(parts))


def _counts(voice: Voice) -> Md:
    documents = [d for d in voice.study.documents if d.included]
    rows = voice.comparison.rows
    paragraphs = sum(len(d.paragraphs) for d in documents)
    layers = (sum(r.units for r in rows), sum(r.practices for r in rows), sum(r.safeguards for r in rows))
    return voice.say(
        "compared.counts",
        documents=len(documents),
        paragraphs=paragraphs,
        rows=len(rows),
        measures=layers[0],
        practices=layers[1],
        safeguards=layers[2],
        others=paragraphs - sum(layers),
    )


def _documents_table(voice: Voice, documents: Sequence[Document]) -> Md:
    keys = ("code", "document", "level", "genre", "year", "grade", "layers")
    header = [voice.say(f"head.{key}") for key in keys]
    return table(header, [_document_line(voice, d) for d in documents[:LONG]])


def _document_line(voice: Voice, document: Document) -> Sequence[str]:
    fact = document.metadata.value
    title = full_width(document.title) if fact("title") else voice.say("compared.untitled")
    roles = [p.role for p in document.paragraphs]
    return (
        voice.names[document.id], title, fact("level"), voice.genre(fact("genre")), voice.years(document.metadata.time),
        document.grade, voice.wording["compared.layers"].join(str(roles.count(role)) for role in COUNTED),
    )  # fmt: skip


# --- caveats ----------------------------------------------------------------------------------------------------


def _chief(voice: Voice) -> list[Flag]:
    """The notes that decide what may be compared, the weightiest first; the others stand in the annex."""
    rank = {code: place for place, code in enumerate(CHIEF)}
    found = [note for note in voice.comparison.notes if note.code in rank]
    return sorted(found, key=lambda note: rank[note.code])[:NOTED]


def _tell_chief(voice: Voice) -> Md:
    """How the rows may be read, then the few things without which the figures mislead."""
    chief = _chief(voice)
    reading = [_note(voice, note) for note in voice.comparison.notes if note.code.startswith(READING)]
    fixed = [voice.say("caveats.absence")]
    if unread := unread_files(voice):
        fixed.append(voice.say("caveats.unread", n=len(unread), section=voice.say("quality")))
    return bullets([*reading, *(_note(voice, note) for note in chief), *fixed])


def tell_caveats(voice: Voice) -> Md:
    """What else is not comparable; then that targets are no results."""
    told = _chief(voice)
    rest = [n for n in voice.comparison.notes if n not in told and not n.code.startswith(READING)]
    return bullets([*(_note(voice, note) for note in rest), voice.say("caveats.targets")])


def _note(voice: Voice, note: Flag) -> Md:
    return Md(voice.note(note, escape(quote_of(note, voice.study.documents, voice.names))))
