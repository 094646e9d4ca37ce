"""Text that a page laid out: fragments of rows and rows of paragraphs come together again."""

from __future__ import annotations

import re

import pytest

from compare.chinese.widths import columns
from compare.documents.lines import Line, read_lines
from compare.documents.pages import join_page_lines
from compare.model import Block
from tests.documents.drafting import source
from tests.documents.test_wraps import invent

PUNCTUATION = "，。、；：”》）,;:"


def joined(*lines: str) -> list[str]:
    return [line.text for line in join(list(lines))]


def join(lines: list[str]) -> list[Line]:
    return join_page_lines(read_lines(source([Block(text, n, wrapped=True) for n, text in enumerate(lines, 1)])))[0]


def laid_out(paragraphs: list[str], width: int = 80, shown: bool = False) -> list[str]:
    """Rows of that many columns, first lines two characters in; the indent itself only if `shown`."""
    rows = []
    for paragraph in paragraphs:
        row = "　　"
        for char in paragraph:
            if columns(row + char, print_width=True) > width and char not in PUNCTUATION:
                rows.append(row)
                row = ""
            row += char
        rows.append(row)
    return rows if shown else [row.lstrip("　") for row in rows]


def broken(rows: list[str]) -> list[str]:
    """Every other row broken behind its punctuation marks, as some converters leave justified rows."""
    return [
        piece for n, row in enumerate(rows) for piece in (re.split("(?<=[，。、；：])(?=.)", row) if n % 2 else [row])
    ]


def policy(seed: int) -> list[str]:
    """Numbered paragraphs under headings."""
    paragraphs = [text.replace(",", "，") for text in invent(seed)]
    numbered = [f"（{'一二三四五六七八九十'[n]}）{text}" for n, text in enumerate(paragraphs)]
    return ["一、总体要求", *numbered[:3], "二、重点任务", *numbered[3:]]


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("width", [56, 80, 92])
def test_rows_make_paragraphs(seed: int, width: int) -> None:
    assert joined(*laid_out(policy(seed), width, shown=True)) == policy(seed)
    assert len(set(policy(seed)) - set(joined(*laid_out(policy(seed), width)))) <= 1


@pytest.mark.parametrize("seed", range(12))
def test_rows_broken_at_punctuation_make_paragraphs(seed: int) -> None:
    policies = [text for n in range(4) for text in policy(4 * seed + n)]
    made = joined(*broken(laid_out(policies)))
    whole = sum(text in made for text in policies)
    assert whole >= 0.9 * len(policies)


PAGE = laid_out([text for n in range(3) for text in policy(n)])


def around(*lines: str, page: list[str] = PAGE) -> list[str]:
    """The lines set into a page whose width is plain."""
    made = joined(*page, *lines, *laid_out(["一、" + text for text in invent(9)]))
    first = next(i for i, text in enumerate(made) if text.startswith(lines[0][:6]))
    return made[first:]


def test_a_title_in_larger_type_is_one_line() -> None:
    pieces = ["3. 望江区人民政府办公室关于印发《望江区科技型", "企业梯次培育实施办法》的通知（2024", "年5月6日）"]
    assert around(*pieces, "望政办〔2024〕8号")[:2] == ["".join(pieces), "望政办〔2024〕8号"]


def test_signature_and_date_stay_apart() -> None:
    lines = ["请各单位认真抓好落实。", "望江区科学技术局", "2024 年5 月6 日", "望江区科技型企业梯次培育实施办法"]
    assert around(*lines)[:4] == lines


def test_a_number_at_the_head_of_a_row_is_no_item() -> None:
    full = "（一）压缩办理时限。企业提交材料之后由窗口一次受理全部事项的总时限不得超过"
    assert columns(full) == 74
    rest = "15 个工作日，特殊情形另行说明。"
    assert around("二、主要任务", full, rest)[1] == full + rest


def test_a_cited_article_at_the_head_of_a_row_is_no_article() -> None:
    full = "第二条 对不符合规定的申请单位由主管部门说明理由并退回材料有异议的可依照本办法"
    assert around("第一条 本办法适用于全区。", full, "第九条申请复核。")[1] == full + "第九条申请复核。"


def test_words_that_look_like_page_furniture_stay_in_their_sentence() -> None:
    full = "（二）加强宣传引导。充分利用政府网站和新媒体平台开展形式多样的宣讲活动并通过"
    made = around("二、主要任务", full, "微信", "、", "微博等渠道及时推送。", page=broken(PAGE))
    assert made[1] == full + "微信、微博等渠道及时推送。"


