"""Amounts side by side: what a sum is for, what is no grant, who states none."""

from __future__ import annotations

from pathlib import Path

import pytest

import compare
from compare.matrix.analysis import Analysis
from compare.matrix.grids.amount_objects import clause, clause_end
from compare.matrix.grids.amounts import AmountGrid, AmountLine, _order
from compare.matrix.grids.supports import Support

SCHEME = """临江区促进科技创新若干措施
一、对新认定的孵化器，国家级、省级分别给予90万元、40万元奖励。
二、高新技术企业获得发明专利授权的，每件资助3000元，同一企业年度累计不超过20万元。
三、对首次上市的企业，给予100万元奖励。
四、企业加大研发投入的，按其增量的8%给予补助，最高60万元。
五、设立规模2亿元的科技成果转化基金。
六、对年营业收入2000万元以上的企业，优先推荐申报科技计划项目。
七、对引进的博士后，给予每人10万元科研经费，出站后留区工作的，给予25万元安家补贴。
八、采取后补助方式支持企业建设重点实验室。
九、对获评健康食堂的企业，给予3万元奖励。
十、对获批的孵化器、众创空间、重点实验室、新型研发机构给予5万元奖励。
临江区人民政府办公室
2024年3月1日
"""
PLAN = """南浦区科技创新发展规划（2021-2025年）
第三章 重点任务
一、培育创新主体
采取财政后补助等方式鼓励企业建设研发机构，推动规上企业开展研发活动。
综合运用风险补偿、股权投资以及后补助等多种方式支持科技企业。
二、完善科技金融
设立天使投资引导基金，吸引产业投资基金落户南浦，加强知识产权质押融资服务。
三、保障科研条件
加强专项资金管理，提高资金使用效率。
"""


def analysed(folder: Path, **texts: str) -> Analysis:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return compare.analyse(compare.code(compare.read(folder)))


@pytest.fixture(scope="module")
def grid(tmp_path_factory: pytest.TempPathFactory) -> AmountGrid:
    return analysed(tmp_path_factory.mktemp("two"), scheme=SCHEME, plan=PLAN).amount_grid


def told(grid: AmountGrid, object: str, row: str = "临江区") -> list[Support]:
    key = next(key for _, key in grid.cells if key.startswith(row))
    return list(grid.cell(AmountLine(object, ""), key).supports)


def raws(supports: list[Support]) -> list[tuple[str, str]]:
    return [(amount.tier, amount.raw) for support in supports for amount in support.amounts]


def test_tiers_of_a_sentence_stand_in_their_order(grid: AmountGrid) -> None:
    assert raws(told(grid, "incubator")) == [("国家级", "90万元"), ("省级", "40万元")]


def test_what_is_paid_for_goes_before_who_is_paid(grid: AmountGrid) -> None:
    (patent, limit) = told(grid, "invention-patent")
    assert (patent.amounts[0].per, patent.amounts[0].raw) == ("每件", "3000元")
    assert not told(grid, "high-tech")
    assert limit.kind == "limit" and limit.amounts[0].per == "同一企业年度累计"


def test_a_cap_stands_beside_the_rate_that_it_bounds(grid: AmountGrid) -> None:
    (support,) = told(grid, "research-spending")
    assert [a.kind for a in support.amounts] == ["rate", "cap"]


def test_sums_of_one_sentence_for_two_objects_are_apart(grid: AmountGrid) -> None:
    assert [a.amount for s in told(grid, "postdoc") for a in s.amounts] == [10.0]
    assert [a.amount for s in told(grid, "housing") for a in s.amounts] == [25.0]


def test_a_fund_is_no_grant_and_a_threshold_nothing(grid: AmountGrid) -> None:
    assert [s.kind for _, cell in grid.cells.items() for s in cell.supports if "2亿元" in str(raws([s]))] == ["pool"]
    assert not [s for cell in grid.cells.values() for s in cell.supports if "2000万元" in str(raws([s]))]


def test_receiver_and_condition_are_words_of_the_sentence(grid: AmountGrid) -> None:
    (support,) = told(grid, "listing")
    assert (support.receiver, support.condition) == ("企业", "首次上市的企业")


def test_what_is_in_doubt_has_no_object(grid: AmountGrid) -> None:
    named = [a.raw for (line, _), cell in grid.cells.items() for s in cell.supports for a in s.amounts if line.object]
    assert "3万元" not in named and "5万元" not in named  # of four objects in a list none is the one


def test_tools_without_a_figure(grid: AmountGrid) -> None:
    assert [s.tool for s in told(grid, "laboratory")] == ["后补助"]
    assert [s.tool for s in told(grid, "research-body", "南浦区")] == ["后补助"]
    assert [s.tool for s in told(grid, "fund", "南浦区")] == ["引导基金"]  # what is attracted is nobody's tool
    assert [s.tool for s in told(grid, "ip-pledge", "南浦区")] == ["知识产权质押融资"]
    assert not told(grid, "tech-sme", "南浦区")  # a list of instruments is for nothing in particular


