"""Small made-up documents and the ways to store and read them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from compare.model import Source
from compare.problems import Problem
from compare.reading import DEFAULT_LIMITS, Limits, read_sources

POLICY = (
    "望江区促进科技创新若干措施",
    "第一条 培育创新主体。对首次通过认定的高新技术企业，给予一次性奖励20万元；对入库的科技型中小企业，给予研发后补助。",
    "第二条 建设创新平台。推动链主企业会同院校共建创新联合体，新获批的省级重点实验室按1∶1配套，最高不超过300万元。",
    "第三条 壮大孵化载体。鼓励社会力量利用闲置厂房改建众创空间、加速器，年度考核优秀的奖励50万元。",
    "第四条 本办法于2023年5月1日起实行，有效期三年。",
)
"""an invented scheme; every article is running text"""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Source]:
    """Store bytes or text under a name and read the one document in it."""

    def read_one(name: str, data: bytes | str, limits: Limits = DEFAULT_LIMITS) -> Source:
        found = items(tmp_path, name, data, limits)
        sources = [item for item in found if isinstance(item, Source)]
        assert len(sources) == 1, found
        return sources[0]

    return read_one


@pytest.fixture
def fail(tmp_path: Path) -> Callable[..., Problem]:
    """Store bytes or text under a name and return the one problem that its reading gives."""

    def read_problem(name: str, data: bytes | str, limits: Limits = DEFAULT_LIMITS) -> Problem:
        found = items(tmp_path, name, data, limits)
        errors = [item for item in found if isinstance(item, Problem) and item.severity == "error"]
        assert len(errors) == 1 and not any(isinstance(item, Source) for item in found), found
        return errors[0]

    return read_problem


def items(folder: Path, name: str, data: bytes | str, limits: Limits = DEFAULT_LIMITS) -> list[Source | Problem]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return list(read_sources([path], limits))


def lines(source: Source) -> list[str]:
    """The words of a source, line by line, without indents."""
    return [block.text.strip() for block in source.blocks]
