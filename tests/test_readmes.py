"""The READMEs word for word: every command is run on a copy, what they promise is there, what they name exists."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import click
import docx
import openpyxl
import pytest

from compare.cli import main
from compare.cli import program as command_line
from compare.documents.manifest import NAME, read_manifest
from compare.reading.limits import DEFAULT_LIMITS, adjust_limits
from compare.rules.folder import read_rules
from compare.taxonomy.files import load_taxonomy
from tests.readme_tables import made_anew

pytestmark = pytest.mark.whole

ROOT = Path(__file__).resolve().parents[1]
READMES = {
    name: (ROOT / name).read_text(encoding="utf-8")
    for name in ("README.md", "README.zh-CN.md", "taxonomy/README.md", "compare/rules/README.md")
}
PLACES = {"SOURCES…": "seeds", "DIR": "结果", "文件夹": "各地政策", "FILE:LINE": "seeds/qingcheng.txt:55"}
"""what a placeholder of the text stands for"""
Command = list[str]
Captured = pytest.CaptureFixture[str]


def blocks(readme: str, *languages: str) -> list[str]:
    """The code blocks of some languages."""
    found = re.findall(r"^```(\w*)\n(.*?)^```", READMES[readme], re.DOTALL | re.MULTILINE)
    return [text for language, text in found if language in languages]


def commands(readme: str) -> Iterator[Command]:
    """Every command of the code blocks, as words; Windows paths with slashes, below the folder of the test."""
    plain = [text for text in blocks(readme, "") if text.startswith("policy-compare")]
    for text in [*blocks(readme, "sh", "bat"), *plain]:
        for line in text.splitlines():
            for part in re.sub(r"\s#.*", "", line).split("&&"):
                if part.strip():
                    yield shlex.split(part.replace("D:\\", "").replace("\\", "/"))


def sets_up(command: Command) -> bool:
    """Whether a command makes or tests an installation: `test_the_installation` runs those."""
    return Path(command[0]).name in ("pip", "pytest") or command[1:3] == ["-m", "venv"]


def spoken(readme: str) -> Iterator[Command]:
    """Every whole command in the running text and in tables."""
    for text in re.findall(r"`(policy-compare [^`]+)`", re.sub(r"```.*?```", "", READMES[readme], flags=re.DOTALL)):
        yield [PLACES.get(word, word) for word in shlex.split(text.replace("D:\\", "").replace("\\", "/"))]


def options_of(readme: str) -> list[str]:
    """What a table of options says in its last column: `--by year`、`--by level`."""
    rows = re.findall(r"^\| [^|]+ \| (`-.+) \|$", READMES[readme], re.MULTILINE)
    return [option for row in rows for option in re.findall(r"`(-[^`]+)`", row)]


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of seeds/ whose workbook somebody has reviewed."""
    folder = tmp_path_factory.mktemp("复核") / "报告"
    assert main(["run", str(ROOT / "seeds"), "-o", str(folder)]) == 0
    book = openpyxl.load_workbook(folder / "matrix.xlsx")
    sheet = book["证据与复核"]
    head = next(row for row in sheet.iter_rows(max_row=8) if any(cell.value == "复核结论" for cell in row))
    column = next(cell.column for cell in head if cell.value == "复核结论")
    for row in range(head[0].row + 1, head[0].row + 4):
        sheet.cell(row, column, "同意")
    book.save(folder / "复核后.xlsx")
    return folder


