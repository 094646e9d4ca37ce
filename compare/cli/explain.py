"""``policy-compare explain``: why is this paragraph coded so, and why not otherwise.

In: a file, or a file and one of its paragraphs. Out: role with its cue, every type with its reasons, every word that
was found and does not count with why. Example: ``policy-compare explain seeds/huadu.txt:55``.
"""

from __future__ import annotations

from pathlib import Path

import click

from compare.cli.command import OneOf, argument, command, option, source
from compare.cli.console import Console
from compare.coding import scorer_for
from compare.corpus import unreadable
from compare.documents.roles import deciding_rule
from compare.kinds import METHODS, Method
from compare.matrix.comparison import unit_id
from compare.model import Coding, Document, Doubt, Paragraph, Settings, Taxonomy
from compare.pipeline import read
from compare.problems import UsageError, problem
from compare.rules import PACKAGED, using
from compare.rules.folder import read_rules
from compare.taxonomy.files import DEFAULT, load_taxonomy
from compare.taxonomy.finish import with_method
from compare.wording import Wording, path_of


@command("explain")
@argument("target", metavar="target", help="explain.target")
@option("-t", "--taxonomy", "name", default="", metavar="taxonomy", help="agree.taxonomy")
@option("--method", type=OneOf(METHODS), default=None, help="run.method")
@option("--rules", type=source, metavar="folder", help="run.rules")
@click.pass_obj
def explain(console: Console, target: str, name: str, method: Method | None, rules: Path | None) -> int:
    """Print the explanation of one paragraph, or one line for each paragraph of the file."""
    taxonomy = with_method(load_taxonomy(name or DEFAULT), method)
    path, wanted = _split(target)
    settings = Settings(lang=console.lang, rules=read_rules(rules) if rules else PACKAGED)
    corpus = read([path], settings)
    if not corpus.documents:
        raise unreadable(corpus)
    found = [(d, p) for d in corpus.documents for p in d.paragraphs if not wanted or _is(d, p, wanted)]
    if not found:
        raise UsageError(problem("cli.paragraph-unknown", name=path, value=wanted))
    wording = Wording(console.lang, taxonomy)
    with using(settings.rules):
        judged = {d.id: scorer_for(taxonomy).decide_document(d) for d in corpus.documents}
    for document, paragraph in found:
        codings, doubt = judged[document.id][paragraph.key]
        if wanted:
            why = wording.why_role(paragraph.cue, deciding_rule(paragraph.cue, settings.rules))
            console.say(_whole(document, paragraph, codings, taxonomy, why, console))
            if doubt and doubt.why:
                console.say(_doubtful(doubt, codings, wording, console))
        else:
            console.say(_line(document, paragraph, codings, wording, console))
    return 0


def _split(target: str) -> tuple[Path, str]:
    """FILE or FILE:PARAGRAPH; a colon inside an existing path (C:\\…) is no separator."""
    if Path(target).exists():
        return Path(target), ""
    name, colon, paragraph = target.rpartition(":")
    if colon and Path(name).exists():
        return Path(name), paragraph
    raise UsageError(problem("cli.no-sources", name=name or target))


def _is(document: Document, paragraph: Paragraph, wanted: str) -> bool:
    lines = paragraph.lines or (0, 0)
    if wanted.isdigit():
        return lines[0] <= int(wanted) <= lines[1]
    unit = unit_id(document, paragraph)
    named = wanted in (paragraph.key, paragraph.place, unit) or wanted.startswith(f"{unit}/")  # one type of several
    return named or (len(wanted) >= 2 and wanted in paragraph.text)


def _line(
    document: Document, paragraph: Paragraph, codings: tuple[Coding, ...], wording: Wording, console: Console
) -> str:
    types = console.words("by.join").join(wording.label(c.measure_id) for c in codings if c.rank) or "–"
    id, role = unit_id(document, paragraph), wording.role(paragraph.role)
    return console.words("explain.list", id=id, role=role, types=types, text=paragraph.text[:40])


def _whole(
    document: Document, paragraph: Paragraph, codings: tuple[Coding, ...], taxonomy: Taxonomy, why: str,
    console: Console,
) -> str:  # fmt: skip
    """`why` = what gave the paragraph its role."""
    words, meta, wording = console.words, document.metadata, Wording(console.lang, taxonomy)
    headings = path_of(paragraph.headings)
    lines = [
        words("explain.document", title=document.title, district=document.district, level=meta.value("level"),
              genre=wording.genre(meta.value("genre")), grade=document.grade),
        f"{unit_id(document, paragraph)}  {paragraph.clause}",
        words("explain.headings", headings=headings) if headings else "",
        paragraph.text,
        words("explain.role", role=wording.role(paragraph.role), cue=why)
        + " " + words("explain.counted" if paragraph.counted else "explain.not-counted"),
        *(line for coding in codings for line in _coding(coding, taxonomy, wording, console)),
    ]  # fmt: skip
    if not any(c.rank for c in codings):
        lines.append(words("explain.none"))
    return "\n".join(line for line in lines if line) + "\n"


def _doubtful(doubt: Doubt, codings: tuple[Coding, ...], wording: Wording, console: Console) -> str:
    """How doubtful the coding is, and why."""
    given = any(c.rank and c.measure_id == doubt.type_id for c in codings)
    return console.words("explain.doubt", value=f"{doubt.value:.2f}", why=wording.doubtful(doubt, given)) + "\n"


def _coding(coding: Coding, taxonomy: Taxonomy, wording: Wording, console: Console) -> list[str]:
    label = wording.label(coding.measure_id)
    if coding.rank:
        lines = [console.words("explain.type", rank=coding.rank, label=label, score=f"{coding.score:g}")]
    elif coding.reasons:
        lines = [_mention(coding, taxonomy, label, console)]
    else:
        lines = []
    lines += [f"     {r.points:+g}  {wording.rule(r.rule)}  {r.note}" for r in coding.reasons]
    for match in coding.matches:
        if match.rejected:
            why = wording.rejection(match.rejected)
            lines.append(
                "     " + console.words("explain.rejected", quote=f"{label}·{match.quote}", why=why, note=match.note)
            )
    return lines


def _mention(coding: Coding, taxonomy: Taxonomy, label: str, console: Console) -> str:
    """Why a type that something speaks for is not assigned."""
    if taxonomy.method == "count":
        return console.words("explain.aside", label=label, score=f"{coding.score:g}")
    rule = taxonomy.scoring
    score, threshold, ratio = (f"{n:g}" for n in (coding.score, rule.threshold, rule.secondary_ratio * 100))
    return console.words("explain.mention", label=label, score=score, threshold=threshold, ratio=ratio)
