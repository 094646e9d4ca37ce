"""Category systems from files: the one way in.

In: a path to YAML in the full shape, the simple one or with Chinese field names, or the name of a taxonomy that came
with the program. Out: a `Taxonomy`, or one `TaxonomyError` that carries every fault with file, line, column and the
words that stand there. Example: ``load_taxonomy("innovation").types[2].label`` is “孵化载体”.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from compare.model import Taxonomy
from compare.problems import Problem, SheetError, TaxonomyError, problem
from compare.taxonomy.build import DraftMeasure, DraftTaxonomy, build_draft
from compare.taxonomy.fields import NodeReader
from compare.taxonomy.fingerprint import fingerprint
from compare.taxonomy.finish import finish
from compare.taxonomy.foreign_text import foreign_kind
from compare.taxonomy.learned_words import OFF, read_learned
from compare.taxonomy.schema import find_value, names
from compare.yamlfiles.nodes import Node, Sheet, read_sheet
from compare.yamlfiles.recover import compose_all

DEFAULT = "innovation"


@dataclass(eq=False, repr=False)
class Loaded:
    """A taxonomy with everything found while reading it."""

    taxonomy: Taxonomy | None
    """None if nothing could be built; faulty if a problem is an error"""
    problems: list[Problem]
    readers: list[NodeReader]
    """one for each file, the main file first"""

    def usable(self) -> Taxonomy:
        """The taxonomy; raises `TaxonomyError` with all errors if there are some."""
        errors = [fault for fault in self.problems if fault.severity == "error"]
        if self.taxonomy is None or errors:
            raise TaxonomyError(*errors)
        return self.taxonomy


def load_taxonomy(path_or_name: str | Path = DEFAULT) -> Taxonomy:
    """The category system in a YAML file with the files it includes, or one that came with the program.

    Raises `TaxonomyError` with all errors, or with the names that are known if there is no such file."""
    return read_taxonomy(find_taxonomy(path_or_name)).usable()


def parse_taxonomy(text: str, path: Path) -> Taxonomy:
    """The category system that a text would be at a path; raises `TaxonomyError` with all errors."""
    return _read(Sheet(path.as_posix(), text, names()), path).usable()


def read_taxonomy(path: Path) -> Loaded:
    """The category system and all problems of its files, sorted by place; raises nothing."""
    if other := foreign_kind(path):
        return Loaded(None, [other], [])
    try:
        sheet = read_sheet(path, names())
    except SheetError as fault:
        return Loaded(None, list(fault.problems), [])
    return _read(sheet, path)


def _read(sheet: Sheet, path: Path) -> Loaded:
    root, problems = compose_all(sheet)
    reader = NodeReader(sheet)
    if root is None:
        return Loaded(None, problems or [problem("taxonomy.empty-file", "error", sheet.file)], [reader])
    draft = build_draft(root, reader)
    readers = [reader, *_include_files(draft, reader, path, (path.resolve(),))]
    _check_ids(draft)
    taxonomy, faults = _with_learned(finish(draft, path.name), draft.values.get("learned", ""), path)
    problems += faults
    _check_names(draft, reader, root)
    if not taxonomy.keywords and not problems and not reader.problems:
        reader.report("no-keywords", root)
    problems += [fault for each in readers for fault in each.problems]
    return Loaded(taxonomy, sorted(set(problems), key=lambda p: (p.place, p)), readers)


def _with_learned(taxonomy: Taxonomy, name: str, path: Path) -> tuple[Taxonomy, list[Problem]]:
    """The taxonomy with the learned words of the table that its file names, and what is wrong with that."""
    if not name or find_value(name.lower()) in OFF:
        return taxonomy, []
    table, problems = read_learned(find_included(path, name) or path.parent / name, taxonomy, name)
    if table is None:
        return taxonomy, problems
    taxonomy = replace(taxonomy, learned=table)
    return replace(taxonomy, fingerprint=fingerprint(taxonomy)), problems


def _include_files(draft: DraftTaxonomy, reader: NodeReader, path: Path, seen: tuple[Path, ...]) -> list[NodeReader]:
    """Merge the files that a draft includes, and those that they include; their readers."""
    readers: list[NodeReader] = []
    for name, line in draft.values.get("include", ()):
        part = find_included(path, name) or path.parent / name
        if _is_shipped(part, path, name):
            fault = problem("taxonomy.include-shipped", "note", reader.sheet.place(line), name=name)
            reader.problems.append(fault)
        if part.resolve() in seen:
            reader.problems.append(problem("taxonomy.include-cycle", "error", reader.sheet.place(line), name=name))
            continue
        try:
            sheet = read_sheet(part, names())
        except SheetError:
            reader.problems.append(problem("taxonomy.include-missing", "error", reader.sheet.place(line), name=name))
            continue
        inner = NodeReader(sheet)
        root, problems = compose_all(sheet)
        inner.problems += problems
        readers.append(inner)
        if root is not None:
            addition = build_draft(root, inner)
            readers += _include_files(addition, inner, part, (*seen, part.resolve()))
            _merge(draft, addition, inner)
    return readers


def find_included(path: Path, name: str) -> Path | None:
    """The file that a taxonomy includes: beside it, else the one that came with the program; None if neither is."""
    beside = path.parent / name
    if beside.is_file() or Path(name).is_absolute() or ".." in Path(name).parts:
        return beside if beside.is_file() else None
    shipped = schema_path().parent / name
    return shipped if shipped.is_file() else None


def _is_shipped(part: Path, path: Path, name: str) -> bool:
    return part != path.parent / name


def _merge(draft: DraftTaxonomy, addition: DraftTaxonomy, reader: NodeReader) -> None:
    """Add an included file's words; ids that stand in both files become one."""
    _merge_entries(draft.entries, addition.entries, reader)
    draft.entries.sort(key=lambda entry: entry.residual)
    draft.aliases = {**addition.aliases, **draft.aliases}
    draft.masks += addition.masks
    for name, value in addition.cues.items():
        own = draft.cues.get(name, type(value)())
        draft.cues[name] = own + value if isinstance(value, tuple) else {**value, **own}