def test_a_centred_title_is_one_line_where_indents_are_shown() -> None:
    title = ["望江区人民政府办公室关于印发望江区科技型", "企业梯次培育实施方案的通知"]
    page = laid_out(policy(1), shown=True)
    assert joined("　　　　　" + title[0], "　　　　　　　　" + title[1], *page)[0] == "".join(title)
    assert joined("　　　　　" + title[0], "　　　　　　　　" + title[1], "　　特此通知。")[0] == "".join(title)


def test_without_a_common_width_unfinished_lines_go_on() -> None:
    assert joined("本区将在三年内建设一批面向中小企业开放的公共研发平台和检验检测", "平台，并对使用费用给予补助。") == [
        "本区将在三年内建设一批面向中小企业开放的公共研发平台和检验检测平台，并对使用费用给予补助。"
    ]
    assert joined("第二章 创新平台", "支持企业建设研发机构。") == ["第二章 创新平台", "支持企业建设研发机构。"]


# -- where the file shows which rows are full (pdf) ------------------------------------------------------------------


def shown(*rows: str) -> list[str]:
    """Rows as a PDF gives them: those that end in | are full."""
    blocks = [Block(row.rstrip("|"), wrapped=True, full=row.endswith("|")) for row in rows]
    return [line.text for line in join_page_lines(read_lines(source(blocks)))[0]]


def test_full_rows_make_paragraphs_of_any_width() -> None:
    assert shown(
        "第一条 对认定的5G+工业互联网项目，按R&D|",
        "投入的20%补助。|",
        "第二条 给予“专精特新”企业|",
        "奖励。",
    ) == ["第一条 对认定的5G+工业互联网项目，按R&D投入的20%补助。", "第二条 给予“专精特新”企业奖励。"]


def test_items_without_a_full_stop_end_where_there_is_room_or_the_next_number_comes() -> None:
    assert shown(
        "1. 对首次认定的高新技术企业给予一次性|",
        "奖励20万元",
        "2. 对获评的省级重点实验室最高补助|",
        "100万元并连续支持三年直至验收合格|",
        "3. 对引进的人才给予安家补贴",
    ) == [
        "1. 对首次认定的高新技术企业给予一次性奖励20万元",
        "2. 对获评的省级重点实验室最高补助100万元并连续支持三年直至验收合格",
        "3. 对引进的人才给予安家补贴",
    ]


def test_the_first_row_of_an_article_is_no_heading() -> None:
    rows = "　　第二条 支持链主企业在本区建设中试基地，经|", "评审认定后，按设备投入分别最高给予500|", "万元的资助。"
    assert shown("　　第一条 本办法适用于全区。", *rows, "　　第三条 本办法自发布之日起施行。")[1] == (
        "第二条 支持链主企业在本区建设中试基地，经评审认定后，按设备投入分别最高给予500万元的资助。"
    )


def parted(row: str) -> list[str]:
    """The first row of an article, its label on a line of its own and the blank behind it lost."""
    return re.split("　　", row, maxsplit=1)


def test_a_row_parted_from_its_label_is_full_without_the_blank_between() -> None:
    plain = [text for n in range(3) for text in policy(n)]
    articles = [f"第{n}条　　{text.replace(',', '，')}" for n, text in zip("一二三四五六", invent(5), strict=False)]
    rows = [piece for text in articles for row in laid_out([text]) for piece in parted(row)]
    made = joined(*broken(laid_out(plain)), *rows)
    assert [text.replace("　", "") for text in articles if text.replace("　", "") not in made] == []


def test_a_number_is_never_parted_from_what_it_counts() -> None:
    assert shown("全区高新技术企业达到600", "家，规模以上企业研发活动实现全覆盖。|", "二、主要任务") == [
        "全区高新技术企业达到600家，规模以上企业研发活动实现全覆盖。",
        "二、主要任务",
    ]


def test_a_cited_article_may_begin_a_full_row() -> None:
    rows = (
        "　　第三条 有异议的单位可以在三十日内依照本办法|",
        "第四条的规定申请复核。",
        "　　第四条 复核由主管部门办理。",
    )
    assert shown("　　第一条 总则。", "　　第二条 范围。", *rows)[2] == (
        "第三条 有异议的单位可以在三十日内依照本办法第四条的规定申请复核。"
    )


def test_indented_items_begin_even_after_a_full_row() -> None:
    rows = "　　（一）对认定的企业给予奖励|", "　　（二）对引进的人才给予补贴|", "　　（三）对孵化器给予补助"
    assert shown("　　二、主要任务", *rows)[1:] == [row.strip("　|") for row in rows]
