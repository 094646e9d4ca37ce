"""What a whole `policy-compare run` costs as the corpus grows, stage by stage, against another state of the code.

    PYTHONPATH=. python benchmarks/scale.py [SOURCES …] [--documents 10 100 1000] [--jobs 1 2]
                                            [--against COMMIT] [--runs 3]

Without sources the corpora are made (`corpus.py`). Each run is a process of its own, from start to files; the two
states take turns, each with its own taxonomy, and `ratio` is the median of new : old over the turns, so that other work
on the machine disturbs it less. Figures are medians. CPU is user + system of the command and its workers; memory is the
highest sum of the proportional shares (PSS) of all its processes, looked at every 100 ms (at every 50 the looking took
7 % of a processor); MB are those of the files.
The stages are those of `stages.py`, one process, without what the command does around them.
Needs Linux (/proc), and git for --against.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from corpus import write_corpus

HERE = Path(__file__).resolve().parent
EVERY = 0.1
"""seconds between two looks at the memory"""
MB = 1_000_000
KEYS = ("wall s", "CPU s", "peak MB")


class State(NamedTuple):
    """A checkout that is measured."""

    name: str
    folder: Path


class Cost(NamedTuple):
    """What one process and all below it took."""

    wall: float
    cpu: float
    megabytes: float


# --- one process -------------------------------------------------------------------------------------------------


def tree(pid: int) -> Iterator[int]:
    """A process and all that come from it."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from tree(int(child))


def memory(pid: int) -> float:
    """Megabytes of a process and all below it; memory that they share counts once."""
    kilobytes = 0
    with suppress(OSError):  # it has just ended
        for each in tree(pid):
            with suppress(OSError):
                rows = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
                kilobytes += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return kilobytes * 1024 / MB


