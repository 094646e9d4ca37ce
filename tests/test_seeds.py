"""The five sample documents, read with their manifest and without: what an analyst would check by hand."""

from __future__ import annotations

import itertools
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from compare.matrix.comparison import build_comparison
from compare.model import OTHER, Comparison, Document, Study
from compare.pipeline import code, read
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy

pytestmark = pytest.mark.whole

SEEDS = Path(__file__).parents[1] / "seeds"
PLACES = {
    "huadu.txt": ("花都区", "区", "广州市"), "zengcheng.txt": ("增城区", "区", "广州市"),
    "qingcheng.txt": ("清城区", "区", "清远市"),
    "guangzhou.txt": ("广州市", "副省级市", "广东省"), "jiangmen.txt": ("江门市", "地级市", "广东省"),
}  # fmt: skip
INJECTED = re.compile("必威|kaiyun|开云|baidu|icp", re.IGNORECASE)


@pytest.fixture(scope="module", params=["with manifest", "texts alone"])
def study(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder = SEEDS
    if request.param == "texts alone":
        folder = tmp_path_factory.mktemp("texts")
        for file in SEEDS.glob("*.txt"):
            shutil.copy(file, folder)
    return code(read([folder]), load_taxonomy(default_taxonomy_path()))


@pytest.fixture(scope="module")
def comparison(study: Study) -> Comparison:
    return build_comparison(study)


def named(study: Study, file: str) -> Document:
    return next(d for d in study.documents if d.file == file)


def flags(study: Study, file: str) -> dict[str, int]:
    return {f.code: f.count for f in named(study, file).flags}


def symbols(comparison: Comparison, district: str) -> dict[str, str]:
    row = next(r.key for r in comparison.rows if r.label == district)
    return {column: comparison.cells[row, column].symbol for column in comparison.columns}


def test_five_documents_five_places_nothing_wrong(study: Study) -> None:
    assert study.problems == ()
    found = {d.file: (d.district, d.metadata.value("level"), d.metadata.value("parent")) for d in study.documents}
    assert found == PLACES
    assert all(d.included for d in study.documents)
    assert len({d.code for d in study.documents}) == 5


def test_nothing_of_the_page_or_the_link_farms_is_a_paragraph(study: Study) -> None:
    for document in study.documents:
        for text in [
            *(p.text for p in document.paragraphs),
            *(h.text for h in document.outline),
            document.title,
            document.metadata.value("issuer"),
        ]:
            assert not INJECTED.search(text), text
            assert not re.search("版权声明|著作权|扫一扫|网站首页|主办单位|点击次数|分享到|联系方式", text), text


def test_every_paragraph_quotes_its_lines(study: Study) -> None:
    for document in study.documents:
        lines = (SEEDS / document.file).read_text(encoding="utf-8").split("\n")
        for paragraph in document.paragraphs:
            assert paragraph.lines is not None
            first, last = paragraph.lines
            assert re.sub(r"\s", "", "".join(lines[first - 1 : last])).endswith(re.sub(r"\s", "", paragraph.text))
        spans = [p.lines for p in document.paragraphs if p.lines]
        assert all(a[1] < b[0] for a, b in itertools.pairwise(spans))


# -- qingcheng: a plan behind its notice ------------------------------------------------------------------------


def test_qingcheng_heading_tree(study: Study) -> None:
    outline = named(study, "qingcheng.txt").outline
    top = [h for h in outline if h.level == 1 and h.label]
    assert [h.label for h in top] == ["一、", "二、", "三、", "四、"]
    below: Counter[str] = Counter()
    chapter = ""
    for heading in outline:
        chapter = heading.label if heading.level == 1 else chapter
        below[chapter] += heading.level == 2
    assert (below["三、"], below["四、"]) == (10, 4)


def test_qingcheng_contents_make_no_headings(study: Study) -> None:
    outline = named(study, "qingcheng.txt").outline
    assert not any(re.search(r"-\s*\d+\s*-", h.text) for h in outline)
    top = [h.text for h in outline if h.level == 1]
    assert len(top) == len(set(top))
    assert flags(study, "qingcheng.txt")["toc_removed"] == 13


def test_qingcheng_problems_contribute_nothing(study: Study) -> None:
    document = named(study, "qingcheng.txt")
    section = [p for p in document.paragraphs if any(h.text == "存在问题" for h in p.headings)]
    assert len(section) == 5
    assert "".join(p.text for p in section).count("人才") >= 3
    assert {p.role for p in section} == {"problem"}
    evidence = {e.paragraph_key for e in build_comparison(study).evidence}
    assert not evidence & {p.key for p in section}


def test_qingcheng_roles_by_chapter(study: Study) -> None:
    roles: dict[str, set[str]] = {}
    for paragraph in named(study, "qingcheng.txt").paragraphs:
        roles.setdefault(paragraph.headings[0].label if paragraph.headings else "", set()).add(paragraph.role)
    assert roles["一、"] == {"achievement", "problem", "situation"}
    assert roles["二、"] == {"guiding", "goal"}
    assert roles["三、"] == {"measure"}
    assert roles["四、"] == {"safeguard", "monitoring"}


def test_qingcheng_flaws(study: Study) -> None:
    found = flags(study, "qingcheng.txt")
    assert {"issuer_corrupted", "injected_spam", "attachments_missing", "wrapper_incomplete", "footnote"} <= set(found)
    assert found["attachments_missing"] == 2
    document = named(study, "qingcheng.txt")
    assert (document.grade, document.metadata.value("issuer"), document.metadata.value("issued")) == (
        "B",
        "",
        "2022-08-18",
    )
    (noted,) = [p for p in document.paragraphs if p.caveats]
    assert noted.text.startswith("创新驱动发展格局初步形成1。")


# -- jiangmen: a reposted plan in hard-wrapped lines ------------------------------------------------------------


def test_jiangmen_lines_are_joined_and_the_repost_is_peeled(study: Study) -> None:
    found = flags(study, "jiangmen.txt")
    assert found["line_wraps_joined"] == 6
    assert "reposted" in found
    document = named(study, "jiangmen.txt")
    assert sum(p.lines is not None and p.lines[1] > p.lines[0] for p in document.paragraphs) == 6
    assert [h.label for h in document.outline] == ["一、", "二、", "三、", "四、", "五、", "六、", "七、"]
    assert (document.metadata.value("issuer"), document.metadata.value("number")) == ("江门市科学技术局", "")
    assert (document.metadata.value("issued"), document.metadata.value("period")) == ("2015-12-07", "2015-2017")


def test_jiangmen_counts_its_fifteen_tasks(study: Study, comparison: Comparison) -> None:
    row = next(r for r in comparison.rows if r.label == "江门市")
    assert (row.units, row.practices, row.safeguards) == (15, 0, 0)
    assert symbols(comparison, "江门市")["incubator"] == "●"


# -- guangzhou: an explainer ------------------------------------------------------------------------------------


def test_guangzhou_has_talent_and_finance_only_as_safeguards(study: Study, comparison: Comparison) -> None:
    found = symbols(comparison, "广州市")
    assert found["talent"] == found["fintech"] == "◐"
    row = next(r.key for r in comparison.rows if r.label == "广州市")
    assert comparison.cells[row, "talent"].reason == comparison.cells[row, "fintech"].reason == "safeguard-only"
    assert named(study, "guangzhou.txt").grade == "C"
    assert "summary_only" in flags(study, "guangzhou.txt")


def test_guangzhou_names_five_actions_and_five_safeguards_and_what_is_required(comparison: Comparison) -> None:
    row = next(r for r in comparison.rows if r.label == "广州市")
    assert (row.units, row.practices, row.safeguards) == (5, 0, 6)


# -- zengcheng: machine-replaced news ---------------------------------------------------------------------------


def test_zengcheng_is_practice_and_not_to_be_quoted(study: Study, comparison: Comparison) -> None:
    document = named(study, "zengcheng.txt")
    assert {p.role for p in document.paragraphs} <= {"practice", "achievement"}
    assert {"garbled_text", "injected_spam", "result_report"} <= set(flags(study, "zengcheng.txt"))
    assert document.grade == "E"
    row = next(r for r in comparison.rows if r.label == "增城区")
    assert row.units == 0
    assert row.practices >= 13
    found = symbols(comparison, "增城区")
    assert "●" not in found.values()
    assert found["enterprise"] == found["platform"] == found["incubator"] == "◆"


# -- huadu: a chapter without numbers ---------------------------------------------------------------------------


def test_huadu_sixteen_measures_of_the_six_types(study: Study, comparison: Comparison) -> None:
    row = next(r for r in comparison.rows if r.label == "花都区")
    assert row.units == 16
    counts = [len(comparison.cells[row.key, c].primary) for c in comparison.columns]
    assert dict(zip(comparison.columns, counts, strict=True)) == {
        "enterprise": 3, "platform": 4, "incubator": 1, "fintech": 1, "talent": 4, "transfer": 3, OTHER: 0,
    }  # fmt: skip
    assert {"chapter_excerpt", "no_numbering"} <= set(flags(study, "huadu.txt"))
    assert [h.level for h in named(study, "huadu.txt").outline].count(1) == 4


# -- all --------------------------------------------------------------------------------------------------------


def test_a_second_run_says_the_same(tmp_path: Path) -> None:
    for file in sorted(SEEDS.iterdir(), reverse=True):
        shutil.copy(file, tmp_path / file.name)
    taxonomy = load_taxonomy(default_taxonomy_path())
    files = sorted(tmp_path.glob("*.txt"), reverse=True)
    one, two = code(read([tmp_path]), taxonomy), code(read(files), taxonomy)
    assert one.documents == two.documents
    assert list(one.codings.items()) == list(two.codings.items())
    assert (one.targets, one.amounts, one.programmes, one.bodies) == (
        two.targets,
        two.amounts,
        two.programmes,
        two.bodies,
    )


def test_removing_a_keyword_changes_only_paragraphs_that_had_it(study: Study) -> None:
    from dataclasses import replace

    from compare.coding import code_document

    word = "孵化器"
    measures = tuple(
        replace(m, keywords=tuple(k for k in m.keywords if k.text != word)) for m in study.taxonomy.measures
    )
    without = replace(study.taxonomy, measures=measures, fingerprint="without")
    for document in study.documents:
        before, after = code_document(document, study.taxonomy).codings, code_document(document, without).codings
        for paragraph in document.paragraphs:
            near = [*(h.text for h in paragraph.headings), paragraph.text, paragraph.lead, document.title]
            if not any(word in text for text in near):
                assert before.get(paragraph.key) == after.get(paragraph.key), paragraph.text


def test_a_score_is_the_sum_of_its_reasons(study: Study) -> None:
    codings = [c for found in study.codings.values() for c in found]
    assert len(codings) > 100
    assert all(c.score == round(sum(r.points for r in c.reasons), 3) for c in codings)
    texts = {key: p.text for key, p in study.paragraphs.items()}
    assert all(texts[c.paragraph_key][m.span.start : m.span.end] == m.quote for c in codings for m in c.matches)
