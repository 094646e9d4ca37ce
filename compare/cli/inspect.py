"""``policy-compare inspect``: what the program understood of a file, before any taxonomy.

In: a file. Out: its facts with where each was read, its flags with the words that show them, its headings and why they
are headings, with every paragraph under them, its role and why.
Example: ``policy-compare inspect seeds/qingcheng.txt``.
"""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from compare import lexicons
from compare.chinese.widths import columns, cut, fill, wrap
from compare.cli.console import Console
from compare.corpus import unreadable
from compare.model import COUNTED, ROLES, Document, Fact, Heading, Paragraph
from compare.pipeline import Reading, read
from compare.problems import UsageError, printable, problem

_WIDTH = 98
"""columns that are used of a terminal of 100; punctuation may hang over by two"""
_TEXT_LINES = 2
"""lines of a paragraph that are shown; the file itself is at hand"""
_FIELDS = ("title", "district", "level", "parent", "province", "issuer", "number", "issued", "published", "effective",
           "expires", "period", "genre", "url")  # fmt: skip
_EXPECTED = frozenset({"title", "district", "issuer", "number", "issued", "period", "genre"})
"""facts whose absence is said"""


def inspect(options: Namespace, console: Console) -> int:
    """Print what is known of every document of the file; 0, or 3 if nothing can be read."""
    path = Path(options.file)
    if not path.exists():
        raise UsageError(problem("cli.no-sources", name=options.file))
    corpus = read([path], reading=Reading(split=not options.no_split))
    if not corpus.documents:
        raise unreadable(corpus)
    for document in corpus.documents:
        console.say("\n".join(_sheet(document, console.lang)) + "\n")
    console.report([*corpus.problems, *corpus.notes])
    return 0


def _sheet(document: Document, lang: str) -> Iterator[str]:
    words = lexicons.words("inspect", lang)
    yield from wrap(printable(document.title), _WIDTH)
    yield "=" * min(_WIDTH, columns(document.title))
    yield words["file"].format(file=printable(document.file), format=document.format, encoding=document.encoding or "-",
                               digest=document.digest[:12])  # fmt: skip
    yield from wrap(_counts(document, lang), _WIDTH)
    if not document.included:
        yield words["left-out"]
    yield f"\n[{words['facts']}]"
    yield from _facts(document, lang)
    yield f"\n[{words['flags']}]"
    yield from _flags(document, lang)
    yield f"\n[{words['structure']}] {words['legend']}"
    yield from _structure(document, lang)
    if document.omissions:
        yield f"\n[{words['omitted']}]"
        yield from _omissions(document, lang)


def _omissions(document: Document, lang: str) -> Iterator[str]:
    """Every line that is neither heading nor paragraph, by what it is: nothing is left out unseen."""
    words = lexicons.words("inspect", lang)
    for omission in document.omissions:
        place = words["line"].format(first=omission.line) + " " if omission.line else ""
        yield cut(f"  {place}{words['omitted.' + omission.why]}  {printable(omission.text)}", _WIDTH)


def _counts(document: Document, lang: str) -> str:
    words, names = lexicons.words("inspect", lang), lexicons.words("roles", lang)
    roles = Counter(p.role for p in document.paragraphs)
    listed = "、" if lang == "zh" else ", "
    return words["counts"].format(
        paragraphs=len(document.paragraphs), counted=sum(roles[r] for r in COUNTED),
        roles=listed.join(f"{names[r]} {roles[r]}" for r in ROLES if roles[r]),
        grade=document.grade, meaning=words[f"grade.{document.grade}"],
    )  # fmt: skip


def _facts(document: Document, lang: str) -> Iterator[str]:
    names = lexicons.words("facts", lang)
    facts = {name: getattr(document.metadata, name) for name in _FIELDS} | dict(document.metadata.extra)
    width = max(columns(names.get(name, name)) for name in facts)
    for name, fact in facts.items():
        if fact is None and name not in _EXPECTED:
            continue
        value, origin = _fact(name, fact, lang)
        yield from _hanging(f"  {fill(names.get(name, name), width)}  ", f"{value}  {origin}" if value else origin)


