"""Whose document it is: joint issuers, ministries, those who pass a regulation, the government that reports."""

from __future__ import annotations

import pytest

from compare.documents.issuers import join_names, split_names
from tests.documents.drafting import BODY, document, flags

ITEMS = "一、支持企业建设研发机构,给予资助。\n二、引导载体设立种子基金。"


def issuer(text: str) -> str:
    return document(text).metadata.value("issuer")


def notice(*signature: str, title: str = "关于支持科技企业孵化器发展的通知") -> str:
    return "\n".join([title, "各有关单位:", ITEMS, *signature, "2024年3月1日"])


@pytest.mark.parametrize(
    ("signature", "issuers"),
    [
        (["花都区科学技术局"], "花都区科学技术局"),
        (["花都区科学技术局 花都区财政局"], "花都区科学技术局、花都区财政局"),
        (["花都区科学技术局、花都区财政局"], "花都区科学技术局、花都区财政局"),
        (["花都区科学技术局，花都区财政局"], "花都区科学技术局、花都区财政局"),
        (["花都区科学技术局", "花都区财政局"], "花都区科学技术局、花都区财政局"),
        (["花都区科学技术局花都区财政局"], "花都区科学技术局、花都区财政局"),
        (["中共花都区委办公室", "花都区人民政府办公室"], "中共花都区委办公室、花都区人民政府办公室"),
        (
            ["广东省科学技术厅 广东省财政厅", "广东省教育厅", "广东省商务厅", "国家税务总局广东省税务局"],
            "广东省科学技术厅、广东省财政厅、广东省教育厅、广东省商务厅、国家税务总局广东省税务局",
        ),
        (["财政部"], "财政部"),
        (["科技部 财政部"], "科技部、财政部"),
        (["国务院"], "国务院"),
        (["中共中央", "国务院"], "中共中央、国务院"),
        (["广东省科学技术厅", "中国人民银行", "广东省分行"], "广东省科学技术厅、中国人民银行广东省分行"),
    ],
)
def test_all_who_sign_are_issuers_and_none_is_tampered_with(signature: list[str], issuers: str) -> None:
    built = document(notice(*signature))
    assert built.metadata.value("issuer") == issuers
    assert built.metadata.value("issued") == "2024-03-01"
    assert not {"issuer_corrupted", "sensitive_gaps"} & flags(built)


def test_an_agency_without_place_belongs_to_the_body_above_it() -> None:
    assert join_names(["中国银行保险监督管理委员会", "江门监管局"]) == "中国银行保险监督管理委员会江门监管局"
    assert join_names(["广东省教育厅", "江门监管局"]) == "广东省教育厅、江门监管局"
    assert split_names("国家税务总局广东省税务局") == ["国家税务总局广东省税务局"]
    assert split_names("广东省商务厅深圳海关") == ["广东省商务厅", "深圳海关"]


@pytest.mark.parametrize(
    ("title", "issuers"),
    [
        ("江门市财政局关于印发《江门市创新券管理办法》的通知", "江门市财政局"),
        ("江门市科学技术局 江门市财政局关于印发江门市创新券管理办法的通知", "江门市科学技术局、江门市财政局"),
        ("江门市科学技术局等五部门印发《江门市创新券管理办法》的通知", "江门市科学技术局"),
        ("江门市人民政府办公室印发关于支持孵化器发展若干措施的通知", "江门市人民政府办公室"),
        ("3.江门市科学技术局关于支持孵化器发展的通知", "江门市科学技术局"),
        ("中共江门市委 江门市人民政府关于促进科技创新的意见", "中共江门市委、江门市人民政府"),
        ("江门市人民政府文件", "江门市人民政府"),
        ("关于进一步发挥高校作用促进各区创新发展的意见", ""),
        ("加强社会各界支持促进科技创新关于若干问题的意见", ""),
    ],
)
def test_the_title_names_the_issuer_where_nobody_signs(title: str, issuers: str) -> None:
    assert issuer(f"{title}\n{BODY}\n{BODY}") == issuers


@pytest.mark.parametrize("told", ["我代表省人民政府,向大会报告工作", "我代表广东省人民政府向大会作政府工作报告"])
@pytest.mark.parametrize("dash", ["——", ""])
@pytest.mark.parametrize("broken", [False, True])
def test_a_work_report_is_that_of_the_government_on_the_day_of_the_speech(told: str, dash: str, broken: bool) -> None:
    session = f"{dash}2024年1月23日在广东省第十四届" + ("\n" if broken else "") + "人民代表大会第二次会议上"
    built = document(f"政府工作报告\n{session}\n来源:某报\n各位代表:\n现在,{told},请予审议。\n一、2023年工作\n{BODY}")
    assert built.metadata.value("issuer") == "广东省人民政府"
    assert (built.metadata.value("issued"), built.metadata.value("published")) == ("2024-01-23", "")


def test_who_explains_or_is_cited_is_not_the_issuer() -> None:
    text = f"花都区创新券管理办法\n第一条 根据《广东省科学技术厅关于印发办法的通知》,制定本办法。\n第二条 {BODY}\n"
    assert issuer(text + "第三条 本办法由区科技局负责解释。") == ""


def test_a_site_in_place_of_the_signature_is_flagged() -> None:
    assert "issuer_corrupted" in flags(document(notice("花都区人民比分网")))
    assert issuer(notice("花都区人民比分网")) == ""


@pytest.mark.parametrize(
    ("signed", "issuer"),
    [
        ("国家发展改革委\n科 技 部\n自 然 资 源 部", "国家发展改革委、科技部、自然资源部"),
        ("财 政 部\n科 技 部", "财政部、科技部"),
        ("某市科技局 某市财政局", "某市科技局、某市财政局"),
    ],
)
def test_names_set_over_the_width_of_the_line_sign(signed: str, issuer: str) -> None:
    built = document(f"关于建设创新平台的通知\n一、任务\n支持建设产业创新中心。\n{signed}\n2020年7月21日")
    assert built.metadata.value("issuer") == issuer
    assert not any(name in paragraph.text for paragraph in built.paragraphs for name in signed.split("\n"))


def test_a_free_trade_zone_names_its_place_in_brackets() -> None:
    built = document(
        "中国（上海）自由贸易试验区临港新片区管理委员会关于印发《人才若干政策》的通知\n一、任务\n支持人才。"
    )
    assert built.metadata.value("issuer").endswith("自由贸易试验区临港新片区管理委员会")
