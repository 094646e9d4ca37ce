"""Support sums: every case of tests/quality/amounts.tsv, and what a row must keep true."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.coding.amounts import find_amounts
from compare.model import Amount, Document, Fact, Metadata, Paragraph

CASES = Path(__file__).parents[1] / "quality" / "amounts.tsv"


def paragraph(text: str, role: str = "measure", key: str = "p1", lead: str = "") -> Paragraph:
    return Paragraph(key=key, index=0, text=text, lines=None, headings=(), role=role, lead=lead)  # type: ignore[arg-type]


def document(*paragraphs: Paragraph, genre: str = "scheme") -> Document:
    metadata = Metadata(genre=Fact(genre, "manifest"))
    return Document(
        id="d1", code="云溪2026", file="a.txt", digest="", format="txt", metadata=metadata, paragraphs=paragraphs
    )


def _cases() -> list[tuple[str, ...]]:
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return [tuple((line + "\t").split("\t")[:5]) for line in lines[1:]]


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.10g}"


def _printed(row: Amount, fields: int, names: list[str]) -> str:
    amount = _number(row.amount) + (f"~{_number(row.amount_to)}" if row.amount_to is not None else "")
    plain = [row.kind, amount, _number(row.rate), row.per or row.basis, row.beneficiary, row.tier, _number(row.years)]
    more = {"cond": row.condition, "flags": ",".join(row.flags)}
    return "|".join([*plain[:fields], *(f"{name}={more[name]}" for name in names)])


@pytest.mark.parametrize("case", _cases(), ids=lambda case: case[0])
def test_case(case: tuple[str, ...]) -> None:
    _, role, genre, text, expected = case
    rows = find_amounts(document(paragraph(text, role), genre=genre), {})
    wanted = expected.split(" ;; ") if expected else []
    names = [[field.split("=")[0] for field in row.split("|")[7:]] for row in wanted]
    printed = [_printed(row, 7, names[i] if i < len(names) else []) for i, row in enumerate(rows)]
    assert printed == wanted


@pytest.mark.parametrize("text", ["按0:1比例给予配套", "按1:99999999999999999999比例给予配套"])
def test_a_ratio_that_cannot_be_is_none(text: str) -> None:
    assert find_amounts(document(paragraph(f"对获得省级立项的项目，{text}。")), {}) == ()


def test_spans_quote_the_text() -> None:
    text = "对新认定的孵化器，给予最高５０万元补助，另按房租的３０％给予补贴。"
    rows = find_amounts(document(paragraph(text)), {"p1": "incubator"})
    assert [text[r.span.start : r.span.end] for r in rows] == ["５０万元", "３０％"]
    assert [r.raw for r in rows] == ["最高５０万元", "３０％"]
    assert [r.measure_id for r in rows] == ["incubator", "incubator"]
    assert len({r.id for r in rows}) == 2 and {r.sentence for r in rows} == {text}


def test_beneficiary_of_the_lead_in_sentence() -> None:
    item = paragraph("（一）国家级的，给予100万元补助。", lead="对获得认定的众创空间，按以下标准给予补助：")
    (row,) = find_amounts(document(item), {})
    assert (row.kind, row.amount, row.beneficiary, row.condition) == ("fixed", 100.0, "众创空间", "国家级")


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("对新认定的孵化器，给予50万元奖励。", "measure", ("measure", ())),
        ("对新认定的孵化器，给予50万元奖励。", "practice", ("practice", ())),
        ("去年以来，向孵化器发放补助50万元。", "measure", ("practice", ("past",))),
        ("强化保障，每年安排财政专项资金50万元。", "safeguard", ("safeguard", ())),
        ("对已设立工作站的企业，给予不低于50万元奖励。", "measure", ("measure", ("floor",))),
    ],
)
def test_layer_tells_support_from_money_spent(text: str, role: str, expected: tuple[str, tuple[str, ...]]) -> None:
    (row,) = find_amounts(document(paragraph(text, role)), {})
    assert (row.layer, row.flags) == expected


@pytest.mark.parametrize(
    "text",
    [
        "发挥基金作用，带动社会投资30亿元。", "支持重点企业，拉动消费超500亿元。", "加强预算评审，压减资金42亿元。",
        "设立引导基金，撬动社会资本20亿元。", "支持平台企业，产值达到30亿元。",
    ],
)  # fmt: skip
def test_what_support_brought_about_is_no_support(text: str) -> None:
    assert find_amounts(document(paragraph(text)), {}) == ()


def test_ranges_and_floors_of_rates() -> None:
    text = "对技术交易按实际支出的10%-20%给予补助。转化收益奖励团队的份额不低于奖励总额的70%。"
    first, second = find_amounts(document(paragraph(text)), {})
    assert (first.rate, first.rate_to, first.flags) == (10.0, 20.0, ("range",))
    assert (second.rate, second.raw, second.flags) == (70.0, "不低于奖励总额的70%", ("floor",))


def test_word_of_sums_in_both_languages() -> None:
    from compare import lexicons

    kinds = {"cap", "fixed", "rate", "match", "tier", "per_unit", "stock", "total"}
    for lang in ("zh", "en"):
        assert {f"kind_{kind}" for kind in kinds} <= set(lexicons.words("amounts", lang))


def test_case_count() -> None:
    assert len(_cases()) >= 60 and sum(not case[4] for case in _cases()) >= 12
