"""``policy-compare taxonomy …``: check, test, compare and exchange category systems.

In: taxonomy files. Out: findings, failing examples, differences, files in other tools' formats.
Example: ``policy-compare taxonomy lint 我的词典.yaml 各地政策``. Exit codes: 0 fine; 1 warnings with --strict or a
failing example; 2 errors.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from compare.cli.console import Console
from compare.cli.differences import difference_lines
from compare.coding import scorer_for
from compare.corpus import check_corpus
from compare.matrix.runs import compare_runs, run_of
from compare.model import Taxonomy
from compare.pipeline import Corpus, Work, code, read
from compare.problems import OutputError, problem
from compare.taxonomy.diff import Change, diff_taxonomies
from compare.taxonomy.examples import Failure, Hit, check_examples
from compare.taxonomy.files import find_taxonomy, load_taxonomy
from compare.taxonomy.suggest import Suggestion, suggest_keywords

_T = TypeVar("_T")


def lint(options: Namespace, console: Console) -> int:
    """All findings of one taxonomy; with sources, also the keywords that never or wrongly hit there."""
    from compare.taxonomy.lint import lint_taxonomy

    corpus = _corpus(options.sources, console) if options.sources else None
    texts = [p.text for d in corpus.documents for p in d.paragraphs] if corpus else None
    found = lint_taxonomy(find_taxonomy(options.taxonomy), texts)
    console.report(found, everything=True)
    errors = sum(p.severity == "error" for p in found)
    warnings = sum(p.severity == "warning" for p in found)
    console.say(console.words("lint.done", errors=errors, warnings=warnings, notes=len(found) - errors - warnings))
    if warnings and options.strict and not errors:
        console.complain(console.words("strict.warnings", count=warnings))
        return 1
    return 2 if errors else 0


def test(options: Namespace, console: Console) -> int:
    """Run the examples of a taxonomy; 1 if one comes out otherwise than written."""
    path = find_taxonomy(options.taxonomy)
    taxonomy = load_taxonomy(path)
    failures = check_examples(taxonomy, lambda text: hits_of(taxonomy, text))
    for failure in failures:
        console.say(_failure(failure, taxonomy, path, console))
    for measure in taxonomy.types:
        if not any(m.examples for m in (measure, *taxonomy.subtypes(measure.id))):
            console.say(console.words("test.none", type=measure.label))
    total = sum(len(m.examples) for m in taxonomy.measures)
    console.say(console.words("test.done", total=total, failed=len(failures)))
    return 1 if failures else 0


def hits_of(taxonomy: Taxonomy, text: str) -> Iterable[Hit]:
    """Every keyword found in a text, accepted or not."""
    for match in scorer_for(taxonomy).matcher.find(text):
        yield Hit(match.keyword.measure_id, match.keyword.text, not match.rejected)


def diff(options: Namespace, console: Console) -> int:
    """What changed between two taxonomies in words; with sources, which paragraphs and cells that moves."""
    old, new = load_taxonomy(options.old), load_taxonomy(options.new)
    changes = diff_taxonomies(old, new)
    if not changes:
        console.say(console.words("diff.same"))
    for change in changes.changes:
        console.say(_change(change, new if change.measure_id in new.by_id else old, console))
    if options.sources:
        corpus = _corpus(options.sources, console)
        before, after = (run_of(code(corpus, t)) for t in (old, new))
        labels = {m.id: m.label for t in (old, new) for m in t.measures}
        for line in difference_lines(compare_runs(before, after), console, labels):
            console.say(line)
    return 0


def import_file(options: Namespace, console: Console) -> int:
    """A dictionary of another tool becomes a taxonomy of ours; what is lost is said."""
    from compare.taxonomy.exporters import OWN
    from compare.taxonomy.importers import import_taxonomy
    from compare.taxonomy.writing import write_taxonomy

    target = _new_file(options.output)
    taxonomy, losses = import_taxonomy(Path(options.file), options.format)
    _write(target, lambda: write_taxonomy(taxonomy, target))
    console.report(losses, everything=True)
    console.say(console.words("exchange.done", format=OWN, **_counts(target, taxonomy)))
    return 0


def export_file(options: Namespace, console: Console) -> int:
    """A taxonomy of ours in another tool's format; what that format cannot hold is said."""
    from compare.taxonomy.complete import complete_text
    from compare.taxonomy.exporters import OWN, export_format, export_taxonomy

    target = _new_file(options.output)
    path = find_taxonomy(options.taxonomy)
    taxonomy, name = load_taxonomy(path), export_format(target, options.format)
    if name == OWN:
        _write(target, lambda: target.write_bytes(complete_text(path).encode()))
    else:
        console.report(_write(target, lambda: export_taxonomy(taxonomy, target, name)), everything=True)
    console.say(console.words("exchange.done", format=name, **_counts(target, taxonomy)))
    return 0


