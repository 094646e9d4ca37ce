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

_ENDINGS = {".csv": "table", ".yml": "quanteda"} | {e.SUFFIX: name for name, e in reversed(EXPORTERS.items())}
"""what a file's ending stands for; of two formats with the same ending the first"""


def export_taxonomy(taxonomy: Taxonomy, path: Path, format: str = "") -> tuple[Problem, ...]:
    """Write a taxonomy in a foreign format, which the ending decides if not given; `TaxonomyError` if unknown."""
    name = format or _ENDINGS.get(path.suffix.lower(), "")
    if name not in EXPORTERS:
        allowed = " ".join(EXPORTERS)
        raise TaxonomyError(problem("taxonomy.format-unknown", "error", name=format or path.name, allowed=allowed))
    return EXPORTERS[name].export_taxonomy(taxonomy, path)
