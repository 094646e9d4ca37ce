"""``policy-compare taxonomy …``: check, test, compare and exchange category systems.

In: taxonomy files. Out: findings, failing examples, differences, files in other tools' formats.
Example: ``policy-compare taxonomy lint 我的词典.yaml 各地政策``. Exit codes: 0 fine; 1 warnings with --strict or a
failing example; 2 errors.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import click

from compare.chinese.text import Text
from compare.cli.command import Group, argument, new_path, option, source, whole
from compare.cli.console import Console
from compare.cli.differences import difference_lines, run_of
from compare.coding import scorer_for
from compare.corpus import check_corpus
from compare.matrix.runs import compare_runs
from compare.model import Match, Taxonomy
from compare.pipeline import Corpus, Work, analyse, code, read
from compare.problems import OutputError, problem
from compare.taxonomy.diff import Change, diff_taxonomies
from compare.taxonomy.examples import ExampleHit, Failure, check_examples
from compare.taxonomy.files import DEFAULT, find_taxonomy, load_taxonomy
from compare.taxonomy.suggest import Suggestion, suggest_keywords
from compare.wording import Wording

_T = TypeVar("_T")

group = Group("taxonomy", {"learn": "compare.cli.learn:learn"})
_taxonomy = argument("name", metavar="taxonomy", help="taxonomy.file")
_sources = partial(argument, "sources", nargs=-1, type=source, metavar="sources")
_target = partial(option, "-o", "--output", "target", required=True, type=new_path, metavar="new-file")
_format = option("--format", "form", default="", metavar="format", help="taxonomy.format")


@group.command("new")
@argument("target", type=new_path, metavar="new-file", help="taxonomy.target")
@option("--from", "name", default=DEFAULT, metavar="taxonomy", help="new.from")
@click.pass_obj
def new(console: Console, target: Path, name: str) -> int:
    """A complete taxonomy in one file, to be edited; an existing file is never overwritten."""
    from compare.taxonomy.complete import complete_text

    check_new(target)
    text = complete_text(find_taxonomy(name))
    write_new(target, lambda: target.write_bytes(text.encode()))
    console.say(console.words("new.done", **_counts(target, load_taxonomy(target))))
    return 0


@group.command("lint")
@_taxonomy
@_sources(help="taxonomy.sources")
@option("--strict", is_flag=True, help="run.strict")
@click.pass_obj
def lint(console: Console, name: str, sources: tuple[Path, ...], strict: bool) -> int:
    """All findings of one taxonomy; with sources, also the keywords that never or wrongly hit there."""
    from compare.taxonomy.lint import lint_taxonomy

    corpus = read_corpus(sources, console) if sources else None
    found = lint_taxonomy(find_taxonomy(name), partial(_hits_in, corpus) if corpus else None)
    console.report(found, everything=True)
    errors = sum(p.severity == "error" for p in found)
    warnings = sum(p.severity == "warning" for p in found)
    console.say(console.words("lint.done", errors=errors, warnings=warnings, notes=len(found) - errors - warnings))
    if warnings and strict and not errors:
        console.complain(console.words("strict.warnings", count=warnings))
        return 1
    return 2 if errors else 0


def _hits_in(corpus: Corpus, taxonomy: Taxonomy) -> Iterable[tuple[Text, Sequence[Match]]]:
    """Every paragraph with what the coding finds in it."""
    texts = [paragraph.words for document in corpus.documents for paragraph in document.paragraphs]
    return zip(texts, scorer_for(taxonomy).matcher.find_all(texts), strict=True)


@group.command("test")
@_taxonomy
@click.pass_obj
def test(console: Console, name: str) -> int:
    """Run the examples of a taxonomy; 1 if one comes out otherwise than written."""
    path = find_taxonomy(name)
    taxonomy = load_taxonomy(path)
    label = Wording(console.lang, taxonomy).label
    failures = check_examples(taxonomy, lambda text: hits_of(taxonomy, text))
    for failure in failures:
        console.say(_failure(failure, label, path, console))
    for measure in taxonomy.types:
        if not any(m.examples for m in (measure, *taxonomy.subtypes(measure.id))):
            console.say(console.words("test.none", type=label(measure.id)))
    total = sum(len(m.examples) for m in taxonomy.measures)
    console.say(console.words("test.done", total=total, failed=len(failures)))
    return 1 if failures else 0


def hits_of(taxonomy: Taxonomy, text: str) -> Iterable[ExampleHit]:
    """Every keyword found in a text, accepted or not."""
    for match in scorer_for(taxonomy).matcher.find(text):
        yield ExampleHit(match.keyword.measure_id, match.keyword.text, not match.rejected)


@group.command("diff")
@argument("old", metavar="old", help="taxonomy.file")
@argument("new", metavar="new", help="taxonomy.file")
@_sources(help="taxonomy.sources")
@click.pass_obj
def diff(console: Console, old: str, new: str, sources: tuple[Path, ...]) -> int:
    """What changed between two taxonomies in words; with sources, which paragraphs and cells that moves."""
    before, after = (load_taxonomy(name) for name in (old, new))
    changes = diff_taxonomies(before, after)
    if not changes:
        console.say(console.words("diff.same"))
    for change in changes.changes:
        console.say(_change(change, after if change.measure_id in after.by_id else before, console))
    if sources:
        corpus = read_corpus(sources, console)
        runs = (run_of(analyse(code(corpus, taxonomy))) for taxonomy in (before, after))
        for line in difference_lines(compare_runs(*runs), console, before, after):
            console.say(line)
    return 0


@group.command("suggest")
@_taxonomy
@_sources(required=True, help="run.sources")
@option("--most", type=whole(1), default=30, metavar="number", help="suggest.most")
@option("--apply", "target", type=new_path, metavar="copy", help="suggest.apply")
@click.pass_obj
def suggest(console: Console, name: str, sources: tuple[Path, ...], most: int, target: Path | None) -> int:
    """Candidate keywords from the sources; with --apply, written into a copy of the taxonomy for review."""
    path = find_taxonomy(name)
    taxonomy = load_taxonomy(path)
    if target:
        check_new(target)
    study = code(read_corpus(sources, console), taxonomy)
    found = suggest_keywords(study, most)
    console.say(console.words("suggest.head", count=len(found)))
    for item in found:
        label = Wording(console.lang, taxonomy).label(item.type_id) if item.type_id else "–"
        first = study.paragraphs[item.paragraphs[0]].text
        at = max(0, first.find(item.text) - 15)
        console.say(console.words("suggest.line", text=item.text, type=label, count=item.count, uncoded=item.uncoded,
                                  example=first[at : at + 40]))  # fmt: skip
    if target:
        _apply(path, target, found, console)
    return 0


@group.command("import")
@argument("file", type=source, metavar="file", help="taxonomy.foreign")
@_target(help="taxonomy.target")
@_format
@click.pass_obj
def import_file(console: Console, file: Path, target: Path, form: str) -> int:
    """A dictionary of another tool becomes a taxonomy of ours; what is lost is said."""
    from compare.taxonomy.exchange import OWN, import_taxonomy
    from compare.taxonomy.writing import write_taxonomy

    check_new(target)
    taxonomy, losses = import_taxonomy(file, form)
    write_new(target, lambda: write_taxonomy(taxonomy, target))
    console.report(losses, everything=True)
    console.say(console.words("exchange.done", format=OWN, **_counts(target, taxonomy)))
    return 0


@group.command("export")
@_taxonomy
@_target(help="taxonomy.target")
@_format
@click.pass_obj
def export_file(console: Console, name: str, target: Path, form: str) -> int:
    """A taxonomy of ours in another tool's format; what that format cannot hold is said."""
    from compare.taxonomy.complete import complete_text
    from compare.taxonomy.exchange import OWN, export_format, export_taxonomy

    check_new(target)
    path = find_taxonomy(name)
    taxonomy, form = load_taxonomy(path), export_format(target, form)
    if form == OWN:
        write_new(target, lambda: target.write_bytes(complete_text(path).encode()))
    else:
        console.report(write_new(target, lambda: export_taxonomy(taxonomy, target, form)), everything=True)
    console.say(console.words("exchange.done", format=form, **_counts(target, taxonomy)))
    return 0


