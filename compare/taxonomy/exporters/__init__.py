"""`Taxonomy` → other programs' dictionaries and codebooks, with a list of what they cannot hold.

A format is a module with ``FORMAT`` (its name), ``SUFFIX`` and ``export_taxonomy(taxonomy, path)``; a new one is one
file and one entry in `EXPORTERS`. Example: ``export_taxonomy(taxonomy, Path("词典.xlsx"), "table")``.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from compare.model import Taxonomy
from compare.problems import Problem, TaxonomyError, problem
from compare.taxonomy.exporters import cntext, khcoder, lexicoder, liwc, quanteda, refi, table, wordstat, yoshikoder
from compare.taxonomy.writing import write_taxonomy


class Exporter(Protocol):
    """Writes one foreign format."""

    @property
    def FORMAT(self) -> str:
        """The program's name, for messages."""
        ...

    @property
    def SUFFIX(self) -> str:
        """The ending its files usually have."""
        ...

    def export_taxonomy(self, taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
        """Write the file, the same bytes every time; returns the losses (notes)."""
        ...


EXPORTERS: dict[str, Exporter] = {
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
_ENDINGS = {".csv": "table"} | {e.SUFFIX: name for name, e in reversed(EXPORTERS.items())}
"""what a file's ending stands for; of two formats with the same ending the first"""


def export_format(path: Path, format: str = "") -> str:
    """The format in which a file is to be written: the one asked for, else by its ending; raises `TaxonomyError`."""
    name = format or (OWN if path.suffix.lower() in _OWN_ENDINGS else _ENDINGS.get(path.suffix.lower(), ""))
    if name != OWN and name not in EXPORTERS:
        allowed = " ".join((OWN, *EXPORTERS))
        raise TaxonomyError(problem("taxonomy.format-unknown", "error", name=format or path.name, allowed=allowed))
    return name


def export_taxonomy(taxonomy: Taxonomy, path: Path, format: str = "") -> tuple[Problem, ...]:
    """Write a taxonomy in a format, which the ending decides if not given; `TaxonomyError` if unknown."""
    name = export_format(path, format)
    if name == OWN:
        write_taxonomy(taxonomy, path)
        return ()
    return EXPORTERS[name].export_taxonomy(taxonomy, path)
