"""Noun phrases: whole names of things, and nothing that only stands beside them."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from pathlib import Path

import pytest

from compare.chinese.phrases import names_a_thing, noun_phrases

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("text", "phrases"),
    [
        ("支持高校院所建设概念验证中心。", ("概念验证中心",)),
        ("由市工信局牵头,推行告知承诺制。", ("告知承诺制",)),
        ("各地区按职责分工负责,市场监管局、省财政厅配合。", ()),
        ("全面推广电子证照,建立健全工作机制。", ("电子证照",)),
        ("支持怀柔科学城、南沙区发展。", ()),
        ("完善市场准入负面清单管理。", ("市场准入负面清单",)),
        ("人行太原中心支行负责。", ()),
        ("建设 ＡＩ 政务服务平台;政务服务平台上线。", ("政务服务平台",)),
        ("", ()),
    ],
)
def test_phrases_of_a_text(text: str, phrases: tuple[str, ...]) -> None:
    assert noun_phrases([text]) == [phrases]


def test_each_text_has_its_own(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert noun_phrases(["推行电子证照。", "", "推行电子证照,发放投标保证金。"]) == [
            ("电子证照",), (), ("电子证照", "投标保证金"),
        ]  # fmt: skip
    assert not caplog.records


def test_endings_of_names() -> None:
    assert names_a_thing("概念验证中心") and not names_a_thing("营商环境")


def test_only_the_dictionary_that_came_with_jieba_counts(tmp_path: Path) -> None:
    """Neither its cache file nor words that a script has added; nothing is said and nothing is written."""
    script = (
        "import jieba; jieba.setLogLevel(60); jieba.add_word('推行电子', tag='n'); jieba.suggest_freq('证照库', True)\n"
        "from compare.chinese.phrases import noun_phrases\n"
        "print(noun_phrases(['推行电子证照库。'])[0])"
    )
    (tmp_path / "jieba.cache").write_bytes(b"broken")
    environment = {
        **os.environ,
        "TMPDIR": str(tmp_path),
        "TEMP": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHONUTF8": "1",
    }
    said = []
    for code in (script.partition("\n")[2], script):
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True)
        said.append((done.stdout.decode("utf-8"), done.stderr))
        if code != script:
            assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("jieba.cache", b"broken")]
    assert said[0] == ("('电子证照库',)\n", b"")
    assert said[1][0] == said[0][0]
