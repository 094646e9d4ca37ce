"""Other programs' dictionaries and codebooks: read as a `Taxonomy`, and written, with a list of what was lost.

A format is a module with ``FORMAT`` (its name), ``SUFFIXES``, ``read(path)`` and ``write(taxonomy, path)``; a new one
is one file and one entry in `FORMATS`. Members do not see each other; their common ground is `trees` (on the way in)
and `outlines` (on the way out).
Example: ``import_taxonomy(Path("词典.cat"))`` reads a WordStat dictionary.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from compare.model import Taxonomy
from compare.problems import Problem, SheetError, TaxonomyError, problem
from compare.taxonomy.build import is_full_shape
from compare.taxonomy.exchange import cntext, khcoder, lexicoder, liwc, quanteda, refi, table, wordstat, yoshikoder
from compare.taxonomy.writing import write_taxonomy
from compare.yamlfiles.nodes import Scalar, Table, compose, read_sheet


class Format(Protocol):
    """Reads and writes the files of one other program."""

    @property
    def FORMAT(self) -> str:
        """The program's name, for messages."""
        ...

    @property
    def SUFFIXES(self) -> tuple[str, ...]:
        """Endings that stand for this format, lower-case; of two formats with the same ending the first is meant."""
        ...

    def read(self, path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
        """The taxonomy and the losses (warnings); raises `TaxonomyError` for a file that is not of this format."""
        ...

    def write(self, taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
        """Write the file, the same bytes every time; returns the losses (notes)."""
        ...


FORMATS: dict[str, Format] = {
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

OWN = "policy-compare"
_OWN_ENDINGS = (".yaml", ".yml")
"""what is written without a format is our own; quanteda's dictionaries end so, too, and are asked for by name"""
_CODEBOOK = "refi"
"""the one format that is of use without keywords: codes and their definitions"""


def import_taxonomy(path: Path, format: str = "") -> tuple[Taxonomy, tuple[Problem, ...]]:
    """Read a foreign file; without a format its ending decides. Raises `TaxonomyError`."""
    name = format or _guess(path)
    if name not in FORMATS:
        raise _unknown(format or path.name, FORMATS)
    if not format and name in ("quanteda", "cntext") and _is_ours(path):
        raise TaxonomyError(problem("taxonomy.already-ours", "error", path.as_posix(), name=path.name))
    try:
        taxonomy, losses = FORMATS[name].read(path)
    except SheetError as fault:
        raise TaxonomyError(*fault.problems) from None
    if not taxonomy.keywords and name != _CODEBOOK:
        raise TaxonomyError(problem("taxonomy.import-empty", "error", path.as_posix(), format=FORMATS[name].FORMAT))
    return taxonomy, losses


def export_format(path: Path, format: str = "") -> str:
    """The format in which a file is to be written: the one asked for, else by its ending; raises `TaxonomyError`."""
    name = format or (OWN if path.suffix.lower() in _OWN_ENDINGS else _by_ending(path))
    if name != OWN and name not in FORMATS:
        raise _unknown(format or path.name, (OWN, *FORMATS))
    return name


def export_taxonomy(taxonomy: Taxonomy, path: Path, format: str = "") -> tuple[Problem, ...]:
    """Write a taxonomy in a format, which the ending decides if not given; `TaxonomyError` if unknown."""
    name = export_format(path, format)
    if name == OWN:
        write_taxonomy(taxonomy, path)
        return ()
    return FORMATS[name].write(taxonomy, path)


def _unknown(name: str, allowed: Iterable[str]) -> TaxonomyError:
    return TaxonomyError(problem("taxonomy.format-unknown", "error", name=name, allowed=" ".join(allowed)))


def _by_ending(path: Path) -> str:
    suffix = path.suffix.lower()
    return next((name for name, format in FORMATS.items() if suffix in format.SUFFIXES), "")


def _guess(path: Path) -> str:
    """The format of a file to be read; two of them share an ending with our own taxonomies."""
    name = _by_ending(path)
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
