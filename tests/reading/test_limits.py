"""The analyst can widen or narrow what is read of one file."""

import pytest

from compare.problems import UsageError
from compare.reading.limits import DEFAULT_LIMITS, adjust_limits


def test_named_limits_change_and_the_others_stay() -> None:
    changed = adjust_limits("pages=5000, file_bytes=2MB,seconds=30")
    assert (changed.pages, changed.file_bytes, changed.seconds) == (5000, 2_000_000, 30.0)
    assert changed.depth == DEFAULT_LIMITS.depth
    assert adjust_limits("") == DEFAULT_LIMITS


@pytest.mark.parametrize("text", ["pages", "pages=", "pages=0", "pages=-1", "pages=many", "seiten=3", "pages=5XB"])
def test_anything_else_is_refused_with_the_names(text: str) -> None:
    with pytest.raises(UsageError) as refused:
        adjust_limits(text)
    assert "file_bytes" in dict(refused.value.problems[0].details)["known"]
