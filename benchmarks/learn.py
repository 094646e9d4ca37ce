"""Make the table of learned words of the shipped taxonomy from hand-coded paragraphs.

    python benchmarks/learn.py FOLDER [--output taxonomy/weights/innovation.tsv]

FOLDER holds gold/dev*.tsv with their texts, gold/train.tsv and the sources. The same labels and versions of
scikit-learn and rjieba give the same bytes. How good it is on documents left out: ``quality.py --leave-out FOLDER``.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from labels import load_labels

from compare.learning import learn
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
from compare.taxonomy.learned_words import learned_text

TABLE = Path(__file__).resolve().parent.parent / "taxonomy/weights/innovation.tsv"


def main() -> None:
    """Write the table and say how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=TABLE)
    options = parser.parse_args()
    taxonomy = replace(load_taxonomy(default_taxonomy_path()), learned=None)
    samples = load_labels(options.folder, taxonomy).samples
    table = learn(taxonomy, samples)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(learned_text(table, taxonomy, _remarks(len(samples))), encoding="utf-8", newline="\n")
    print(f"{len(table.words)} rows from {len(samples)} paragraphs: {options.output}")


def _remarks(count: int) -> str:
    return (
        f"已学词：从 {count} 个人工编码的段落学得，每词在某处出现时给某类加（减）多少分；可以改，可以删行。\n"
        "Learned words: points that a word at a place adds to a type; may be edited. Made by benchmarks/learn.py,\n"
        f"scikit-learn {version('scikit-learn')}, rjieba {version('rjieba')}.\n"
        "type: threshold of all points from which the type is given, mark of the definition it was learned for."
    )


if __name__ == "__main__":
    main()
