"""What one `policy-compare run` costs as a whole: wall time, processor time, memory, and where the time goes.

    python benchmarks/run.py [sources …]               default: seeds/

Five runs of the whole command with `--jobs 1`, from start to files; processor time is user + system of the process,
which other work on the machine disturbs less than wall time. Then the start-up in steps (each a process of its own)
and the phases of a run inside one process.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from texts import SEEDS

RUNS = 5
STEPS = {
    "interpreter": "pass",
    "help": "from compare.cli import main; main(['--help'])",
    "modules of run": "import compare.cli.run",
}
PHASES = """
import sys, time
from pathlib import Path
marks = [("interpreter", time.process_time())]
mark = lambda name: marks.append((name, time.process_time()))
import compare.cli.run
from compare.matrix.frames import build_comparison
from compare.pipeline import code_corpus, read_corpus
from compare.reports.folder import write_reports
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
mark("modules")
taxonomy = load_taxonomy(default_taxonomy_path()); mark("taxonomy")
corpus = read_corpus([Path(p) for p in sys.argv[2:]]); mark("read")
study = code_corpus(corpus, taxonomy); mark("code")
comparison = build_comparison(study); mark("matrix")
write_reports((study, comparison), Path(sys.argv[1])); mark("write")
for (_, before), (name, after) in zip([("", 0.0), *marks], marks): print(f"  {name:16}{after - before:6.2f}")
"""


def measure(words: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds, megabytes at most of one process."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, words
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def line(name: str, measured: list[tuple[float, float, float]]) -> str:
    """Medians and the least processor time."""
    wall, processor, memory = (statistics.median(column) for column in zip(*measured, strict=True))
    least = min(m[1] for m in measured)
    return f"{name:16}wall {wall:6.2f} s   processor {processor:6.2f} s (least {least:.2f})   memory {memory:4.0f} MB"


def main(sources: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        command = ["-m", "compare", "run", *sources, "-o", f"{name}/out", "--jobs", "1"]
        measure(command)  # byte code and page cache
        print(line("run", [measure(command) for _ in range(RUNS)]))
        for step, code in STEPS.items():
            print(line(step, [measure(["-c", code]) for _ in range(RUNS)]))
        print("phases of one run, processor seconds:", flush=True)
        subprocess.run([sys.executable, "-c", PHASES, f"{name}/phases", *sources], check=True)


if __name__ == "__main__":
    main([str(Path(word)) for word in sys.argv[1:]] or [str(SEEDS)])
