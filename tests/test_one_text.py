"""One policy in seven files: the same paragraphs, headings, roles and codings from each."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.matrix.comparison import build_comparison
from compare.model import Study
from compare.pipeline import code, read
from compare.taxonomy.files import default_taxonomy_path, load_taxonomy
from tests.reading.make_docx import docx, levels, lists, p
from tests.reading.make_pdf import paragraphs, pdf

pytestmark = pytest.mark.whole

TITLE = "望江区科技创新三年行动计划(2024-2026年)"
TEXT = [
    "一、总体要求",
    "以建设区域创新中心为目标，坚持企业主体、市场导向，全面提升创新策源能力。",
    "二、主要任务",
    "（一）培育创新主体。实施高新技术企业倍增行动，对首次认定的高新技术企业给予一次性奖励20万元，支持科技型中小企业评价入库。",
    "（二）建设创新平台。支持龙头企业牵头组建重点实验室和工程技术研究中心，引进新型研发机构2家以上。",
    "（三）集聚创新人才。引进高层次人才和创新创业团队，建设人才公寓，发放安家补贴。",
    "三、保障措施",
    "（一）强化资金保障。设立科技信贷风险补偿资金池，引导创业投资机构投向初创企业。",
]


def numbered_docx() -> bytes:
    """一、 and （一） stand in the file only as automatic numbering."""
    body = p(TITLE)
    for line in TEXT:
        if line.startswith("（"):
            body += p(line.split("）", 1)[1], num=(1, 1))
        elif "、" in line[:2]:
            body += p(line.split("、", 1)[1], num=(1, 0))
        else:
            body += p(line)
    numbering = lists([levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))], {1: (0, "")})
    return docx(body, numbering=numbering)


def html() -> str:
    body = "".join(f"<p>{line}</p>" for line in TEXT)
    return f'<html><head><meta charset="utf-8"></head><body><h1>{TITLE}</h1><div>{body}</div></body></html>'


def variants() -> dict[str, bytes]:
    plain = "\n".join([TITLE, *TEXT])
    return {
        "gb18030.txt": plain.encode("gb18030"),
        "bom-crlf.txt": "\ufeff".encode() + plain.replace("\n", "\r\n").encode(),
        "utf16.txt": plain.encode("utf-16"),
        "plain.md": plain.replace("\n", "\n\n").encode(),
        "page.html": html().encode(),
        "numbered.docx": numbered_docx(),
        "printed.pdf": pdf(paragraphs([TITLE, *TEXT], width=30)),
    }


def outcome(study: Study) -> dict[str, object]:
    """What must be the same, whatever the file was."""
    document = study.documents[0]
    comparison = build_comparison(study)
    return {
        "paragraphs": [p.text for p in document.paragraphs],
        "keys": [p.key for p in document.paragraphs],
        "headings": [[h.label + h.text for h in p.headings] for p in document.paragraphs],
        "roles": [p.role for p in document.paragraphs],
        "types": [[c.measure_id for c in study.codings.get(p.key, ()) if c.rank] for p in document.paragraphs],
        "place": document.district,
        "period": document.metadata.value("period"),
        "counts": {column: len(comparison.cells[comparison.rows[0].key, column].any) for column in comparison.columns},
    }


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, object]]:
    taxonomy = load_taxonomy(default_taxonomy_path())
    found = {}
    for name, data in variants().items():
        path = tmp_path_factory.mktemp("one") / Path(name)
        path.write_bytes(data)
        found[name] = outcome(code(read([path]), taxonomy))
    return found


@pytest.mark.whole
def test_the_text_is_understood_at_all(outcomes: dict[str, dict[str, object]]) -> None:
    first = outcomes["gb18030.txt"]
    assert first["roles"] == ["guiding", "measure", "measure", "measure", "safeguard"]
    assert [types[:1] for types in first["types"]][1:] == [["enterprise"], ["platform"], ["talent"], ["fintech"]]  # type: ignore[attr-defined]
    assert first["period"] == "2024-2026"


@pytest.mark.parametrize("name", sorted(variants()))
def test_every_format_gives_the_same(name: str, outcomes: dict[str, dict[str, object]]) -> None:
    assert outcomes[name] == outcomes["gb18030.txt"]
