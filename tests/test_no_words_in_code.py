"""Chinese words live in rules, lexicons and taxonomies, where an analyst can read and change them, not in Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import compare

ROOT = Path(compare.__file__).parent
SCRIPT = frozenset("〇零一二两三四五六七八九十百千万亿点壹贰叁肆伍陆柒捌玖拾鿿㐀")
"""numerals, and the ends of the blocks of Han characters: how the script is written, no words"""
_HAN = re.compile("[\u3400-\u9fff〇]")
FILES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


@pytest.mark.parametrize("file", FILES)
def test_a_module_holds_no_chinese_words(file: str) -> None:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    assert [text for text in _literals(tree) if set(_HAN.findall(text)) - SCRIPT] == []


def _literals(tree: ast.AST) -> list[str]:
    """String literals that are no docstrings."""
    told = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr) and isinstance(n.value, ast.Constant)}
    strings = (n for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [n.value for n in strings if id(n) not in told]
