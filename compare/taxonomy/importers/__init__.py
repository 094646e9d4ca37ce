"""Other programs' dictionaries and codebooks → `Taxonomy`, with a list of what could not be taken over.

A format is a module with ``FORMAT`` (its name), ``SUFFIXES`` and ``import_taxonomy(path)``; a new one is one file and
one entry in `IMPORTERS`. Example: ``import_taxonomy(Path("词典.cat"))`` reads a WordStat dictionary.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from compare.model import Taxonomy
from compare.problems import Problem, SheetError, TaxonomyError, problem
from compare.taxonomy.build import is_full_shape
from compare.taxonomy.importers import cntext, khcoder, lexicoder, liwc, quanteda, refi, table, wordstat, yoshikoder
from compare.yamlfiles.nodes import Scalar, Table, compose, read_sheet


class Importer(Protocol):
    """Reads one foreign format."""

    @property
    def FORMAT(self) -> str:
        """The program's name, for messages."""
        ...

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """Endings that are taken for this format, lower-case."""
        ...

    def import_taxonomy(self, path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
        """The taxonomy and the losses (warnings); raises `TaxonomyError` for a file that is not of this format."""
        ...


IMPORTERS: dict[str, Importer] = {
    "quanteda": quanteda,
    "liwc": liwc,
    "wordstat": wordstat,
    "yoshikoder": yoshikoder,
    "lexicoder": lexicoder,
    "khcoder": khcoder,
    "cntext": cntext,
    "refi": refi,
    "table": table,
}

_CODEBOOK = "refi"
"""the one format that is of use without keywords: codes and their definitions"""


def import_taxonomy(path: Path, format: str = "") -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read a foreign file; without a format its ending decides. Raises `TaxonomyError`."""
    name = format or _guess(path)
    if name not in IMPORTERS:
        allowed = " ".join(IMPORTERS)
        raise TaxonomyError(problem("taxonomy.format-unknown", "error", name=format or path.name, allowed=allowed))
    if not format and name in ("quanteda", "cntext") and _is_ours(path):
        raise TaxonomyError(problem("taxonomy.already-ours", "error", path.as_posix(), name=path.name))
    try:
        taxonomy, losses = IMPORTERS[name].import_taxonomy(path)
    except SheetError as fault:
        raise TaxonomyError(*fault.problems) from None
    if not taxonomy.keywords and name != _CODEBOOK:
        raise TaxonomyError(problem("taxonomy.import-empty", "error", path.as_posix(), format=IMPORTERS[name].FORMAT))
    return taxonomy, losses


def _guess(path: Path) -> str:
    suffix = path.suffix.lower()
    name = next((name for name, importer in IMPORTERS.items() if suffix in importer.SUFFIXES), "")
    return "cntext" if name == "quanteda" and _is_cntext(path) else name


def _is_ours(path: Path) -> bool:
    """True for YAML in our own full shape, whose fields an importer would take for categories."""
    try:
        root = compose(read_sheet(path))
    except SheetError:
        return False
    return isinstance(root, Table) and is_full_shape(root)


def _is_cntext(path: Path) -> bool:
    try:
        root = compose(read_sheet(path))
    except SheetError:
        return False
    keys = {key.value for key, _ in root.value if isinstance(key, Scalar)} if isinstance(root, Table) else set()
    return {"Dictionary", "Category"} <= keys or {"Dictionary", "Name"} <= keys
