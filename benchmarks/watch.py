"""How long `run --watch` takes from a save of the taxonomy to the differences on the screen.

    python benchmarks/watch.py [sources …]             default: seeds/

Starts the command as a user would, with a copy of the shipped taxonomy, raises and lowers the threshold six times and
times each from the save to the first difference on the screen (a look at the files every 0.15 s included).
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import SEEDS

from compare.taxonomy.files import default_taxonomy_path

SAVES = 6


def main(sources: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(default_taxonomy_path().parent, folder / "taxonomy")
        taxonomy = folder / "taxonomy" / default_taxonomy_path().name
        words = ["run", *map(str, sources or [SEEDS]), "-o", str(folder / "out"), "-t", str(taxonomy)]
        with subprocess.Popen(
            [sys.executable, "-m", "compare", *words, "--watch", "--lang", "en"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8",
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        ) as process:  # fmt: skip
            try:
                seconds = measure(process, taxonomy)
            finally:
                process.terminate()
    median, least = statistics.median(seconds), min(seconds)
    print(f"save to difference: median {median:.2f} s, best {least:.2f} s of {len(seconds)} saves")


def measure(process: subprocess.Popen[str], taxonomy: Path) -> list[float]:
    """Seconds of every save."""
    assert process.stdout is not None
    read_until(process, "watching")
    text = taxonomy.read_text(encoding="utf-8")
    stricter = text.replace("threshold: 3", "threshold: 6", 1)
    assert stricter != text
    seconds = []
    for number in range(SAVES):
        time.sleep(0.5)
        taxonomy.write_text(text if number % 2 else stricter, encoding="utf-8")
        start = time.perf_counter()
        read_until(process, "coded again")
        process.stdout.readline()
        seconds.append(time.perf_counter() - start)
    return seconds


def read_until(process: subprocess.Popen[str], beginning: str) -> None:
    """Read lines up to one with this beginning; the command ends only when we end it."""
    assert process.stdout is not None
    while not (line := process.stdout.readline()).startswith(beginning):
        assert line, "the command has ended"


if __name__ == "__main__":
    main([Path(word) for word in sys.argv[1:]])
