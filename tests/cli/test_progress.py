"""The progress line: totals always, time left only when it is known, nothing where nobody watches."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path

import pytest

from compare.chinese.widths import columns
from compare.cli import main, progress
from compare.cli.console import Console
from compare.cli.progress import Estimate, ProgressLine
from compare.engines.loads import Step

MEGABYTE = 1_000_000


class Clock:
    """A time that passes only when told."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


class Screen(io.StringIO):
    """What a terminal of one line shows."""

    @property
    def shown(self) -> str:
        """The line after all that was written: returns, blanks and backspaces done."""
        line: list[str] = []
        at = 0
        for char in self.getvalue():
            if char in "\r\b":
                at = 0 if char == "\r" else at - 1
            else:
                line[at : at + 1] = [char]
                at += 1
        return "".join(line).rstrip()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def line(clock: Clock, screen: Screen) -> ProgressLine:
    return ProgressLine(Console("zh").words, screen, clock)


def read(done: int, share: float = 0.0, whole: int = MEGABYTE) -> Step:
    return Step("read", done, 300, int(share * whole), whole)


def told(rate: Callable[[float], float], until: int = 100) -> list[float | None]:
    """What an estimate says every second while the share done follows `rate`."""
    estimate = Estimate(0.0)
    return [estimate.left(rate(now), float(now)) for now in range(1, until)]


def climbs(said: Iterable[float | None]) -> list[float]:
    """By how much the time left went up, wherever it did."""
    return [after - before for before, after in pairwise(left for left in said if left is not None) if after > before]


def test_the_time_left_of_even_work_is_exact() -> None:
    said = told(lambda now: now / 100)
    assert said[:5] == [None] * 5, "a twentieth must be done, and two seconds gone"
    assert [round(left or -1) for left in said[5:]] == list(range(94, 0, -1))


def test_nothing_is_said_before_anything_is_known() -> None:
    assert told(lambda now: 0.0, 10) == [None] * 9
    for looks in (
        [(0.5, 0.3), (0.6, 0.9), (0.7, 1.4), (0.8, 1.9)],  # two seconds
        [(0.5, 10.0), (0.6, 20.0)],  # one heavy file
        [(0.01, 10.0), (0.02, 20.0), (0.03, 30.0), (0.04, 40.0), (0.05, 50.0)],  # hardly begun
    ):
        estimate = Estimate(0.0)
        assert [estimate.left(*look) for look in looks] == [None] * len(looks)


def test_what_is_told_at_once_is_one_look() -> None:
    """Files that were finished beside a heavy one are told together with it, one after the other."""
    estimate = Estimate(0.0)
    said = [estimate.left((now + file) / 100, float(now)) for now in range(10, 100, 10) for file in range(-9, 1)]
    assert all(left is None for left in said[:30])
    assert [round(left or 0) for left in said[39::10]] == [60, 50, 40, 30, 20, 10]
    assert climbs(said) == []


def test_a_figure_that_contradicts_those_before_is_not_told() -> None:
    """Three looks promise five minutes more, then a heavy file ends and half is done."""
    estimate = Estimate(0.0)
    looks = [(0.02, 8.0), (0.04, 14.0), (0.06, 20.0), (0.08, 26.0), (0.5, 30.0)]
    said = [estimate.left(*look) for look in [*looks, *((0.5 + n / 60, 30.0 + n) for n in range(1, 30))]]
    assert said[4] is not None and said[4] > 250
    assert said[5] is None, "the figure of before is wrong, and what is right nobody knows yet"
    assert said[-1] is not None and said[-1] < 10


def test_a_slower_pace_comes_in_by_and_by() -> None:
    """The first third runs ten times as fast as the rest."""
    said = told(lambda now: now / 30 if now <= 10 else 1 / 3 + (now - 10) / 300, 210)
    known = [left for left in said[:200] if left is not None]
    assert all(after < 1.5 * before for before, after in pairwise(known))
    assert said[198] is not None and abs(said[198] - 11) < 6


def test_small_waverings_do_not_move_the_end() -> None:
    said = told(lambda now: (now + now % 3 / 4) / 100)
    assert sum(left is not None for left in said) > 80
    assert len(climbs(said)) <= 1


def test_the_line_says_step_totals_time_and_share(clock: Clock, screen: Screen, line: ProgressLine) -> None:
    line.show(read(0))
    assert screen.shown == "读取文件 0/300"
    for seconds in range(1, 31):
        clock.now += 1
        line.show(read(seconds * 3, seconds / 60))
    assert screen.shown == "读取文件 90/300 · 本步约剩 30 秒 · 50%"
    line.show(Step("write", 2, 6))
    assert screen.shown == "写报告 2/6"
    line.show(Step("analyse"))
    assert screen.shown == "比较"
    line.clear()
    assert screen.shown == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(4, "不到 10 秒"), (11, "20 秒"), (59, "60 秒"), (61, "2 分钟"), (3600, "60 分钟"), (7300, "2 小时 2 分钟")],
)
def test_times_are_as_precise_as_they_are_known(seconds: int, said: str, line: ProgressLine) -> None:
    assert line._time_left(seconds).endswith(said)


def test_a_short_run_draws_nothing(clock: Clock, screen: Screen, line: ProgressLine) -> None:
    small = 10_000
    for done in (0, 100, 200, 300):
        line.show(read(done, done / 300, small))
        clock.now += 0.6
    assert screen.getvalue() == ""
    line.show(Step("write", 0, 6))
    assert screen.shown == "写报告 0/6"


@pytest.mark.parametrize(
    ("width", "said"),
    [
        (80, "读取文件 30/300 · 本步约剩 30 秒 · 50%"),
        (36, "读取文件 30/300 · 本步约剩 30 秒"),
        (24, "读取文件 30/300"),
        (12, "读取文件 …"),
    ],
)
def test_a_narrow_terminal_gets_the_first_parts(
    width: int, said: str, clock: Clock, screen: Screen, line: ProgressLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(progress, "_width", lambda stream: width)
    for seconds in range(31):
        clock.now = 100.0 + seconds
        line.show(read(seconds, seconds / 60))
    assert screen.shown == said
    assert columns(said, print_width=True) < width


def test_a_pipe_or_a_log_gets_no_line(capsys: pytest.CaptureFixture[str]) -> None:
    console = Console("zh")
    console.progress(Step("read", 1, 2, 3, 10**9))
    console.finish_progress()
    assert capsys.readouterr() == ("", "")


@pytest.mark.whole
def test_a_run_tells_every_step_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setattr(progress, "_SHORT_RUN", 0.0)
    seeds = Path(__file__).resolve().parents[2] / "seeds"
    assert main(["run", str(seeds), "-o", str(tmp_path / "报告"), "--docx"]) == 0
    said = [text.strip(" \b") for text in capsys.readouterr().err.split("\r")]
    total = re.compile(r"写报告 \d/(\d)")
    writing = [match for text in said if (match := total.match(text))]
    assert said[1].startswith("读取文件 0/") and "比较" in said
    assert [match[0] for match in writing] == [f"写报告 {done}/7" for done in range(7)]
    assert said[-1] == ""
