"""``policy-compare taxonomy learn``: a table of learned words for a taxonomy of one's own, from reviewed workbooks.

In: a taxonomy file and workbooks with verdicts (with the sources, their lead-in sentences too). Out: a table beside the
taxonomy, how much there was to learn from, what it gains on documents left out. Exit codes: 0 written; 1 not written,
because it gains nothing; 2 too little to learn from.
Example: ``policy-compare taxonomy learn 我的分类.yaml --decisions 复核后.xlsx`` writes 我的分类.tsv.
"""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path

import click

from compare.chinese.widths import fill
from compare.cli.command import argument, command, new_path, option, source
from compare.cli.console import Console
from compare.cli.taxonomy import check_new, read_corpus, write_new
from compare.learning import trial
from compare.learning.regression import check_library
from compare.learning.reviewed import Reviewed, reviewed_samples
from compare.learning.trial import Supply, Trial, supply_of, try_out
from compare.learning.words import learn as learn_words
from compare.model import LearnedTable, Taxonomy
from compare.problems import UsageError, problem
from compare.reviewing import open_reviews
from compare.taxonomy.additions import name_table
from compare.taxonomy.files import find_taxonomy, load_taxonomy, packaged_taxonomies
from compare.taxonomy.learned_words import learned_text
from compare.taxonomy.schema import names
from compare.taxonomy.yaml_text import scalar
from compare.wording import Wording
from compare.yamlfiles.nodes import read_sheet


@command("learn")
@argument("name", metavar="taxonomy", help="learn.taxonomy")
@argument("sources", nargs=-1, type=source, metavar="sources", help="learn.sources")
@option("--decisions", type=source, multiple=True, required=True, metavar="workbook", help="learn.decisions")
@option("-o", "--output", "target", type=new_path, metavar="new-file", help="learn.output")
@option("--replace", is_flag=True, help="learn.replace")
@option("--apply", "applied", is_flag=True, help="learn.apply")
@option("--anyway", is_flag=True, help="learn.anyway")
@click.pass_obj
def learn(
    console: Console,
    /,
    name: str,
    sources: tuple[Path, ...],
    decisions: tuple[Path, ...],
    target: Path | None,
    replace: bool,
    applied: bool,
    anyway: bool,
) -> int:
    """Learn words from reviewed paragraphs, try them on documents left out, write the table if it gains anything."""
    check_library()
    path = find_taxonomy(name)
    taxonomy = load_taxonomy(path)
    _check_taxonomy(path, taxonomy)
    table_path = target or path.with_suffix(".tsv")
    _check_target(table_path, replace)
    reviewed = _reviewed(taxonomy, decisions, sources, console)
    if not reviewed.samples:
        raise UsageError(problem("cli.learn-nothing"))
    supply = supply_of(taxonomy, reviewed.samples)
    _tell_supply(supply, len(decisions), taxonomy, console)
    _check_supply(supply)
    console.say(console.words("learn.trial"))
    tried = try_out(taxonomy, supply)
    _tell_trial(tried, supply, taxonomy, console)
    if tried.gain <= 0 and not anyway:
        console.complain(console.words("learn.useless"))
        return 1
    table = learn_words(taxonomy, supply.samples, types=supply.types)
    text = learned_text(table, taxonomy, _remarks(supply, tried, console))
    write_new(table_path, lambda: table_path.write_bytes(text.encode()))
    _name_table(path, table_path, table, applied, console)
    return 0


# -- what is refused --------------------------------------------------------------------------------------------


def _check_taxonomy(path: Path, taxonomy: Taxonomy) -> None:
    if path.resolve() in {shipped.resolve() for shipped in packaged_taxonomies().values()}:
        raise UsageError(problem("cli.learn-shipped", name=path.stem))
    if taxonomy.method == "count":
        raise UsageError(problem("cli.learn-counted", name=path))


def _check_target(path: Path, replace: bool) -> None:
    """Only a table is ever replaced, and only where that is asked for."""
    if path.suffix.lower() != ".tsv":
        raise UsageError(problem("cli.learn-no-table", name=path))
    if path.exists() and not path.is_file():
        check_new(path)
    if path.exists() and not replace:
        raise UsageError(problem("cli.learn-exists", name=path))


