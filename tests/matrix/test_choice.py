"""Which rows are asked for: names with and without 区 or 市, the order, what is left out, what is no name."""

from __future__ import annotations

from pathlib import Path

import pytest

from compare.matrix.choice import chosen_keys, find_faults, find_keys, home_key, in_order
from compare.matrix.rows import UNASKED
from compare.model import Settings
from compare.problems import UsageError
from tests.plans import read_plans

ROWS = ("九江市", "浔阳区", "濂溪区", "甲市鼓楼区", "乙市鼓楼区")
NAMES = dict(zip(ROWS, ROWS, strict=True))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("浔阳区", ("浔阳区",)), ("浔阳", ("浔阳区",)), ("九江市浔阳区", ("浔阳区",)),
        ("鼓楼", ("甲市鼓楼区", "乙市鼓楼区")),
        ("乙市鼓楼区", ("乙市鼓楼区",)), ("寻阳", ()),
    ],
)  # fmt: skip
def test_a_name_means_a_row(name: str, keys: tuple[str, ...]) -> None:
    assert find_keys(name, NAMES) == keys


def test_the_own_row_stands_first_then_those_named_then_the_others() -> None:
    settings = Settings(home="濂溪", compare=("浔阳区",))
    assert in_order(settings, NAMES)[:3] == ("濂溪区", "浔阳区", "九江市")
    assert chosen_keys(settings, NAMES) == ("濂溪区", "浔阳区")
    assert home_key(settings, NAMES) == "濂溪区"


def test_without_a_choice_nothing_is_chosen() -> None:
    assert chosen_keys(Settings(home="濂溪"), NAMES) == ()
    assert in_order(Settings(), NAMES) == tuple(NAMES)


def test_faults_say_what_where_and_which_names_there_are() -> None:
    settings = Settings(home="寻阳区", compare=("鼓楼", "濂溪"))
    unknown, several = find_faults(settings, NAMES)
    assert unknown.code == "cli.home-unknown" and several.code == "cli.compare-several"
    assert "--home" in str(unknown) and "寻阳区" in str(unknown)
    assert str(unknown).index("浔阳区") < str(unknown).index("九江市"), "the nearest name comes first"
    assert "甲市鼓楼区、乙市鼓楼区" in str(several)


def test_rows_that_are_not_asked_for_are_read_and_left_out(tmp_path: Path) -> None:
    analysis = read_plans(tmp_path, settings=Settings(compare=("九江", "浔阳区")))
    assert [row.label for row in analysis.comparison.rows] == ["九江市", "浔阳区"]
    left = [d for d in analysis.study.documents if not d.included]
    assert [d.district for d in left] == ["濂溪区", "柴桑区"] and all(d.paragraphs for d in left)
    assert all(UNASKED in {flag.code for flag in d.flags} for d in left)


def test_the_own_row_is_compared_though_only_others_are_named(tmp_path: Path) -> None:
    analysis = read_plans(tmp_path, settings=Settings(home="濂溪", compare=("浔阳",)))
    assert [row.label for row in analysis.comparison.rows] == ["濂溪区", "浔阳区"]


def test_a_name_that_no_document_bears_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="浔阳区"):
        read_plans(tmp_path, settings=Settings(home="寻阳"))


def test_a_text_is_no_list_of_names() -> None:
    with pytest.raises(UsageError):
        Settings(compare="浔阳区,濂溪区")  # type: ignore[arg-type]
