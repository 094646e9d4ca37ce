"""``policy-compare rules …`` as an analyst meets it: exit codes, sentences with places."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.cli import main
from compare.rules import topics
from tests.rules.test_folder import OWN, write

pytestmark = pytest.mark.whole


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return write(tmp_path, OWN)


def test_all_rules_are_listed_with_why_they_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list"]) == 0
    said = capsys.readouterr().out
    assert all(f"{topic}/" in said for topic in topics())
    assert "roles_goals/dated-goal" in said


def test_a_folders_changes_are_marked(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, OWN + "  - {name: dated-goal, off: true}\n")
    assert main(["rules", "list", str(own), "--topic", "roles_goals"]) == 0
    said = capsys.readouterr().out
    assert "own-outlook（本文件夹新增）" in said and "dated-goal（停用）" in said


def test_a_whole_entry_can_be_copied(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", "--name", "dated-goal"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# roles_goals.yaml") and "any_of" in said


@pytest.mark.parametrize("words", [["--name", "nowhere"], ["--topic", "nowhere"]])
def test_an_unknown_name_is_said_with_what_there_is(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "list", *words]) == 2
    assert "roles_goals" in capsys.readouterr().err or words[0] == "--name"


def test_the_packaged_rules_pass(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test"]) == 0
    assert main(["rules", "lint", "--strict"]) == 0
    assert "0 个错误，0 个提醒" in capsys.readouterr().out


def test_a_failing_sentence_is_one(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "test", str(own)]) == 0
    write(own, OWN.replace("我们的愿景是", "目标是"))
    assert main(["rules", "test", str(own)]) == 1
    assert "目标是建成创新高地" in capsys.readouterr().out


def test_lint_warns_of_what_proves_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "lint", str(own), "--strict"]) == 0
    write(own, "\n".join(line for line in OWN.splitlines() if "misses" not in line))
    assert main(["rules", "lint", str(own)]) == 0
    assert main(["rules", "lint", str(own), "--strict"]) == 1
    assert "misses" in capsys.readouterr().err


def test_a_slip_ends_every_command_before_anything_is_read(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(own, OWN.replace("any_of", "any_off"))
    for words in (["rules", "lint", str(own)], ["rules", "test", str(own)],
                  ["run", "seeds", "--rules", str(own), "-o", str(own / "out")],
                  ["explain", "seeds/huadu.txt:55", "--rules", str(own)],
                  ["inspect", "seeds/huadu.txt", "--rules", str(own)]):  # fmt: skip
        assert main(words) == 2
        assert "roles_goals.yaml:" in capsys.readouterr().err
    assert not (own / "out").exists()


def test_the_group_has_a_page_of_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "--help"]) == 0
    assert "lint" in capsys.readouterr().out
