"""``policy-compare inspect``: what the program understood of a file, before any taxonomy.

In: a file. Out: its facts with where each was read, its flags with the words that show them, its headings and why they
are headings, with every paragraph under them, its role and why.
Example: ``policy-compare inspect seeds/qingcheng.txt``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from compare.chinese.widths import columns, cut, fill, wrap
from compare.cli.command import argument, command, option, source
from compare.cli.console import Console
from compare.corpus import unreadable
from compare.documents.roles import deciding_rule
from compare.model import COUNTED, ROLES, Document, Fact, Heading, Paragraph, Settings
from compare.pipeline import Reading, read
from compare.problems import UsageError, printable, problem
from compare.rules import PACKAGED
from compare.rules import Book as Rules
from compare.rules.folder import read_rules
from compare.wording import Wording

_WIDTH = 98
"""columns that are used of a terminal of 100; punctuation may hang over by two"""
_TEXT_LINES = 2
"""lines of a paragraph that are shown; the file itself is at hand"""
_FIELDS = ("title", "district", "level", "parent", "province", "issuer", "number", "issued", "published", "effective",
           "expires", "period", "genre", "url")  # fmt: skip
_EXPECTED = frozenset({"title", "district", "issuer", "number", "issued", "period", "genre"})
"""facts whose absence is said"""


@command("inspect")
@argument("file", type=source, metavar="file", help="inspect.file")
@option("--no-split", is_flag=True, help="run.no-split")
@option("--rules", type=source, metavar="folder", help="run.rules")
@click.pass_obj
def inspect(console: Console, file: Path, no_split: bool, rules: Path | None) -> int:
    """Print what is known of every document of the file; 0, or 3 if nothing can be read."""
    if not file.exists():
        raise UsageError(problem("cli.no-sources", name=file))
    settings = Settings(lang=console.lang, rules=read_rules(rules) if rules else PACKAGED)
    corpus = read([file], settings, reading=Reading(split=not no_split))
    if not corpus.documents:
        raise unreadable(corpus)
    for document in corpus.documents:
        console.say("\n".join(_sheet(document, settings.rules, Wording(console.lang))) + "\n")
    console.report([*corpus.problems, *corpus.notes])
    return 0


def _sheet(document: Document, rules: Rules, wording: Wording) -> Iterator[str]:
    words = wording.wordlist("inspect")
    yield from wrap(printable(document.title), _WIDTH)
    yield "=" * min(_WIDTH, columns(document.title))
    yield words["file"].format(file=printable(document.file), format=document.format, encoding=document.encoding or "-",
                               digest=document.digest[:12])  # fmt: skip
    yield from wrap(_counts(document, wording), _WIDTH)
    if not document.included:
        yield words["left-out"]
    yield f"\n[{words['facts']}]"
    yield from _facts(document, wording)
    yield f"\n[{words['flags']}]"
    yield from _flags(document, wording)
    yield f"\n[{words['structure']}] {words['legend']}"
    yield from _structure(document, rules, wording)
    if document.omissions:
        yield f"\n[{words['omitted']}]"
        yield from _omissions(document, wording)


def _omissions(document: Document, wording: Wording) -> Iterator[str]:
    """Every line that is neither heading nor paragraph, by what it is: nothing is left out unseen."""
    words = wording.wordlist("inspect")
    for omission in document.omissions:
        place = words["line"].format(first=omission.line) + " " if omission.line else ""
        yield cut(f"  {place}{words['omitted.' + omission.why]}  {printable(omission.text)}", _WIDTH)


def _counts(document: Document, wording: Wording) -> str:
    words = wording.wordlist("inspect")
    roles = Counter(p.role for p in document.paragraphs)
    listed = wording.term("cli", "by.join")
    return words["counts"].format(
        paragraphs=len(document.paragraphs), counted=sum(roles[r] for r in COUNTED),
        roles=listed.join(f"{wording.role(r)} {roles[r]}" for r in ROLES if roles[r]),
        grade=document.grade, meaning=wording.grade(document.grade),
    )  # fmt: skip


def _facts(document: Document, wording: Wording) -> Iterator[str]:
    names = wording.wordlist("facts")
    facts = {name: getattr(document.metadata, name) for name in _FIELDS} | dict(document.metadata.extra)
    width = max(columns(names.get(name, name)) for name in facts)
    for name, fact in facts.items():
        if fact is None and name not in _EXPECTED:
            continue
        value, origin = _fact(name, fact, wording)
        yield from _hanging(f"  {fill(names.get(name, name), width)}  ", f"{value}  {origin}" if value else origin)


def _fact(name: str, fact: Fact | None, wording: Wording) -> tuple[str, str]:
    names = wording.wordlist("facts")
    if fact is None:
        return "", f"({names['origin.none']})"
    quote = f": {fact.quote}" if fact.quote and fact.quote != fact.value else ""
    value = wording.genre(fact.value) if name == "genre" else fact.value
    return value, f"({names['origin.' + fact.origin]}{quote})"


def _flags(document: Document, wording: Wording) -> Iterator[str]:
    words = wording.wordlist("inspect")
    for flag in document.flags:
        times = words["times"].format(count=flag.count) if flag.count > 1 else ""
        quote = f"  “{flag.quote}”" if flag.quote else ""
        yield from _hanging(f"  {wording.severity(flag.severity)}  ", f"{wording.flag(flag.code)}{times}{quote}")
    if not document.flags:
        yield f"  {words['no-flags']}"


# -- headings with their paragraphs -----------------------------------------------------------------------------


def _structure(document: Document, rules: Rules, wording: Wording) -> Iterator[str]:
    """Headings in order, each paragraph below the last heading of its path (told by identity: titles may repeat)."""
    places = {id(heading): i for i, heading in enumerate(document.outline, 1)}
    shown = 0
    for paragraph in document.paragraphs:
        reach = max((places.get(id(h), 0) for h in paragraph.headings), default=0)
        for heading in document.outline[shown:reach]:
            yield from _heading(heading, wording)
        shown = max(shown, reach)
        yield from _paragraph(paragraph, rules, wording)
    for heading in document.outline[shown:]:
        yield from _heading(heading, wording)
    if not document.outline:
        yield f"  ({wording.term('inspect', 'no-headings')})"


def _heading(heading: Heading, wording: Wording) -> Iterator[str]:
    why = wording.wordlist("inspect")[f"heading.{heading.rule}"]
    yield from _hanging("  " * heading.level, f"{heading}  ← {why}")


def _paragraph(paragraph: Paragraph, rules: Rules, wording: Wording) -> Iterator[str]:
    words = wording.wordlist("inspect")
    indent = "  " * (len(paragraph.headings) + 1)
    role = words["role"].format(role=wording.role(paragraph.role))
    place = [_lines(paragraph, wording), paragraph.clause]
    why = wording.why_role(paragraph.cue, deciding_rule(paragraph.cue, rules), brief=True)
    yield cut(f"{indent}{role} {'  '.join(x for x in place if x)} ← {why}", _WIDTH)
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


def _lines(paragraph: Paragraph, wording: Wording) -> str:
    words = wording.wordlist("inspect")
    if paragraph.lines is None:
        return ""
    first, last = paragraph.lines
    return words["line"].format(first=first) if first == last else words["lines"].format(first=first, last=last)


def _hanging(start: str, text: str) -> Iterator[str]:
    """The text behind `start`, further lines indented as far."""
    for i, line in enumerate(wrap(printable(text), _WIDTH - columns(start))):
        yield (start if i == 0 else " " * columns(start)) + line
