"""A file of many policies falls into its policies; one policy, whatever it carries, stays whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.documents import build_document
from compare.documents.compilation import Policy, split_compilation
from compare.model import Block, Source
from compare.pipeline import Reading, read
from tests.documents.drafting import source

TALENT = (
    "1. 云溪市人才工作局关于印发《云溪市青年人才安居办法》的通知（2024年3月6日）",
    "云才发〔2024〕7号",
    "各区县人才工作部门，市直有关单位：",
    "现将《云溪市青年人才安居办法》印发给你们，请结合工作实际抓好落实，执行中的情况及时反馈。",
    "云溪市人才工作局",
    "2024年3月6日",
    "云溪市青年人才安居办法",
    "一、适用对象",
    "来本市就业创业三年以内、在市内没有自有住房的青年人才，可以按照本办法申请安居支持。",
    "二、支持方式",
    "（一）提供人才公寓。市区两级每年筹集不少于两百套房源，租金按周边市场价的七折收取。",
    "（二）发放租房补贴。每人每月补贴六百元，连续发放不超过二十四个月，由用人单位统一申报。",
)
LOANS = (
    "2. 云溪市财政局关于设立科技贷款风险补偿资金的意见（2024年4月18日）",
    "云财〔2024〕31号",
    "各合作银行、各担保机构，各区县财政局：",
    "为了帮助科技型企业拿到贷款，市财政安排资金，对合作银行的坏账给予补偿，现提出以下意见。",
    "一、补偿比例",
    "合作银行向名单内企业发放的信用贷款出现损失的，由风险补偿资金承担其中的四成，银行承担六成。",
    "二、办理程序",
    "银行每季度末提交代偿申请，财政局会同科技局在十五个工作日内核定并拨付到账，逾期说明原因。",
)
PARKS = (
    "3. 石桥区人民政府办公室关于加快孵化载体建设的通知（2024年6月2日）",
    "石政办〔2024〕12号",
    "各街道办事处，区属各企业：",
    "一、扩大孵化面积",
    "鼓励老厂房改造为孵化器和众创空间，三年内新增孵化面积十万平方米，改造费用由区财政补助三成。",
    "二、提升服务能力",
    "每个孵化载体配备创业导师不少于五名，建立企业毕业档案，对培育出高新技术企业的运营单位给予奖励。",
)
HANDBOOK = (*TALENT, *LOANS, *PARKS)
PLAN = (
    "云溪市制造业创新发展规划",
    "一、发展目标",
    "到2027年，全市规模以上工业企业研发机构覆盖率达到六成，新增省级以上企业技术中心二十家。",
    "二、主要任务",
    "（一）支持企业建设技术中心。对新认定的省级企业技术中心给予一次性奖励，并优先推荐申报国家级平台。",
    "（二）推动成果落地。组织高校院所与企业对接，建设一批中试基地，对中试项目按投入给予补助。",
)


def parts(lines: tuple[str | Block, ...] | list[str | Block], name: str = "汇编.txt") -> tuple[Source, ...]:
    return tuple(policy.source for policy in split_compilation(source(list(lines), name=name)))


def titles(made: tuple[Source, ...]) -> list[str]:
    return [part.blocks[0].text for part in made]


def test_every_policy_of_a_handbook_becomes_a_source() -> None:
    made = parts(HANDBOOK)
    assert titles(made) == [
        "云溪市人才工作局关于印发《云溪市青年人才安居办法》的通知",
        "云溪市财政局关于设立科技贷款风险补偿资金的意见",
        "石桥区人民政府办公室关于加快孵化载体建设的通知",
    ]
    assert [part.name for part in made] == ["汇编.txt#1", "汇编.txt#2", "汇编.txt#3"]
    assert [part.facts["issued"].value for part in made] == ["2024-03-06", "2024-04-18", "2024-06-02"]
    assert [p.code for part in made for p in part.problems] == ["documents.compilation"]


def test_the_parts_keep_the_lines_of_the_file() -> None:
    made = parts(HANDBOOK)
    assert [(part.blocks[0].line, part.blocks[-1].line) for part in made] == [(1, 12), (13, 20), (21, 27)]
    body = [text for text in HANDBOOK if text[:2] not in ("1.", "2.", "3.")]
    assert [b.text for part in made for b in part.blocks[1:]] == body


def test_titles_that_the_page_cut_are_found_as_well() -> None:
    made = parts([Block(line, 0, wrapped=True) for text in HANDBOOK for line in rows(text)])
    assert titles(made) == titles(parts(HANDBOOK))


def rows(text: str, width: int = 24) -> list[str]:
    return [text[i : i + width] for i in range(0, len(text), width)]


def test_titles_need_no_number_in_front() -> None:
    bare = [line[3:] if line[1:3] == ". " else line for line in HANDBOOK]
    assert titles(parts(bare)) == titles(parts(HANDBOOK))


def test_regulations_are_told_by_their_enactment() -> None:
    def regulation(name: str, subject: str) -> list[str]:
        return [
            name, "(2023年5月20日云溪市第九届人民代表大会常务委员会第十一次会议通过)",
            f"第一条 为了{subject}，根据有关法律、行政法规的规定，结合本市实际情况，制定本条例。",
            f"第二条 本市行政区域内与{subject}有关的活动及其管理和服务，适用本条例的规定，法律另有规定的除外。",
            "第三条 市和区县人民政府应当加强领导，把有关工作纳入年度计划，安排相应经费，建立协调机制。",
            "第四条 本条例自2023年8月1日起施行。",
        ]  # fmt: skip

    names = ["云溪市数据交易促进条例", "云溪市技术市场条例"]
    assert titles(parts([*regulation(names[0], "促进数据交易"), *regulation(names[1], "繁荣技术市场")])) == names


def test_cover_contents_and_names_of_sections_belong_to_no_policy() -> None:
    contents = [line for line in HANDBOOK if line[1:3] == ". "]
    cover = ["云溪市惠企政策汇编", "目录", *contents, "第一部分", "（一）云溪市"]
    made = parts([*cover, *TALENT, *LOANS, "（二）石桥区", *PARKS])
    assert titles(made) == titles(parts(HANDBOOK))
    assert made[1].blocks[-1].text == LOANS[-1]


def test_text_of_its_own_above_the_first_title_is_a_policy_too() -> None:
    made = parts([*PLAN, *(f"（{n}）" + PLAN[4][3:] * 3 for n in "三四五六七"), *TALENT, *LOANS])
    assert len(made) == 3
    assert made[0].blocks[0].text == PLAN[0]


WRAPPER = (
    "云溪市人民政府关于印发《云溪市制造业创新发展规划》的通知",
    "云政发〔2024〕3号",
    "各区县人民政府，市直各部门：",
)
NOTICE = "现将《云溪市制造业创新发展规划》印发给你们，请认真组织实施。"
LETTER = (
    "附件2", "云溪市企业关于申请技术中心认定的函", "市工业和信息化局有关单位：", LOANS[5], LOANS[7], "企业名称（盖章）",
)  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        PLAN,
        (*WRAPPER, NOTICE, *PLAN),
        (WRAPPER[0], "发布时间：2024-05-06", *WRAPPER, NOTICE, *PLAN),
        (*WRAPPER, NOTICE, *PLAN, "附件1", "重点项目清单", *LETTER),
        (*WRAPPER, NOTICE, *PLAN, *(f"{n}.《云溪市第{n}项扶持办法》（云政发〔2023〕{n}号）" for n in range(1, 8))),
        (
            "石桥区人民政府转发云溪市人民政府关于加强创新平台建设的意见的通知",
            "石政〔2024〕2号", "各街道办事处，区直各单位：",
            "现将市政府文件转发给你们，请结合我区实际一并抓好贯彻执行，年底前报送落实情况。",
            "云溪市人民政府关于加强创新平台建设的意见", "云政发〔2024〕1号", "各区县人民政府，市直各部门：", *PLAN[1:],
        ),
        (
            "云溪市科技局关于印发《实验室开放办法》和《仪器共享细则》的通知",
            "云科〔2024〕5号", "各区县科技局，各有关单位：", "现将两个文件印发给你们，请遵照执行。",
            "实验室开放办法", "(2024年1月5日市科技局局务会议审议通过)", *(f"第{n}条 {PLAN[4][3:]}" for n in "一二三四"),
            "仪器共享细则", "(2024年1月5日市科技局局务会议审议通过)", *(f"第{n}条 {PLAN[5][3:]}" for n in "一二三四"),
        ),
    ],
    ids=["plan", "notice", "page title", "attached letter", "list of policies", "forwarded", "two in one notice"],
)  # fmt: skip
def test_one_policy_is_never_cut(lines: tuple[str, ...]) -> None:
    whole = source(list(lines))
    (policy,) = split_compilation(whole)
    assert policy.source is whole


NOTICE = ("云溪市科技局关于做好孵化载体申报工作的通知", *PARKS[1:])
TABLE = (Block("序号\t人才类别\t补贴标准", 20, kind="row"), Block("1\t领军人才\t每月3000元", 21, kind="row"))


@pytest.mark.parametrize(
    "lines",
    [NOTICE, [*(Block(row, n, wrapped=True) for n, row in enumerate((r for t in NOTICE for r in rows(t)), 1))]],
    ids=["whole lines", "lines that the page cut"],
)
def test_a_policy_hands_on_the_lines_in_which_titles_were_sought(lines: list[str | Block]) -> None:
    (policy,) = split_compilation(source(lines))
    assert policy.joined is not None
    assert build_document(policy.source, joined=policy.joined) == build_document(policy.source)
    assert len(build_document(policy.source).paragraphs) > 1


@pytest.mark.parametrize(
    "lines",
    [[Block(text) for text in NOTICE], [*NOTICE, *TABLE]],
    ids=["blocks without lines", "a table with a head below a notice"],
)
def test_lines_that_were_read_in_another_way_are_not_handed_on(lines: list[str | Block]) -> None:
    (policy,) = split_compilation(source(lines))
    assert policy.joined is None


def test_a_part_is_not_cut_again() -> None:
    assert [len(split_compilation(part)) for part in parts(HANDBOOK)] == [1, 1, 1]


def test_rows_of_a_table_are_documents_already() -> None:
    row = Source(
        name="库.csv#1",
        path="库.csv",
        digest="0" * 64,
        format="csv",
        blocks=tuple(Block(t, n) for n, t in enumerate(HANDBOOK, 1)),
    )
    assert split_compilation(row) == (Policy(row),)


def files(folder: Path, split: bool = True) -> list[str]:
    return sorted(d.file for d in read([folder], reading=Reading(split=split)).documents)


def test_the_pipeline_cuts_unless_told_otherwise(tmp_path: Path) -> None:
    (tmp_path / "汇编.txt").write_text("\n".join(HANDBOOK), encoding="utf-8")
    assert files(tmp_path) == ["汇编.txt#1", "汇编.txt#2", "汇编.txt#3"]
    assert files(tmp_path, split=False) == ["汇编.txt"]


def test_the_manifest_has_the_last_word(tmp_path: Path) -> None:
    (tmp_path / "汇编.txt").write_text("\n".join(HANDBOOK), encoding="utf-8")
    assert [p.code for p in read([tmp_path]).problems] == ["documents.compilation"]
    (tmp_path / "corpus.yaml").write_text("documents:\n  - {file: 汇编.txt, id: 全}\n", encoding="utf-8")
    assert files(tmp_path) == ["汇编.txt"]
    (tmp_path / "corpus.yaml").write_text("documents:\n  - {file: 汇编.txt#1, id: 甲}\n", encoding="utf-8")
    corpus = read([tmp_path])
    assert corpus.documents[0].id == "甲"
    assert not corpus.problems


def test_a_part_read_with_its_file_is_the_document_that_it_is_alone() -> None:
    found = split_compilation(source([*HANDBOOK, "打印本页", "2024年6月3日"], name="汇编.txt"))
    assert len(found) == 3 and all(policy.lines for policy in found)
    for policy in found:
        assert build_document(policy.source, alone=policy.lines) == build_document(policy.source)


def test_a_part_of_a_file_with_letters_spaced_out_is_read_anew() -> None:
    spaced = ("关 于 加 快 创 新 平 台 建 设 的 若 干 意 见", "对 首 次 认 定 的 企 业 给 予 奖 励")
    found = split_compilation(source([*HANDBOOK, *spaced], name="汇编.txt"))
    assert len(found) == 3 and not any(policy.lines for policy in found)