def _counts(target: Path, taxonomy: Taxonomy) -> dict[str, object]:
    return {"name": target, "types": len(taxonomy.types), "keywords": len(taxonomy.keywords)}


def read_corpus(sources: Sequence[Path], console: Console) -> Corpus:
    """The documents of the sources, what is wrong with them said; raises `CompareError` if there is no text at all."""
    corpus = read(sources, work=Work(progress=console.progress))
    check_corpus(corpus)
    console.report([*corpus.problems, *corpus.notes])
    return corpus


def check_new(path: Path) -> None:
    """Raises `OutputError` rather than overwrite an analyst's file."""
    if path.exists():
        raise OutputError(problem("cli.file-exists", name=path))


def write_new(path: Path, writing: Callable[[], _T]) -> _T:
    """Write a new file, its folder made if need be; raises `OutputError` where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return writing()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(problem("cli.file-unwritable", name=path, why=why)) from error


def _failure(failure: Failure, label: Callable[[str], str], path: Path, console: Console) -> str:
    example = failure.example
    expected = console.words("test.expected" if example.expected else "test.unexpected", type=label(example.measure_id))
    actual = "、".join(map(label, failure.actual)) or "–"
    return console.words("test.failure", place=f"{path.name}:{example.line}", text=example.text, expected=expected,
                         actual=actual, words="、".join(failure.decided_by) or "–")  # fmt: skip


def _change(change: Change, taxonomy: Taxonomy, console: Console) -> str:
    label = Wording(console.lang, taxonomy).label(change.measure_id)
    parts = {"kind": console.words(f"diff.{change.kind}"), "what": console.words(f"diff.{change.what}"), "type": label,
             "name": change.name, "field": change.field}  # fmt: skip
    line = console.words("diff.line", **parts)
    return line + (f":{change.before or '–'} → {change.after or '–'}" if change.before or change.after else "")


def _apply(path: Path, target: Path, found: Iterable[Suggestion], console: Console) -> None:
    from compare.taxonomy.additions import add_weak_keywords
    from compare.yamlfiles.nodes import read_sheet

    words: dict[str, list[str]] = {}
    for item in found:
        words.setdefault(item.type_id, []).append(item.text)
    homeless = words.pop("", [])
    text = add_weak_keywords(read_sheet(path), words)
    write_new(target, lambda: target.write_bytes(text.encode()))
    console.say(console.words("suggest.applied", name=target))
    if homeless:
        console.say(console.words("suggest.homeless", count=len(homeless), words="、".join(homeless)))
