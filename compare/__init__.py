"""policy-compare: district science-and-technology policies, read, coded and laid side by side.

The rooms, in the order a content analyst works:
reading (file → Source) · documents (Source → Document) · taxonomy (YAML → Taxonomy) · coding (paragraph → Codings)
· matrix (codings → Comparison) · review (a person's decisions) · reports (study → files) · folders (a report on the
disk: whose its files are, how a new one takes its place) · engines (where work runs) · cli (words and exit codes).
Below them: rules (what decides, as entries) · chinese (text as characters) · yamlfiles (YAML as analysts type it) ·
lexicons (what the program knows).
The nouns stand in `model`, their closed vocabularies in `kinds`, what people read for them in `wording`; what is done
with one file in `one_file`, all files together in `corpus`, the whole way in `pipeline`, flat tables in `records`, the
same for pandas in `dataframes`. `learning` makes a table of learned words and stands beside the way.

From Python the way has the same steps as on the command line:

    import compare

    corpus = compare.read("seeds")                       # files → Corpus; paths as str or Path, one or several
    study = compare.code(corpus)                         # under a taxonomy → Study
    analysis = compare.analyse(study)                    # the matrix and what follows from it → Analysis
    compare.write(analysis, "报告")                       # the folder that the command writes
    compare.frames(analysis).evidence                    # pandas

What goes wrong is a `CompareError` that reads as a sentence. Names are loaded when they are first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.corpus import Corpus
    from compare.dataframes import Frames, frames
    from compare.engines.loads import Work
    from compare.matrix.analysis import Analysis
    from compare.model import (
        Amount,
        Coding,
        Comparison,
        Document,
        Evidence,
        Paragraph,
        Settings,
        Study,
        Target,
        Taxonomy,
    )
    from compare.one_file import Reading
    from compare.pipeline import analyse, code, read, write
    from compare.problems import CompareError, Problem
    from compare.rules.folder import read_rules
    from compare.taxonomy.files import load_taxonomy

__version__ = "0.2.0"
__all__ = [
    "Amount", "Analysis", "Coding", "CompareError", "Comparison", "Corpus", "Document", "Evidence", "Frames",
    "Paragraph", "Problem", "Reading", "Settings", "Study", "Target", "Taxonomy", "Work",
    "analyse", "code", "frames", "load_taxonomy", "read", "read_rules", "write",
]  # fmt: skip

_HOMES = {
    "compare.corpus": ("Corpus",),
    "compare.dataframes": ("Frames", "frames"),
    "compare.engines.loads": ("Work",),
    "compare.matrix.analysis": ("Analysis",),
    "compare.one_file": ("Reading",),
    "compare.pipeline": ("analyse", "code", "read", "write"),
    "compare.problems": ("CompareError", "Problem"),
    "compare.rules.folder": ("read_rules",),
    "compare.taxonomy.files": ("load_taxonomy",),
}
"""module → the public names that stand in it; all others stand in `compare.model`"""


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first asked for: the help of the command needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = next((module for module, names in _HOMES.items() if name in names), "compare.model")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