def _merge_entries(entries: list[DraftMeasure], additions: list[DraftMeasure], reader: NodeReader) -> None:
    by_id = {entry.id: entry for entry in entries}
    for addition in additions:
        known = by_id.get(addition.id)
        if known is not None:
            known.keywords += addition.keywords
            known.guards = {**addition.guards, **known.guards}
            known.values = _merged_values(known, addition)
            _merge_entries(known.subtypes, addition.subtypes, reader)
        elif "id" in addition.values and "name" not in addition.values and addition.node is not None:
            reader.report("include-unknown-id", addition.node, id=addition.id, allowed=" ".join(by_id))
        else:
            entries.append(addition)


def _merged_values(known: DraftMeasure, addition: DraftMeasure) -> dict[str, Any]:
    examples: dict[str, tuple[Any, ...]] = {
        name: () for entry in (addition, known) for name in entry.values.get("examples", {})
    }
    for entry in (known, addition):
        for name, sentences in entry.values.get("examples", {}).items():
            examples[name] += sentences
    return {**addition.values, **known.values, "examples": examples}


def _check_ids(draft: DraftTaxonomy) -> None:
    first: dict[str, DraftMeasure] = {}
    for entry in draft.walk():
        if entry.id in first and entry.reader and entry.node:
            entry.reader.report("duplicate-id", entry.node, id=entry.id, first=first[entry.id].line)
        first.setdefault(entry.id, entry)


def _check_names(draft: DraftTaxonomy, reader: NodeReader, root: Node) -> None:
    """Aliases and guards that name no keyword: nothing would ever use them."""
    texts = {name for entry in draft.walk() for k in entry.keywords for name in (k.text, *k.aliases)}
    for short, full in draft.aliases.items():
        if full not in texts:
            reader.report("alias-without-keyword", root, "warning", alias=short, keyword=full)
    for entry in draft.walk():
        below = {name for e in entry.walk() for k in e.keywords for name in (k.text, *k.aliases)}
        for name in entry.guards:
            if name not in below and entry.reader and entry.node:
                entry.reader.report("guard-without-keyword", entry.node, "warning", keyword=name, id=entry.id)


def find_taxonomy(path_or_name: str | Path) -> Path:
    """The file of a taxonomy; raises `TaxonomyError` that lists those that came with the program."""
    path = Path(path_or_name)
    if path.is_file():
        return path
    shipped = packaged_taxonomies()
    if (name := str(path_or_name)) in shipped:
        return shipped[name]
    raise TaxonomyError(problem("cli.taxonomy-unknown", name=name, known="、".join(sorted(shipped))))


def packaged_taxonomies() -> dict[str, Path]:
    """The category systems that come with the program: name → file, by name."""
    package = Path(__file__).parent
    for folder in (package / "shipped", package.parents[1] / "taxonomy"):  # installed; source checkout
        if (folder / f"{DEFAULT}.yaml").is_file():
            return {path.stem: path for path in sorted(folder.glob("*.yaml"))}
    return {}


def schema_path() -> Path:
    """The JSON Schema that editors complete a taxonomy by, as it was installed."""
    return default_taxonomy_path().resolve().parent / "schema.json"


def default_taxonomy_path() -> Path:
    """The taxonomy used when none is named: six types of innovation policy; raises `TaxonomyError` if not installed."""
    packaged = packaged_taxonomies()
    if DEFAULT not in packaged:
        raise TaxonomyError(problem("typing.unreadable", "error", f"{DEFAULT}.yaml", detail="No such file"))
    return packaged[DEFAULT]