def test_who_states_and_who_does_not(grid: AmountGrid, tmp_path: Path) -> None:
    assert not grid.nobody_states
    assert [key[:3] for key in (*grid.stating, *grid.silent)] == ["临江区", "南浦区"]
    alone = analysed(tmp_path, plan=PLAN).amount_grid
    assert alone.nobody_states and not alone.stating and alone.lines


def test_money_already_paid_is_not_in_the_grid(tmp_path: Path) -> None:
    paid = SCHEME.replace("给予100万元奖励", "去年以来已发放奖励100万元")
    grid = analysed(tmp_path, scheme=paid).amount_grid
    assert [a.raw for a in grid.practices] == ["100万元"]
    assert not [a for cell in grid.cells.values() for s in cell.supports for a in s.amounts if a.amount == 100]


def test_rows_that_state_sums_go_first_where_there_is_no_room(grid: AmountGrid, tmp_path: Path) -> None:
    analysis = analysed(tmp_path, scheme=SCHEME, plan=PLAN)
    shown, left_out = analysis.amount_grid.columns(analysis.comparison.rows, 1)
    assert [row.label[:3] for row in (*shown, *left_out)] == ["临江区", "南浦区"]
    assert len(shown) == 1


def test_lines_of_types_without_a_column_have_an_order_too(tmp_path: Path) -> None:
    taxonomy = analysed(tmp_path, 临江区="对企业给予奖励10万元。").study.taxonomy
    lines = [AmountLine("", measure.id) for measure in taxonomy.measures]
    order = _order([taxonomy.types[0].id], taxonomy)
    assert len(set(map(order, lines))) == len(lines)


PARTS = """河东区支持科技创新若干措施
一、对新引进的人才发放租房补贴，其中博士每月1800元，硕士每月900元。
二、购置数据查询系统、快速成型设备、知识产权服务软件、展示设备的，按投入的20%给予补助，最高30万元。
三、对考核优秀的众创空间给予12万元奖励，科研助理岗位给予6万元奖励。
四、首次创业的，可申请三档“科技创新券”（分别为60万元、40万元、30万元、20万元）支持。
五、对考核优秀的孵化器运营单位给予25万元奖励，对引进项目的孵化器管理公司给予15万元奖励。
六、发展夜间经济，对示范街区给予70万元奖励。
河东区人民政府办公室
2024年3月1日
"""


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> AmountGrid:
    return analysed(tmp_path_factory.mktemp("parts"), scheme=PARTS).amount_grid


def test_a_clause_without_a_verb_goes_on_with_the_one_before(parts: AmountGrid) -> None:
    assert [raw for _, raw in raws(told(parts, "housing", "河东区"))] == ["1800元", "900元"]
    assert not told(parts, "graduates", "河东区")


def test_one_thing_of_a_list_is_not_what_a_sum_is_for(parts: AmountGrid) -> None:
    assert not told(parts, "ip-protection", "河东区")


def test_a_list_of_sums_is_for_one_object(parts: AmountGrid) -> None:
    assert [raw for _, raw in raws(told(parts, "voucher", "河东区"))] == ["60万元", "40万元", "30万元", "20万元"]


def test_sums_of_two_receivers_stand_apart(parts: AmountGrid) -> None:
    supports = told(parts, "incubator", "河东区")
    assert [[a.raw for a in support.amounts] for support in supports] == [["25万元"], ["15万元"]]


def test_support_outside_the_types_states_something_but_has_no_line(parts: AmountGrid) -> None:
    shown = [a.raw for cell in parts.cells.values() for s in cell.supports for a in s.amounts]
    assert "70万元" not in shown


TABLE = """# 花都区科技奖补标准

花都区人民政府办公室

2024年3月1日

| 项目 | 级别 | 标准（万元） |
| --- | --- | --- |
| 科技企业孵化器 | 国家级 | 90 |
| 人才公寓 | 博士 | 1,500元/月 |
"""


def test_figures_of_a_table_are_unread_and_not_absent(tmp_path: Path) -> None:
    (tmp_path / "table.md").write_text(TABLE, encoding="utf-8")
    analysis = analysed(tmp_path, scheme=SCHEME.replace("临江区", "天河区"))
    grid = analysis.amount_grid
    labels = {row.key: row.label for row in analysis.comparison.rows}
    assert [labels[key] for key in grid.stating] == ["天河区"]
    assert [labels[key] for key in grid.unread] == ["花都区"]
    assert not grid.silent


def test_foreign_money_is_unread_and_not_absent(tmp_path: Path) -> None:
    foreign = "一、对外资研发机构给予最高30万美元支持。\n花都区人民政府办公室\n2024年3月1日\n"
    analysis = analysed(
        tmp_path, scheme=SCHEME.replace("临江区", "天河区"), abroad=f"花都区促进科技创新若干措施\n{foreign}"
    )
    assert [analysis.comparison.by_key[key].label for key in analysis.amount_grid.unread] == ["花都区"]


def test_a_clause_does_not_end_within_a_number() -> None:
    text = "给予人才公寓补贴1,500元/月,不超过三年"
    assert text[slice(*clause(text, 0))] == text[slice(*clause(text, 10))] == "给予人才公寓补贴1,500元/月"
    assert clause_end(text, 12) == text.index(",不")