def new(options: Namespace, console: Console) -> int:
    """A complete taxonomy in one file, to be edited; an existing file is never overwritten."""
    from compare.taxonomy.complete import complete_text

    target, path = _new_file(options.target), find_taxonomy(options.origin)
    text = complete_text(path)
    _write(target, lambda: target.write_bytes(text.encode()))
    console.say(console.words("new.done", **_counts(target, load_taxonomy(target))))
    return 0


def _counts(target: Path, taxonomy: Taxonomy) -> dict[str, object]:
    return {"name": target, "types": len(taxonomy.types), "keywords": len(taxonomy.keywords)}


def _corpus(sources: Iterable[str], console: Console) -> Corpus:
    """The documents of the sources, what is wrong with them said; raises `CompareError` if there is no text at all."""
    corpus = read([Path(s) for s in sources], work=Work(progress=console.progress))
    check_corpus(corpus)
    console.report([*corpus.problems, *corpus.notes])
    return corpus


def _new_file(name: str) -> Path:
    """A path that nothing stands at; raises `OutputError` rather than overwrite an analyst's file."""
    path = Path(name)
    if path.exists():
        raise OutputError(problem("cli.file-exists", name=name))
    return path


def _write(path: Path, writing: Callable[[], _T]) -> _T:
    """Write a new file, its folder made if need be; raises `OutputError` where that cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return writing()
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise OutputError(problem("cli.file-unwritable", name=path, why=why)) from error


def _failure(failure: Failure, taxonomy: Taxonomy, path: Path, console: Console) -> str:
    example = failure.example
    expected = console.words(
        "test.expected" if example.expected else "test.unexpected", type=taxonomy.by_id[example.measure_id].label
    )
    actual = "、".join(taxonomy.by_id[i].label for i in failure.actual) or "–"
    return console.words("test.failure", place=f"{path.name}:{example.line}", text=example.text, expected=expected,
                         actual=actual, words="、".join(failure.decided_by) or "–")  # fmt: skip


def _change(change: Change, taxonomy: Taxonomy, console: Console) -> str:
    label = taxonomy.by_id[change.measure_id].label if change.measure_id in taxonomy.by_id else ""
    parts = {"kind": console.words(f"diff.{change.kind}"), "what": console.words(f"diff.{change.what}"), "type": label,
             "name": change.name, "field": change.field}  # fmt: skip
    line = console.words("diff.line", **parts)
    return line + (f":{change.before or '–'} → {change.after or '–'}" if change.before or change.after else "")


def suggest(options: Namespace, console: Console) -> int:
    """Candidate keywords from the sources; with --apply, written into a copy of the taxonomy for review."""
    path = find_taxonomy(options.taxonomy)
    taxonomy = load_taxonomy(path)
    target = _new_file(options.apply) if options.apply else None
    study = code(_corpus(options.sources, console), taxonomy)
    found = suggest_keywords(study, options.most)
    console.say(console.words("suggest.head", count=len(found)))
    for item in found:
        label = taxonomy.by_id[item.type_id].label if item.type_id else "–"
        first = study.paragraphs[item.paragraphs[0]].text
        at = max(0, first.find(item.text) - 15)
        console.say(console.words("suggest.line", text=item.text, type=label, count=item.count, uncoded=item.uncoded,
                                  example=first[at : at + 40]))  # fmt: skip
    if target:
        _apply(path, target, found, console)
    return 0


def _apply(path: Path, target: Path, found: Iterable[Suggestion], console: Console) -> None:
    from compare.taxonomy.additions import add_weak_keywords
    from compare.yamlfiles.nodes import read_sheet

    words: dict[str, list[str]] = {}
    for item in found:
        words.setdefault(item.type_id, []).append(item.text)
    homeless = words.pop("", [])
    text = add_weak_keywords(read_sheet(path), words)
    _write(target, lambda: target.write_bytes(text.encode()))
    console.say(console.words("suggest.applied", name=target))
    if homeless:
        console.say(console.words("suggest.homeless", count=len(homeless), words="、".join(homeless)))