def _fact(name: str, fact: Fact | None, lang: str) -> tuple[str, str]:
    names = lexicons.words("facts", lang)
    if fact is None:
        return "", f"({names['origin.none']})"
    quote = f": {fact.quote}" if fact.quote and fact.quote != fact.value else ""
    value = lexicons.genre_names(lang).get(fact.value, fact.value) if name == "genre" else fact.value
    return value, f"({names['origin.' + fact.origin]}{quote})"


def _flags(document: Document, lang: str) -> Iterator[str]:
    words, sentences = lexicons.words("inspect", lang), lexicons.words("flags", lang)
    for flag in document.flags:
        text = sentences.get(flag.code, flag.code)
        times = words["times"].format(count=flag.count) if flag.count > 1 else ""
        quote = f"  “{flag.quote}”" if flag.quote else ""
        yield from _hanging(f"  {words['severity.' + flag.severity]}  ", f"{text}{times}{quote}")
    if not document.flags:
        yield f"  {words['no-flags']}"


# -- headings with their paragraphs -----------------------------------------------------------------------------


def _structure(document: Document, lang: str) -> Iterator[str]:
    """Headings in order, each paragraph below the last heading of its path (told by identity: titles may repeat)."""
    places = {id(heading): i for i, heading in enumerate(document.outline, 1)}
    shown = 0
    for paragraph in document.paragraphs:
        reach = max((places.get(id(h), 0) for h in paragraph.headings), default=0)
        for heading in document.outline[shown:reach]:
            yield from _heading(heading, lang)
        shown = max(shown, reach)
        yield from _paragraph(paragraph, lang)
    for heading in document.outline[shown:]:
        yield from _heading(heading, lang)
    if not document.outline:
        yield f"  ({lexicons.words('inspect', lang)['no-headings']})"


def _heading(heading: Heading, lang: str) -> Iterator[str]:
    why = lexicons.words("inspect", lang)[f"heading.{heading.rule}"]
    yield from _hanging("  " * heading.level, f"{heading.label}{heading.text}  ← {why}")


def _paragraph(paragraph: Paragraph, lang: str) -> Iterator[str]:
    words, roles = lexicons.words("inspect", lang), lexicons.words("roles", lang)
    indent = "  " * (len(paragraph.headings) + 1)
    role = f"〔{roles[paragraph.role]}〕" if lang == "zh" else f"[{roles[paragraph.role]}]"
    place = [_lines(paragraph, lang), paragraph.clause]
    yield cut(f"{indent}{role} {'  '.join(x for x in place if x)} ← {paragraph.cue}", _WIDTH)
    room = _WIDTH - columns(indent) - 4
    text = wrap(paragraph.text, room)
    if len(text) > _TEXT_LINES:
        text[_TEXT_LINES - 1 :] = [cut(text[_TEXT_LINES - 1] + text[_TEXT_LINES], room)]
    for line in text:
        yield f"{indent}    {line}"
    if paragraph.lead:
        yield indent + "    " + cut(words["lead"].format(lead=paragraph.lead), room)
    for caveat in paragraph.caveats:
        yield indent + "    " + cut(words["caveat"].format(text=caveat), room)


def _lines(paragraph: Paragraph, lang: str) -> str:
    words = lexicons.words("inspect", lang)
    if paragraph.lines is None:
        return ""
    first, last = paragraph.lines
    return words["line"].format(first=first) if first == last else words["lines"].format(first=first, last=last)


def _hanging(start: str, text: str) -> Iterator[str]:
    """The text behind `start`, further lines indented as far."""
    for i, line in enumerate(wrap(printable(text), _WIDTH - columns(start))):
        yield (start if i == 0 else " " * columns(start)) + line
