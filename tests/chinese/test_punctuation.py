import pytest

from compare.chinese.punctuation import full_width


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("高新技术企业(含培育库),增长12.5%,达到80家;", "高新技术企业（含培育库），增长12.5%，达到80家；"),
        ("按3:1配套,投入1,200万元", "按3:1配套，投入1,200万元"),
        ("研发投入(R&D)占比", "研发投入（R&D）占比"),
        ("AI (deep learning), 5G", "AI (deep learning), 5G"),
        ("“工具箱”,支持", "“工具箱”，支持"),
    ],
)
def test_marks_are_full_width_between_chinese_words_alone(text: str, printed: str) -> None:
    assert full_width(text) == printed
    assert len(full_width(text)) == len(text)  # offsets stay true
