"""Find the taxonomy a user names: a path, or the name of a shipped one.

In: ``innovation`` or ``我的词典.yaml``. Out: a path, or the taxonomy. Example: ``find_taxonomy("policy-tools")``.
"""

from __future__ import annotations

from pathlib import Path

from compare.cli.console import Console
from compare.model import Taxonomy
from compare.problems import TaxonomyError, UsageError, problem
from compare.taxonomy.files import packaged_taxonomies, read_taxonomy


def find_taxonomy(name: str) -> Path:
    """The file; raises `UsageError` that lists the shipped names."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = packaged_taxonomies()
    if name in shipped:
        return shipped[name]
    raise UsageError(problem("cli.taxonomy-unknown", name=name, known="、".join(sorted(shipped))))


def open_taxonomy(name: str, console: Console) -> Taxonomy:
    """The taxonomy, with a word on files that it includes and that are not beside it; raises `TaxonomyError`."""
    loaded = read_taxonomy(find_taxonomy(name))
    errors = [fault for fault in loaded.problems if fault.severity == "error"]
    if loaded.taxonomy is None or errors:
        raise TaxonomyError(*errors)
    console.report([note for note in loaded.problems if note.code == "taxonomy.include-shipped"])
    return loaded.taxonomy
