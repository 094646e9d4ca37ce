import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown import markdown

from compare.matrix.analysis import Analysis
from compare.matrix.comparison import build_comparison
from compare.model import Fact, Study
from compare.reports.markdown import render_markdown, write_markdown
from compare.reports.narrative import build_narrative
from compare.reports.narrative.markup import escape, escape_line
from tests.studies import H, P, build, small_study, wide_study

ATTACKS = (
    "<script>alert(1)</script>措施",
    "</script><img src=x onerror=alert(1)>",
    "见《<云州市办法>》|附表|",
    "1.建设*平台*_一批_",
    "2)组织`命令`~~删除~~",
    "- 列表",
    "+5G应用",
    "# 标题",
    "> 引用",
    "[链接](javascript:alert(1))",
    "![图](http://example.com/a.png)",
    "访问 http://example.com 或 www.example.com",
    "10~15家,$x$元",
    r"路径\|C:\n",
    "&lt;b&gt; &amp;",
    "--- 分隔",
    "    缩进四格",
    "=1+2",
)


NOTED = r"\[(\d+)\]\(#(e-[^)]+)\)"


class Reader(HTMLParser):
    """Collects what a reader sees and the tags behind it."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def seen(source: str) -> Reader:
    reader = Reader()
    reader.feed(markdown(source, extensions=["tables"]))
    return reader


def rendered(study: Study) -> str:
    return render_markdown(build_narrative(Analysis(study, build_comparison(study))))


def attacked(text: str) -> Study:
    """The small study with one more district whose every word is the attack."""
    body = [
        H(1, "一、", text),
        P("measure", f"{text}高新技术企业", {"enterprise": (1, "高新技术企业")}, 5, ("subsidy",), text),
    ]
    facts = {"title": text, "district": f"区{text}", "level": "区", "genre": "plan", "period": "2021-2025"}
    document, codings, intensities = build("attack", f"码{text}", facts, body)
    study = small_study()
    return replace(
        study,
        documents=(*study.documents, document),
        codings={**study.codings, **codings},
        intensities={**study.intensities, **intensities},
    )


# --- references -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("study", [small_study(), wide_study(5), wide_study(40)], ids=["small", "five", "forty"])
def test_every_reference_leads_to_its_paragraph_in_the_file(study: Study) -> None:
    comparison = build_comparison(study)
    text = render_markdown(build_narrative(Analysis(study, comparison)))
    anchors = re.findall(r'<a id="(e-[0-9a-f]+)"></a>', text)
    assert len(anchors) == len(set(anchors))
    links = re.findall(r"\[([^\]]+)\]\(#(e-[^)]+)\)", text)
    assert len(links) > 10
    assert {target for _, target in links} <= set(anchors)
    noted = [note for notes in re.findall("<sup>(.*?)</sup>", text) for note in re.findall(NOTED, notes)]
    assert len(noted) > 10
    for number, target in noted:
        assert anchors[int(number) - 1] == target


def test_notes_are_numbered_as_they_are_met_one_a_paragraph() -> None:
    text = rendered(small_study())
    listed = re.findall(r'<a id="(e-\w+)"></a>\*\*(\d+)\*\*', text)
    targets = {number: target for target, number in listed}
    met = re.findall(NOTED, text.split("比较对象\n")[1])  # the page before it links counts
    first = list(dict.fromkeys(met))
    assert [int(number) for number, _ in first] == list(range(1, len(first) + 1))
    assert len(first) > 10
    assert [int(number) for _, number in listed] == list(range(1, len(listed) + 1))
    assert len(set(targets.values())) == len(listed)


def test_no_id_of_evidence_stands_in_the_text() -> None:
    for study in (small_study(), wide_study(5)):
        text = rendered(study)
        assert not [row.id for row in build_comparison(study).evidence if row.id in text]


def test_a_note_says_where_its_paragraph_stands() -> None:
    text = rendered(small_study())
    assert re.search(r"\*\*\d+\*\*\u3000云州方案三（一）第2段，第11行\n\n> ", text)
    assert re.search(r"\*\*\d+\*\*\u3000望山报道，第\d+行\n\n> 文字不可靠", text)  # nothing of its headings


def test_quoted_evidence_is_verbatim() -> None:
    study = small_study()
    entries = rendered(study).split("引用的段落\n")[1]
    for paragraph in (p for d in study.documents if d.grade != "E" for p in d.paragraphs):
        if f"e-{paragraph.key}" in entries:
            assert f"\n> {escape_line(paragraph.text)}" in entries


def test_matrix_holds_the_counts_of_the_cells() -> None:
    study = small_study()
    comparison = build_comparison(study)
    lines = rendered(study).split("比较矩阵\n")[1].split("\n## ")[0].splitlines()
    for row in comparison.rows:
        cells = next(line for line in lines if line.startswith(f"| {row.label} |")).strip("| ").split(" | ")
        assert cells[2] == str(row.units)
        for column, shown in zip(comparison.columns, cells[3:], strict=True):
            cell = comparison.cells[row.key, column]
            plain = re.sub(r"\[(.*?)\]\(.*?\)", r"\1", shown)
            numbers = {mark: sum(map(int, n.split("+"))) for mark, n in re.findall(r"([●◆◐○]) ([\d+]+)", plain)}
            assert numbers.get("●", 0) == len(cell.any)
            assert numbers.get("◆", 0) == len(cell.practice)
            assert numbers.get("◐", 0) == len(cell.safeguard)
            assert numbers.get("○", 0) == (cell.mentions if cell.symbol == "○" else 0)
            assert ("%" in plain) == bool(cell.share)
            assert (cell.symbol if cell.symbol != "n/a" else "不适用") in plain
            if cell.any:
                assert re.search(rf"● {len(cell.primary)}(\+\d+)?\b", plain)


# --- what must not be printed -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_words_of_a_garbled_document_are_quoted(lang: str) -> None:
    study = small_study()
    study = replace(study, settings=replace(study.settings, lang=lang))
    text = rendered(study)
    for document in (d for d in study.documents if d.grade == "E"):
        pieces = [p.text for p in document.paragraphs] + [h.text for h in document.outline]
        pieces += [flag.quote for flag in document.flags]
        for piece in filter(None, pieces):
            for start in range(max(1, len(piece) - 7)):
                assert piece[start : start + 8] not in text
    garbled = next(d for d in study.documents if d.grade == "E")
    assert any(f"](#e-{paragraph.key})" in text for paragraph in garbled.paragraphs)  # counted and noted all the same


@pytest.mark.parametrize("attack", ATTACKS)
def test_whatever_a_text_says_is_shown_and_nothing_else_happens(attack: str) -> None:
    plain = " ".join(attack.split())
    for source in (
        f"> {escape_line(attack)}",
        f"见{escape(attack)}。",
        f"| a | b |\n| --- | --- |\n| {escape(attack)} | c |",
    ):
        reader = seen(source)
        assert plain in reader.text
        assert reader.tags <= {"blockquote", "p", "table", "thead", "tbody", "tr", "th", "td"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_report_keeps_its_shape_under_attack(attack: str) -> None:
    text = rendered(attacked(attack))
    reader = seen(text)
    assert reader.tags <= {
        "h1", "h2", "h3", "p", "ul", "ol", "li", "strong", "a", "sup", "blockquote",
        "table", "thead", "tbody", "tr", "th", "td",
    }  # fmt: skip
    assert " ".join(attack.split()) in reader.text
    for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1


def test_title_of_a_district_is_escaped() -> None:
    study = small_study()
    first = study.documents[0]
    renamed = replace(first, metadata=replace(first.metadata, district=Fact("*云|州*", "manifest")))
    text = rendered(replace(study, documents=(renamed, *study.documents[1:])))
    assert text.startswith("# 政策措施比较：")
    assert r"\*云\|州\*" in text.splitlines()[0]


# --- the file ---------------------------------------------------------------------------------------------------


def test_same_study_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        study = small_study()
        write_markdown(build_narrative(Analysis(study, build_comparison(study))), tmp_path / name)
    data = (tmp_path / "a.md").read_bytes()
    assert data == (tmp_path / "b.md").read_bytes()
    assert b"\r" not in data and data.endswith(b"\n")


def test_no_evidence_no_section_is_empty() -> None:
    text = rendered(wide_study(1, paragraphs=2))
    assert "无从比较" in text
    assert not re.search(r"\n## [^\n]+\n+(?=#{1,2} |\Z)", text)
