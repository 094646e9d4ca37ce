"""Where the time of one run goes: seconds of each stage, in one process, as JSON. Started by `scale.py`.

    python benchmarks/stages.py read|study|write FOLDER JOBS SOURCES…

`read` ends with the documents, `study` with the codings; `write` goes on to the comparison and each report. Read and
study are processes of their own because a text that has been looked at once may be cheaper the second time. Only names
that older states have too are used: which `compare` is measured is a matter of PYTHONPATH. Each stage has processor
seconds (finished workers included) and wall seconds. Example: ``{"start": [0.5, 0.52], "reading": [2.1, 2.15]}``.
"""

from __future__ import annotations

import inspect
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import compare.cli.run  # noqa: F401 - what a run imports
from compare import reports
from compare.model import Study, Taxonomy
from compare.reports.folder import open_folder
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

try:
    from compare.matrix.analysis import analyse
except ImportError:  # the report took a pair before 0.2
    from compare.matrix.frames import build_comparison  # type: ignore[import-not-found]

    def analyse(study: Study) -> Any:  # type: ignore[misc]
        return study, build_comparison(study)


try:
    from compare.pipeline import code, read
except ImportError:  # as they were called before 0.2
    from compare.pipeline import code_corpus as code  # type: ignore[attr-defined,no-redef]
    from compare.pipeline import read_corpus as read  # type: ignore[attr-defined,no-redef]


class Marks:
    """Times between the ends of stages."""

    def __init__(self) -> None:
        self.stages: dict[str, tuple[float, float]] = {}
        self._cpu, self._wall = 0.0, time.perf_counter()

    def end(self, stage: str) -> None:
        """What has passed since the last stage belongs to this one."""
        cpu, wall = sum(os.times()[:4]), time.perf_counter()
        self.stages[stage] = (cpu - self._cpu, wall - self._wall)
        self._cpu, self._wall = cpu, wall

    def around(self, stage: str, report: Callable[..., Any]) -> Callable[..., Any]:
        """The report, which ends a stage when it is written."""

        def write(*given: Any) -> Any:
            written = report(*given)
            self.end(stage)
            return written

        return write


def study_of(sources: list[Path], taxonomy: Taxonomy, jobs: int) -> Study:
    """Reading, structure and coding; older states took the number of workers for coding alone."""
    if "work" in inspect.signature(read).parameters:
        from compare.pipeline import Work

        work = Work(jobs=jobs)
        return code(read(sources, taxonomies=(taxonomy,), work=work), taxonomy, work=work)
    return code(read(sources), taxonomy, jobs=jobs)  # type: ignore[call-arg]


def time_reports(marks: Marks) -> None:
    """Let each report end a stage; older states had a dictionary of functions."""
    if isinstance(reports.REPORTS, dict):
        reports.REPORTS.update({name: marks.around(name, write) for name, write in reports.REPORTS.items()})
    else:
        reports.REPORTS = tuple(replace(r, write=marks.around(r.name, r.write)) for r in reports.REPORTS)


def main(last: str, folder: Path, jobs: int, sources: list[Path]) -> None:
    marks = Marks()
    marks.end("start")
    taxonomy = load_taxonomy(default_taxonomy_path())
    marks.end("taxonomy")
    if last == "read":
        read(sources)
        marks.end("reading")
    else:
        study = study_of(sources, taxonomy, jobs)
        marks.end("study")
    if last == "write":
        analysis = analyse(study)
        marks.end("analysis")
        time_reports(marks)
        with open_folder(folder) as place:
            place.write(analysis)
        marks.end("folder")
    print(json.dumps(marks.stages))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), [Path(word) for word in sys.argv[4:]])
