"""A word that begins with a sign which means something else to YAML.

Faulty: ``[*重点*, @企业, %增长]``, ``- &备注``, ``- !重要``, ``[- 孵化器]``.  Right: ``["*重点*"]``, ``定义: >-``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from compare.yamlfiles.lines.line import Fault, Line

_BEGINS = r"(?<![^\s\[{,].)"  # the character just matched stands where a word may begin
_SUSPECT = re.compile(
    rf"[*&!@`%]{_BEGINS}|[|>]{_BEGINS}(?![+-]?\d?[+-]?\s*$)|(?:\?|-(?=\s))(?:(?<=[\[{{,].)|(?<=[\[{{,] .))",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"%(?:YAML|TAG)\b")
_BLOCK_HEADER = re.compile(r"[|>][+-]?\d?[+-]?\s*$")
_FLOW_TOKEN = re.compile(r"[^,\]}]+")
_BLOCK_TOKEN = re.compile(r".+?(?=:\s|:$|$)")


def suspects(text: str) -> bool:
    """A reserved sign stands where a word may begin."""
    return _SUSPECT.search(text) is not None


def check(line: Line) -> Iterator[Fault]:
    """Reserved signs where a word should begin."""
    for at in line.starts:
        rest = line.code[at:]
        in_flow = bool(line.stack) or "[" in line.code[:at] or "{" in line.code[:at]
        if not _is_reserved(rest, in_flow) or (at == 0 and _DIRECTIVE.match(rest)):
            continue
        token = (_FLOW_TOKEN if in_flow else _BLOCK_TOKEN).match(rest)
        word = (token.group() if token else rest).rstrip()
        fixed = '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
        yield Fault("sign", at, (("fixed", fixed), ("sign", rest[0])), repair=(at, at + len(word), fixed))


def _is_reserved(rest: str, in_flow: bool) -> bool:
    if rest[0] in "|>":
        return in_flow or not _BLOCK_HEADER.match(rest)
    if rest[0] in "-?":
        return in_flow and rest[1:2] != "" and (rest[0] == "?" or rest[1] == " ")
    return rest[0] in "*&!@`%"