class Watcher(threading.Thread):
    """Remembers the most memory that a process and its workers held at once."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0.0
        self._pid = pid
        self._over = threading.Event()

    def run(self) -> None:
        while not self._over.wait(EVERY):
            self.peak = max(self.peak, memory(self._pid))

    def end(self) -> float:
        """Stop looking; the peak."""
        self._over.set()
        self.join()
        return self.peak


def start(state: State, words: Sequence[str], place: Path, **streams: object) -> subprocess.Popen[bytes]:
    """Python of this environment with the modules of a state, in a folder that holds none."""
    environment = {**os.environ, "PYTHONPATH": str(state.folder)}
    return subprocess.Popen([sys.executable, *words], cwd=place, env=environment, **streams)  # type: ignore[call-overload, no-any-return]


def cost(state: State, words: Sequence[str], place: Path) -> Cost:
    """Run to the end and measure; what it says goes to a file that is shown if it fails."""
    with tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = start(state, words, place, stdout=said, stderr=said)
        watcher = Watcher(process.pid)
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        peak = watcher.end()
        said.seek(0)
        if process.returncode:
            sys.exit(f"{state.name}: {' '.join(words)}\n{said.read().decode()}")
    return Cost(wall, used.ru_utime + used.ru_stime, peak)


def output(state: State, words: Sequence[str], place: Path) -> str:
    """What a process prints; its complaints are shown."""
    process = start(state, words, place, stdout=subprocess.PIPE)
    said = process.communicate()[0].decode()
    if process.returncode:
        sys.exit(f"{state.name}: {' '.join(words)}")
    return said.strip()


# --- two states --------------------------------------------------------------------------------------------------


def checked_out(commit: str, folder: Path) -> State:
    """The files of a commit, unpacked into a folder."""
    packed = subprocess.run(["git", "-C", str(HERE.parent), "archive", commit], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return State(commit[:12], folder)


def check(state: State, place: Path) -> None:
    """It must be this state that runs, not an installed one; its byte code is made on the way."""
    found = Path(output(state, ["-c", "import compare, compare.cli.run; print(compare.__file__)"], place))
    if not found.is_relative_to(state.folder):
        sys.exit(f"{state.name}: {found} would be measured")


def in_turns(states: Sequence[State], runs: int) -> Iterator[State]:
    """Each state in every turn; who comes first changes."""
    for turn in range(runs):
        yield from states if turn % 2 == 0 else reversed(states)


# --- tables ------------------------------------------------------------------------------------------------------


def row(name: str, measured: dict[str, list[float]], states: Sequence[State]) -> list[str]:
    """Medians, and new : old if there is an old state: the median of the turns."""
    middles = [statistics.median(measured[s.name]) for s in states]
    cells = [f"{middle:.{2 if middle >= 1 else 3}f}" for middle in middles]
    if len(states) > 1:
        pairs = [new / old for new, old in zip(*(measured[s.name] for s in states), strict=True) if old]
        cells.append(f"{statistics.median(pairs):.2f}" if pairs else "–")
    return [name, *cells]


def show(head: str, states: Sequence[State], rows: Iterable[Sequence[str]]) -> None:
    """A table, the first column to the left."""
    for name, *cells in ([head, *(s.name for s in states), *["ratio"] * (len(states) - 1)], *rows):
        print(f"{name:34}" + "".join(f"{cell:>14}" for cell in cells), flush=True)
    print(flush=True)


def whole_runs(states: Sequence[State], sources: list[str], jobs: int, runs: int, place: Path) -> Iterator[list[str]]:
    """Rows of the whole command with this number of workers."""
    costs: dict[str, list[Cost]] = {s.name: [] for s in states}
    for state in in_turns(states, runs):
        with tempfile.TemporaryDirectory(dir=place) as folder:
            words = ["-m", "compare", "run", *sources, "-o", f"{folder}/out", "--jobs", str(jobs)]
            costs[state.name].append(cost(state, words, place))
    for column, key in enumerate(KEYS):
        values = {name: [c[column] for c in measured] for name, measured in costs.items()}
        yield row(f"jobs {jobs}: {key}", values, states)
    rates = {name: [size(sources) / c.cpu for c in measured] for name, measured in costs.items()}
    yield row(f"jobs {jobs}: MB/s of CPU", rates, states)


def stages(
    states: Sequence[State], sources: list[str], jobs: Sequence[int], runs: int, place: Path
) -> Iterator[list[str]]:
    """Rows of the stages."""
    found: dict[str, dict[str, list[float]]] = {}
    for state in in_turns(states, runs):
        for name, seconds in one_turn(state, sources, jobs, place).items():
            found.setdefault(name, {}).setdefault(state.name, []).append(seconds)
    return (row(name, values, states) for name, values in found.items())


def one_turn(state: State, sources: list[str], jobs: Sequence[int], place: Path) -> dict[str, float]:
    """CPU of the stages of one process; then how long reading to coding takes with each number of workers."""
    reading, _ = staged(state, "read", 1, sources, place)["reading"]
    cpu = {name: seconds for name, (seconds, _) in staged(state, "write", 1, sources, place).items()}
    study = cpu.pop("study")
    seconds = {
        "start, imports": cpu.pop("start"), "taxonomy": cpu.pop("taxonomy"), "reading, structure": reading,
        "coding (the difference)": study - reading, "reading to coding": study, **cpu,
    }  # fmt: skip
    walls = [staged(state, "study", number, sources, place)["study"][1] for number in jobs]
    for number, wall in zip(jobs, walls, strict=True):
        seconds[f"reading to coding, jobs {number}: wall"] = wall
    for number, wall in zip(jobs[1:], walls[1:], strict=True):
        seconds[f"jobs {jobs[0]} : jobs {number}"] = walls[0] / wall
    return seconds


def staged(state: State, last: str, jobs: int, sources: list[str], place: Path) -> dict[str, tuple[float, float]]:
    """Processor and wall seconds of each stage of one process."""
    with tempfile.TemporaryDirectory(dir=place) as folder:
        words = ["-P", str(HERE / "stages.py"), last, folder, str(jobs), *sources]
        return {name: (cpu, wall) for name, (cpu, wall) in json.loads(output(state, words, place)).items()}


def size(sources: Sequence[str]) -> float:
    """Megabytes of all files."""
    files = [file for source in map(Path, sources) for file in (source.rglob("*") if source.is_dir() else [source])]
    return sum(file.stat().st_size for file in files if file.is_file()) / MB


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="*", type=Path)
    parser.add_argument("--documents", nargs="+", type=int, default=[10, 100, 1000])
    parser.add_argument("--jobs", nargs="+", type=int, default=[1, 2])
    parser.add_argument("--against", metavar="COMMIT")
    parser.add_argument("--runs", type=int, default=3)
    return parser.parse_args()


def main() -> None:
    options = arguments()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        states = [State("new", HERE.parent)]
        if options.against:
            states.append(checked_out(options.against, place / "old"))
        for state in states:
            check(state, place)
        corpora = {"": [str(source.resolve()) for source in options.sources]}
        if not options.sources:
            corpora = {f"{n} documents, ": [str(place / f"made-{n}")] for n in options.documents}
            for number in options.documents:
                write_corpus(place / f"made-{number}", number)
        for called, sources in corpora.items():
            print(f"{called}{size(sources):.2f} MB, {options.runs} turns")
            whole = (r for jobs in options.jobs for r in whole_runs(states, sources, jobs, options.runs, place))
            show("whole command", states, whole)
            show("CPU seconds of one process", states, stages(states, sources, options.jobs, options.runs, place))


if __name__ == "__main__":
    main()
