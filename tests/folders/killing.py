"""Kill a piece of work exactly before the n-th change it makes on the disk.

In: a function and a folder. Out: the changes it makes below that folder, or how it ended when it was killed.
Every opening for writing, rename, removal and making of a folder is seen through Python's audit events, so nothing has
to be known of the code under test.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_EVENTS = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.link", "os.symlink")
_INSIDE = ("os.remove", "os.rmdir")
"""events that shutil.rmtree raises with names inside an open folder"""
KILLED = 137


def changes_of(work: Callable[[], object], below: Path) -> list[str]:
    """What `work` does to the disk below a folder, in order; it runs in a child."""
    reading, writing = os.pipe()

    def see(event: str) -> None:
        os.write(writing, f"{event}\n".encode())

    ended = _in_child(work, below, see)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as pipe:
        seen = pipe.read().splitlines()
    assert ended == 0, seen
    return seen


def kill_before(change: int, work: Callable[[], object], below: Path) -> int:
    """Run `work` in a child that ends, as by kill -9, before its change of that number; the exit status."""
    seen = 0

    def see(event: str) -> None:
        nonlocal seen
        if seen == change:
            os._exit(KILLED)
        seen += 1

    return _in_child(work, below, see)


def _in_child(work: Callable[[], object], below: Path, see: Callable[[str], None]) -> int:
    child = os.fork()
    if not child:
        status = 1
        try:
            sys.addaudithook(lambda event, given: see(f"{event} {given[0]}") if _changes(event, given, below) else None)
            work()
            status = 0
        finally:
            os._exit(status)  # neither pytest nor coverage goes on in the child
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _changes(event: str, given: tuple[object, ...], below: Path) -> bool:
    if event not in _EVENTS and not (event == "open" and isinstance(given[2], int) and given[2] & _WRITING):
        return False
    path = os.fsdecode(given[0]) if isinstance(given[0], str | bytes | os.PathLike) else ""
    return path.startswith(str(below)) or (event in _INSIDE and not os.path.isabs(path))  # noqa: PTH117
