"""Find the taxonomy a user names: a path, or the name of a shipped one.

In: ``innovation`` or ``我的词典.yaml``. Out: a path. Example: ``find_taxonomy("policy-tools")``.
"""

from __future__ import annotations

from pathlib import Path

from compare.problems import UsageError, problem
from compare.taxonomy.files import packaged_taxonomies


def find_taxonomy(name: str) -> Path:
    """The file; raises `UsageError` that lists the shipped names."""
    path = Path(name)
    if path.is_file():
        return path
    shipped = packaged_taxonomies()
    if name in shipped:
        return shipped[name]
    raise UsageError(problem("cli.taxonomy-unknown", name=name, known="、".join(sorted(shipped))))
