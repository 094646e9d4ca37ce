"""policy-compare: district science-and-technology policies, read, coded and laid side by side.

The rooms, in the order a content analyst works:
reading (file → Source) · documents (Source → Document) · taxonomy (YAML → Taxonomy) · coding (paragraph → Codings)
· matrix (codings → Comparison) · review (a person's decisions) · reports (study → files) · folders (a report on the
disk: whose its files are, how a new one takes its place) · engines (where work runs) · cli (words and exit codes).
The nouns stand in `model`, what is done with one file in `one_file`, all files together in `corpus`, the whole way in
`pipeline`.

For scripts: ``study = compare.build_study([Path("seeds")], compare.load_taxonomy(Path("taxonomy/innovation.yaml")))``,
then ``compare.write_reports(compare.analyse(study), Path("报告"))``.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from compare.pipeline import Reading, Work, analyse, build_study, code_corpus, decide, read_corpus
    from compare.reports.folder import write_reports
    from compare.taxonomy.files import load_taxonomy

__version__ = "0.1.0"
__all__ = [
    "Reading", "Work", "analyse", "build_study", "code_corpus", "decide", "load_taxonomy", "read_corpus",
    "write_reports",
]  # fmt: skip

_ELSEWHERE = {"load_taxonomy": "compare.taxonomy.files", "write_reports": "compare.reports.folder"}


def __getattr__(name: str) -> Any:
    """A public name, loaded when it is first asked for: the help of the command needs none of them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "compare.pipeline")), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