@pytest.fixture
def bench(tmp_path: Path, reviewed: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what a reader of the READMEs has: the samples, the taxonomies, policies of his own, reports."""
    for name in ("seeds", "taxonomy"):
        shutil.copytree(ROOT / name, tmp_path / name)
    (tmp_path / "各地政策").mkdir()
    shutil.copy(ROOT / "seeds" / "qingcheng.txt", tmp_path / "各地政策" / "某区规划.txt")
    shutil.copy(ROOT / "seeds" / "huadu.txt", tmp_path / "各地政策" / "他区规划.txt")
    for name in ("旧结果", "新结果"):
        shutil.copytree(reviewed, tmp_path / name, ignore=shutil.ignore_patterns("复核后.xlsx"))
    for name in ("复核后.xlsx", "甲.xlsx", "乙.xlsx"):
        shutil.copy(reviewed / "复核后.xlsx", tmp_path / name)
    for name in ("mine", "我的规则", "my-rules"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "roles_goals.yaml").write_text("rules: [{name: dated-goal, off: true}]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def call(words: Command, capsys: Captured) -> str:
    """Run a command of ours; what it said."""
    code = main(words)
    said = capsys.readouterr()
    assert code in ((0, 1) if "--strict" in words else (0,)), (words, said.err)
    assert "内部出错" not in said.err
    return said.out + said.err


@pytest.mark.parametrize("readme", READMES)
def test_every_command_in_a_code_block_works(readme: str, bench: Path, capsys: Captured) -> None:
    ours = [command for command in commands(readme) if not sets_up(command)]
    assert len(ours) >= 3
    for program, *words in ours:
        assert Path(program).name == "policy-compare", program
        call(words, capsys)
        for option, name in pairwise(words):
            if option == "-o":
                assert (bench / name).exists(), words
                assert (bench / name / "matrix.xlsx").is_file() or words[0] == "taxonomy"


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_script_works(readme: str, bench: Path) -> None:
    """On any system: D:\\ is the folder of the test."""
    (script,) = blocks(readme, "python")
    exec(compile(script.replace("D:\\", ""), readme, "exec"), {})
    (folder,) = (name for name in ("results", "对比结果") if (bench / name).exists())
    assert (bench / folder / "manifest.json").is_file()


@pytest.mark.parametrize("readme", READMES)
def test_every_command_in_the_text_works(readme: str, bench: Path, capsys: Captured) -> None:
    main(["taxonomy", "new", "我的词典.yaml", "--from", "policy-tools"])
    for words in spoken(readme):
        call(words[1:], capsys)


def test_every_option_of_the_tables_works(bench: Path, capsys: Captured) -> None:
    (bench / "表.csv").write_text("标题,正文\n清城区措施,对孵化器给予补贴，最高20万元。\n", encoding="utf-8")
    docx.Document().save(str(bench / "红头.docx"))
    written = options_of("README.zh-CN.md")
    assert {"--as-of 2026-11-01", "--by year", "--docx", "-t innovation -t policy-tools"} <= set(written)
    for number, option in enumerate(o for o in written if o != "--watch"):
        source = "表.csv" if "--columns" in option else "各地政策"
        call(["run", source, "-o", f"选项{number}", *option.split()], capsys)
        assert (bench / f"选项{number}" / "manifest.json").is_file()
    call(["run", "seeds", "-o", "复核", "--decisions", "复核后.xlsx"], capsys)


def test_every_option_that_is_named_exists() -> None:
    known = set(options_below(click.Context(command_line())))
    for readme, text in READMES.items():
        named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", text))
        assert (named and named <= known) or readme == "taxonomy/README.md", named - known


def options_below(ctx: click.Context) -> Iterator[str]:
    """The options of a command and of all commands below it."""
    yield from (name for param in ctx.command.get_params(ctx) for name in param.opts if name.startswith("--"))
    if isinstance(ctx.command, click.Group):
        for name in ctx.command.list_commands(ctx):
            inner = ctx.command.get_command(ctx, name)
            assert inner is not None
            yield from options_below(click.Context(inner, parent=ctx))


def test_every_file_of_a_run_that_is_promised_is_there(bench: Path, capsys: Captured) -> None:
    rows = re.findall(r"^\| (`.+?) \| ", READMES["README.md"].partition("## What a run writes")[2], re.MULTILINE)
    files = [name for row in rows for name in re.findall(r"`([\w.]+\.\w+)`", row)]
    assert {"matrix.xlsx", "report.docx", "manifest.json"} <= set(files)
    call(["run", "seeds", "-o", "全", "--docx"], capsys)
    assert [name for name in files if not (bench / "全" / name).is_file()] == []
    sheets = set(openpyxl.load_workbook(bench / "全" / "matrix.xlsx", read_only=True).sheetnames)
    chapter = READMES["README.zh-CN.md"].partition("## 三、")[2].partition("## 四、")[0]
    named = re.findall(r"^- \*\*(?:先看)?“(.+?)”\*\*", chapter, re.MULTILINE)
    assert len(named) >= 5 and set(named) <= sheets


@pytest.mark.parametrize("readme", READMES)
def test_every_file_that_is_named_is_there(readme: str) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", READMES[readme])
    coded = re.findall(r"`((?:compare|taxonomy|seeds|reports|benchmarks|tests)/[\w./-]*)`", READMES[readme])
    missing = [name for name in linked if not ((ROOT / readme).parent / name).exists()]
    missing += [name for name in coded if not (ROOT / name).exists()]
    assert missing == []


@pytest.mark.parametrize("text", [t for name in READMES for t in blocks(name, "yaml")])
def test_every_example_in_yaml_is_read_without_a_word(text: str, tmp_path: Path) -> None:
    if text.startswith("documents:"):
        (tmp_path / NAME).write_text(text, encoding="utf-8")
        manifest = read_manifest(tmp_path / NAME)
        assert manifest.entries and manifest.problems == ()
    elif re.search("^(?:rules|lists|more):", text, re.M):
        (tmp_path / "roles_goals.yaml").write_text(text, encoding="utf-8")
        assert read_rules(tmp_path).changes
    else:
        (tmp_path / "例.yaml").write_text(text, encoding="utf-8")
        assert load_taxonomy(tmp_path / "例.yaml").keywords


def test_the_marked_tables_are_what_the_program_would_write() -> None:
    text = READMES["README.md"]
    assert len(re.findall("<!-- table: ", text)) >= 3
    assert made_anew(text) == text, "run: make tables"


def test_limits_can_be_set_as_the_table_shows_them() -> None:
    rows = re.findall(r"^\| `(\w+)` \| ([\d,]+(?: MB)?) \|", READMES["README.md"], re.MULTILINE)
    told = {name: value.replace(",", "").replace(" ", "") for name, value in rows if hasattr(DEFAULT_LIMITS, name)}
    assert set(told) == {field.name for field in fields(DEFAULT_LIMITS)}
    assert adjust_limits(",".join(f"{name}={value}" for name, value in told.items())) == DEFAULT_LIMITS


def test_every_extra_that_is_named_can_be_installed() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    named = {name for text in READMES.values() for name in re.findall(r"(?:policy-compare|\.|`)\[([a-z]+)\]", text)}
    assert {"learn", "dev"} <= named <= set(extras)


def test_both_readmes_install_in_the_same_way() -> None:
    english, chinese = (
        [[word for word in c if word != "-q"] for c in commands(name) if sets_up(c)]
        for name in ("README.md", "README.zh-CN.md")
    )
    plain = [[re.sub("^python3$", "python", word).replace("/bin/", "/Scripts/") for word in c] for c in english]
    assert chinese and all(command in plain for command in chinese)


@pytest.mark.slow
def test_watching_codes_again_after_a_save(bench: Path) -> None:
    (bench / "词.yaml").write_text("人才: [博士]\n", encoding="utf-8")
    words = ["run", "各地政策", "-t", "词.yaml", "-o", "看", "--watch"]
    with subprocess.Popen([sys.executable, "-m", "compare", *words], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        while "正在看着" not in process.stdout.readline():
            assert process.poll() is None
        (bench / "词.yaml").write_text("人才: [博士, 孵化器]\n", encoding="utf-8")
        assert "已重新归类" in process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) in (0, 130)


@pytest.mark.slow
@pytest.mark.parametrize("number", [0, 1])
def test_the_installation(number: int, tmp_path: Path) -> None:
    """The two commands of README.md as they stand, on a copy of what is under version control; needs the network."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("not a checkout")
    for name in listed.stdout.decode().split("\0"):
        if name and (ROOT / name).is_file():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, tmp_path / name)
    if number == 0:  # the first command makes the report
        shutil.rmtree(tmp_path / "reports" / "seeds")
    clean = {key: value for key, value in os.environ.items() if key not in ("VIRTUAL_ENV", "PYTHONPATH")}
    command = blocks("README.md", "sh")[number]
    done = subprocess.run(
        ["bash", "-ec", command], cwd=tmp_path, env=clean, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    assert (tmp_path / "reports/seeds/matrix.xlsx").is_file()
