"""The title of a document: what is none, and what is left of the name of a page or a file."""

from __future__ import annotations

import pytest

from compare.documents.headline import find_title, is_trail, without_site
from compare.model import Block, Fact
from tests.documents.drafting import BODY, document


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("03_江门_普惠金融扶持办法.txt", "普惠金融扶持办法"),
        ("12.江门市人才新政30条.docx", "江门市人才新政30条"),
        ("1、关于印发创新券办法的通知.doc", "关于印发创新券办法的通知"),
        ("江门市科技创新条例(2022-05-30).md", "江门市科技创新条例"),
        ("2021-05-01 江门市孵化器办法.txt", "江门市孵化器办法"),
        ("附件2：江门市创新券办法（试行）.pdf", "江门市创新券办法（试行）"),
        ("江门市科技创新办法（最终版）.wps.pdf", "江门市科技创新办法"),
        ("江门市_2021年_科技创新_若干措施_20210305.txt", "科技创新若干措施"),
        ("江门市科技政策(1).pdf", "江门市科技政策"),
        ("c5133973.txt", ""),
        ("policy_001.html", ""),
        ("a_正文.txt", ""),
        ("新建文本文档.txt", ""),
        ("下载.pdf", ""),
        ("政策一览.csv#3", ""),
    ],
)
def test_a_file_name_without_number_ending_place_and_date(name: str, title: str) -> None:
    found = find_title([], {}, name)
    assert (found.value if found else "") == title
    assert found is None or found.origin == "filename"


def test_a_title_in_the_text_comes_before_the_file_name() -> None:
    built = document(f"江门市创新券管理办法\n第一条 {BODY}", name="03_花都_金融办法细则.txt")
    assert built.title == "江门市创新券管理办法"
    nameless = document(f"第一条 {BODY}", name="03_花都_金融扶持办法.txt")
    assert (nameless.title, nameless.metadata.value("genre")) == ("金融扶持办法", "scheme")


def test_two_files_of_one_cleaned_name_are_two_documents() -> None:
    names = ("01_花都_金融扶持办法.txt", "02_江门_金融扶持办法.txt")
    one, two = (document(f"第一条 {BODY}", name=name) for name in names)
    assert one.title == two.title
    assert one.id != two.id


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("创新券办法_政务公开_江门市人民政府", "创新券办法"),
        ("创新券办法-江门市人民政府门户网站", "创新券办法"),
        ("江门市人民政府门户网站 - 创新券办法", "创新券办法"),
        ("关于创新的意见（2018-2020年）_政策文件_中国政府网", "关于创新的意见（2018-2020年）"),
        ("行动计划（2018-2020年）", "行动计划（2018-2020年）"),
        ("粤港澳大湾区—江门合作方案", "粤港澳大湾区—江门合作方案"),
        ("首页>政务公开>通知公告", ""),
        ("您当前所在的位置：首页 > 政务动态", ""),
        ("江门市人民政府门户网站", ""),
        ("政府信息公开", ""),
    ],
)
def test_the_name_of_a_page_without_its_columns_and_its_site(page: str, title: str) -> None:
    assert without_site(page) == title


def test_the_first_sentence_is_no_title() -> None:
    cited = "为贯彻《广东省人民政府关于促进科技创新的若干政策措施》（粤府〔2018〕20号）"
    assert document(f"江门市创新若干措施\n{cited}\n精神,制定本措施。\n一、任务\n{BODY}").title == "江门市创新若干措施"


def test_a_breadcrumb_that_is_a_heading_is_no_title() -> None:
    trail = Block("您当前所在的位置：首页 > 江门动态 > 通知公告", 1, kind="heading", level=1)
    title = Block("江门市创新券管理办法", 2, kind="heading", level=1)
    assert document([trail, title, f"第一条 {BODY}"]).title == "江门市创新券管理办法"
    facts = {"title": Fact("江门市人民政府门户网站", "markup")}
    assert document([trail, title, f"第一条 {BODY}"], facts=facts).title == "江门市创新券管理办法"
    assert not is_trail("关于优化园区位置布局的意见")