def _check_supply(supply: Supply) -> None:
    count, documents = len(supply.samples), len(supply.documents)
    if documents < trial.FEWEST_DOCUMENTS:
        raise UsageError(problem("cli.learn-few-documents", count=documents, fewest=trial.FEWEST_DOCUMENTS))
    if count < trial.FEWEST_PARAGRAPHS:
        raise UsageError(problem("cli.learn-few-paragraphs", count=count, fewest=trial.FEWEST_PARAGRAPHS))
    if not supply.types:
        raise UsageError(problem("cli.learn-few-of-types", fewest=trial.FEWEST_OF_A_TYPE))


# -- what was reviewed ------------------------------------------------------------------------------------------


def _reviewed(taxonomy: Taxonomy, paths: tuple[Path, ...], sources: tuple[Path, ...], console: Console) -> Reviewed:
    """The reviewed paragraphs, what is wrong with the workbooks said."""
    reviews = open_reviews(list(dict.fromkeys(paths)), taxonomy, console.lang, console.report)
    documents = read_corpus(sources, console).documents if sources else ()
    reviewed = reviewed_samples(reviews, taxonomy, documents)
    notes = list(reviewed.problems)
    if reviewed.foreign:
        listed = "、".join(f"{type_id} {count}" for type_id, count in sorted(reviewed.foreign.items()))
        notes.append(problem("cli.learn-foreign", "warning", types=listed))
    if reviewed.textless:
        notes.append(problem("cli.learn-textless", "warning", count=reviewed.textless))
    console.report(notes)
    return reviewed


# -- what is said -----------------------------------------------------------------------------------------------


def _tell_supply(supply: Supply, workbooks: int, taxonomy: Taxonomy, console: Console) -> None:
    label = Wording(console.lang, taxonomy).label
    console.say(
        console.words(
            "learn.supply", workbooks=workbooks, documents=len(supply.documents), paragraphs=len(supply.samples),
            typeless=supply.typeless,
        )
    )  # fmt: skip
    for type_id, count in supply.with_type.items():
        few = "" if type_id in supply.types else console.words("learn.few", fewest=trial.FEWEST_OF_A_TYPE)
        console.say(f"  {fill(label(type_id), 24)}{count} {few}".rstrip())
    if not supply.typeless:
        console.say(console.words("learn.no-typeless"))


def _tell_trial(tried: Trial, supply: Supply, taxonomy: Taxonomy, console: Console) -> None:
    label = Wording(console.lang, taxonomy).label
    rows = [(label(type_id), tried.f1(type_id)) for type_id in supply.types]
    for name, (before, after) in (*rows, (console.words("learn.all"), tried.f1())):
        console.say(f"  {fill(name, 24)}{before:.2f} → {after:.2f}")
    low, high = tried.interval
    console.say(
        console.words(
            "learn.gain", gain=f"{tried.gain:+.3f}", low=f"{low:+.3f}", high=f"{high:+.3f}", better=tried.better,
            worse=tried.worse, documents=len(supply.documents),
        )
    )  # fmt: skip
    if low <= 0 < tried.gain:
        console.say(console.words("learn.unsure"))


def _remarks(supply: Supply, tried: Trial, console: Console) -> str:
    """What stands above the table: from how much it was learned, and what that gained."""
    before, after = tried.f1()
    return "\n".join(
        (
            console.words("learn.table", paragraphs=len(supply.samples), documents=len(supply.documents)),
            console.words("learn.table-gain", before=f"{before:.3f}", after=f"{after:.3f}"),
            f"scikit-learn {version('scikit-learn')}, rjieba {version('rjieba')}",
        )
    )


def _name_table(path: Path, table_path: Path, table: LearnedTable, applied: bool, console: Console) -> None:
    """Write the line into the taxonomy, or say which."""
    console.say(console.words("learn.done", name=table_path, rows=len(table.words)))
    name = _beside(path, table_path)
    if applied:
        text = name_table(read_sheet(path, names()), name)
        write_new(path, lambda: path.write_bytes(text.encode()))
    console.say(console.words("learn.applied" if applied else "learn.line", name=path, line=f"learned: {scalar(name)}"))


def _beside(path: Path, table_path: Path) -> str:
    """The way to the table from the taxonomy's folder; from the root where there is none (another disk)."""
    try:
        return Path(os.path.relpath(table_path.absolute(), path.absolute().parent)).as_posix()
    except ValueError:
        return table_path.absolute().as_posix()
