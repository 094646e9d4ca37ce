"""Make the tables of learned words, of the shipped taxonomy and of roles, from hand-coded paragraphs.

    python benchmarks/learn.py FOLDER [--output taxonomy/weights/innovation.tsv]
                                      [--roles compare/lexicons/learned_roles.tsv]

FOLDER holds gold/dev*.tsv with their texts, gold/train.tsv and the sources. The same labels and versions of
scikit-learn and rjieba give the same bytes. How good it is on documents left out: ``quality.py --leave-out FOLDER``.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from labels import load_labels

from compare.documents.learned_roles import roles_text
from compare.learning import learn
from compare.learning.roles import learn_roles
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
from compare.taxonomy.learned_words import learned_text

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "taxonomy/weights/innovation.tsv"
ROLES = ROOT / "compare/lexicons/learned_roles.tsv"


def main() -> None:
    """Write the tables and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=TABLE)
    parser.add_argument("--roles", type=Path, default=ROLES)
    options = parser.parse_args()
    taxonomy = replace(load_taxonomy(default_taxonomy_path()), learned=None)
    labels = load_labels(options.folder, taxonomy)
    words, roles = learn(taxonomy, labels.samples), learn_roles(labels.role_samples)
    _write(options.output, learned_text(words, taxonomy, _remarks(len(labels.samples))))
    _write(options.roles, roles_text(roles, _role_remarks(len(labels.role_samples))))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    print(f"{sum(not line.startswith('#') for line in text.splitlines()) - 1} rows: {path}")


def _remarks(count: int) -> str:
    return (
        f"已学词：从 {count} 个人工编码的段落学得，每词在某处出现时给某类加（减）多少分；可以改，可以删行。\n"
        f"Learned words: points that a word at a place adds to a type; {_made()}\n"
        "type: threshold of all points from which the type is given, mark of the definition it was learned for."
    )


def _role_remarks(count: int) -> str:
    return (
        f"已学的角色词：从 {count} 个人工编码的段落学得。没有规则说话的段落，只凭文种算措施；这些词的分加起来够了，\n"
        "就是办事规定（admin）。负分是措施的词。可以改，可以删行。\n"
        "Learned words of roles: a paragraph of which no rule speaks is a measure by the kind of its document;\n"
        f"words in it and above it whose points reach what is needed make it admin; {_made()}"
    )


def _made() -> str:
    versions = f"scikit-learn {version('scikit-learn')}, rjieba {version('rjieba')}"
    return f"may be edited. Made by benchmarks/learn.py,\n{versions}."


if __name__ == "__main__":
    main()
