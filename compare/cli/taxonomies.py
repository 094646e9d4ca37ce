"""Open the taxonomy a user names, with what is to be said of it.

In: ``innovation`` or ``我的词典.yaml``. Out: the taxonomy. Example: ``open_taxonomy("policy-tools", console)``.
"""

from __future__ import annotations

from compare.cli.console import Console
from compare.model import Taxonomy
from compare.taxonomy.files import find_taxonomy, read_taxonomy


def open_taxonomy(name: str, console: Console) -> Taxonomy:
    """The taxonomy, with a word on files that it includes and that are not beside it; raises `TaxonomyError`."""
    loaded = read_taxonomy(find_taxonomy(name))
    taxonomy = loaded.usable()
    console.report([note for note in loaded.problems if note.code == "taxonomy.include-shipped"])
    return taxonomy
