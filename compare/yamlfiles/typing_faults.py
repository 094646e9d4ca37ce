"""What goes wrong in the typing of a YAML file, line by line, before and beside YAML's own reading.

In: a `Sheet`. Out: all faults of all lines, and the text with the faults put right so that the rest can be read too.
A new kind of fault is a `LineRule`: two functions in a section of their own below and one entry at the end.
Example: ``孵化器： [众创空间]`` gives `typing.full-width-colon`, repaired to ``孵化器: [众创空间]``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from compare.problems import Problem, Severity, problem
from compare.yamlfiles.lines import CLOSERS, Fault, TypedLine, read_lines
from compare.yamlfiles.nodes import Sheet


class LineRule(NamedTuple):
    """One kind of typing fault."""

    suspects: Callable[[str], bool]
    """true for every text that has such a fault, and for few others: a cheap test before lines are taken apart"""
    check: Callable[[TypedLine], Iterator[Fault]]
    """the faults of this kind in a line; columns are offsets in ``line.text``"""
    silent: bool = False
    """YAML may swallow the fault without an error"""


def check_lines(sheet: Sheet, silent_only: bool = False) -> tuple[list[Problem], Sheet]:
    """The problems of all lines and the sheet with every repair made; the same sheet where nothing was found."""
    text = "\n".join(sheet.lines) if "\r" in sheet.text else sheet.text
    active = [rule for rule in RULES if (rule.silent or not silent_only) and rule.suspects(text)]
    if not active:
        return [], sheet
    problems: list[Problem] = []
    texts = list(sheet.lines)
    for line in read_lines(sheet.lines, sheet.names):
        faults = [fault for rule in active for fault in rule.check(line)]
        problems += [_problem(sheet, line, fault) for fault in faults]
        if faults:
            texts[line.number - 1] = _repaired(line, faults)
    return problems, Sheet(sheet.file, "\n".join(texts), sheet.names) if problems else sheet


def _problem(sheet: Sheet, line: TypedLine, fault: Fault) -> Problem:
    place = sheet.place(line.number, fault.column + 1)
    severity: Severity = "warning" if fault.warning else "error"
    return problem(f"typing.{fault.code}", severity, place, **dict(fault.details))


def _repaired(line: TypedLine, faults: list[Fault]) -> str:
    text = line.text
    last = len(text) + 1
    for start, end, words in sorted((f.repair for f in faults if f.repair), reverse=True):
        if end <= last:  # of two repairs of one place the later one wins
            text = text[:start] + words + text[end:]
            last = start
    return text


# --- spaces -----------------------------------------------------------------------------------------------------------
# Blanks that YAML does not accept: TABs or full-width spaces in front, no space after the dash of a list.
#
# Faulty: ``<TAB>- 孵化器``, ``　- 孵化器``, ``-孵化器``, ``-　孵化器``.  Right: ``  - 孵化器``.
# ``-孵化器`` lines silently become one long keyword.

_SPACE_SUSPECT = re.compile("^[ \u3000\u00a0]*[\t\u3000\u00a0]|^\\s*[-－—][^ ]", re.MULTILINE)

_BLANKS = re.compile("[ \t\u3000\u00a0]*")
_DASH = re.compile("[-－—](?P<gap>[\t\u3000\u00a0]*)(?=[^\\s\\-－—\\d.])|[－—] ")


def _suspects_spaces(text: str) -> bool:
    """A line begins with an odd blank, or with a dash and no space."""
    return _SPACE_SUSPECT.search(text) is not None


def _check_spaces(line: TypedLine) -> Iterator[Fault]:
    """Blanks before the first word of a line and after its dash."""
    if line.stack or line.empty:
        return
    lead = _BLANKS.match(line.code)
    assert lead is not None
    blanks = lead.group()
    if "\t" in blanks:
        yield Fault("tab", blanks.index("\t"), repair=(0, lead.end(), _indent_of(line, blanks)))
    elif blanks.strip(" "):
        column = len(blanks) - len(blanks.lstrip(" "))
        yield Fault("wide-space", column, repair=(0, lead.end(), _indent_of(line, blanks)))
    dash = _DASH.match(line.code, lead.end())
    if dash and dash.group() != "- ":
        word = line.code[dash.end() :].replace("\0", "…").strip()
        yield Fault("dash", dash.start(), (("fixed", f"- {word}"),), repair=(dash.start(), dash.end(), "- "))


def _indent_of(line: TypedLine, blanks: str) -> str:
    """The indent that was meant, by the line before: one step in after a key without a value, else as deep as that."""
    before = line.previous
    if before is None:
        return ""
    if before.code[: before.indent].strip(" "):
        return "  " * len(blanks)
    return " " * (before.indent + 2 * before.code.rstrip().endswith((":", "：")))


# --- colons -----------------------------------------------------------------------------------------------------------
# A colon that YAML does not take for one: full-width, without a space after it, or followed by a full-width space.
#
# Faulty: ``孵化器： [众创空间]``, ``孵化器:[众创空间]``, ``孵化器:　众创空间``, ``- {词：上市}``.
# Right:  ``孵化器: [众创空间]``, ``- 12:30``, ``定义: 支持对象包括：企业``.
# The first makes the whole line one string, so the keywords never match; nothing else would tell.

_KEY = "[^\\s:：#\"'\\[\\]{},，。；、!&*@%|>`\\-][^:：#\"'\\[\\]{},，。；、\n]{0,39}?"  # a name, no sentence
_LEAD = "(?P<lead>[ \t\u3000\u00a0]*(?:-[ \t]+)*)"
_COLON_OF_KEY = re.compile(f"{_LEAD}(?P<key>{_KEY})[ ]*(?P<colon>：|:(?![ \t\n]|$))(?P<rest>.*)")
_COLON_IN_BRACES = re.compile(f"[{{,][ ]*(?P<key>{_KEY})[ ]*(?P<colon>：|:(?![ \t\n]))(?P<rest>.)")
_COLON_SUSPECT = re.compile("：|:(?![ \t\n]|$)", re.MULTILINE)
_PLAIN_VALUE = re.compile(r"(?P<key>[^:]*): +[^\s\[{\"'|>&]")
_WIDE_BLANKS = "\u3000\u00a0"


def _suspects_colons(text: str) -> bool:
    """A colon without a space after it follows a name, at the beginning of a line or in braces."""
    for match in _COLON_SUSPECT.finditer(text):
        start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.start())
        line = text[start : end if end >= 0 else None]
        if _COLON_OF_KEY.match(line) or _COLON_IN_BRACES.search(line):
            return True
    return False


def _check_colons(line: TypedLine) -> Iterator[Fault]:
    """Colons in the place of a key's colon."""
    if not line.stack and (match := _COLON_OF_KEY.match(line.code)) and _is_key(line, match):
        yield from _colon_fault(match)
    for match in _COLON_IN_BRACES.finditer(line.code):
        if match["key"].strip() in line.names.all and _brace_open(line, match.start("key")):
            yield from _colon_fault(match)


def _colon_fault(match: re.Match[str]) -> Iterator[Fault]:
    key, rest, at = match["key"].strip(), match["rest"], match.start("colon")
    after = at + 1 + len(rest) - len(rest.lstrip(" " + _WIDE_BLANKS))
    fixed = (("fixed", f"{key}: "), ("key", key))
    repair = (at, after, ": ")
    if match["colon"] == "：":
        yield Fault("full-width-colon", at, fixed, repair=repair)
    elif rest[:1] and rest[0] in _WIDE_BLANKS:
        yield Fault("wide-space", at + 1, repair=repair)
    elif not rest.startswith("//") and not key.isdigit():
        yield Fault("colon-without-space", at, fixed, repair=repair)


def _is_key(line: TypedLine, match: re.Match[str]) -> bool:
    key, value = match["key"].strip(), match["rest"].lstrip(" " + _WIDE_BLANKS)
    if key in line.names.all:
        return not _continues(line)
    if match["lead"].strip():  # a list item: a keyword may hold a colon
        return value.startswith(("[", "{"))
    return not _continues(line) and ": " not in line.code


def _continues(line: TypedLine) -> bool:
    """The line goes on with the text that stands on the line before it."""
    before = line.previous
    if before is None or line.code.lstrip().startswith("-"):
        return False
    code = before.code.strip()
    is_word = code.startswith("- ") and ": " not in code and not code.endswith((":", "："))
    if line.indent <= (before.indent if is_word else before.starts[0]):
        return False
    if code.endswith(":"):
        return code[:-1].removeprefix("- ").strip() in line.names.prose
    return is_word or bool(_PLAIN_VALUE.match(code))


def _brace_open(line: TypedLine, at: int) -> bool:
    depth = line.stack
    for char in line.code[:at]:
        if char in "[{":
            depth += char
        elif char in "]}":
            depth = depth[:-1]
    return depth.endswith("{")


# --- signs ------------------------------------------------------------------------------------------------------------
# A word that begins with a sign which means something else to YAML.
#
# Faulty: ``[*重点*, @企业, %增长]``, ``- &备注``, ``- !重要``, ``[- 孵化器]``.  Right: ``["*重点*"]``, ``定义: >-``.

_BEGINS = r"(?<![^\s\[{,].)"  # the character just matched stands where a word may begin
_SIGN_SUSPECT = re.compile(
    rf"[*&!@`%]{_BEGINS}|[|>]{_BEGINS}(?![+-]?\d?[+-]?\s*$)|(?:\?|-(?=\s))(?:(?<=[\[{{,].)|(?<=[\[{{,] .))",
    re.MULTILINE,
)
_DIRECTIVE = re.compile(r"%(?:YAML|TAG)\b")
_BLOCK_HEADER = re.compile(r"[|>][+-]?\d?[+-]?\s*$")
_FLOW_TOKEN = re.compile(r"[^,\]}]+")
_BLOCK_TOKEN = re.compile(r".+?(?=:\s|:$|$)")


def _suspects_signs(text: str) -> bool:
    """A reserved sign stands where a word may begin."""
    return _SIGN_SUSPECT.search(text) is not None


def _check_signs(line: TypedLine) -> Iterator[Fault]:
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


# --- commas -----------------------------------------------------------------------------------------------------------
# Commas and quotes in lists: a comma too many, or something glued to a closing quote.
#
# Faulty: ``[创业, , 孵化]``, ``["科技"，"金融"]``, ``- "科技"，``, ``- "科技"金融``, ``["科技, 金融]``.
# Right:  ``[创业, 孵化,]``, ``["科技", "金融"]``.  (``[创业，孵化]`` is found where the keywords are read.)

_COMMA_SUSPECT = re.compile("[\"']|[\\[{,]\\s*,")

_DOUBLE_COMMA = re.compile(r"[\[{,]\s*(?P<extra>,)")
_GLUED = re.compile("(?:\"\0*\"|'\0*')(?P<glued>[^\\s,\\]}:]+)")


def _suspects_commas(text: str) -> bool:
    """There are quotes, or commas without a word before them."""
    return _COMMA_SUSPECT.search(text) is not None


def _check_commas(line: TypedLine) -> Iterator[Fault]:
    """Commas without a word between them, characters after a closing quote, quotes without an end."""
    for match in _DOUBLE_COMMA.finditer(line.code):
        if line.stack or "[" in line.code[: match.start() + 1] or "{" in line.code[: match.start() + 1]:
            at = match.start("extra")
            yield Fault("double-comma", at, repair=(at, at + 1, ""))
    for match in _GLUED.finditer(line.code):
        if match.start() in line.starts:
            yield _glued(line, match)
    if line.open_quote >= 0:
        at = line.open_quote
        yield Fault("open-quote", at, (("quote", line.text[at]),), repair=(at, at + 1, ""))


def _glued(line: TypedLine, match: re.Match[str]) -> Fault:
    at, glued = match.start("glued"), match["glued"]
    details = (("glued", glued.replace("\0", "…")),)
    if glued[0] in "，、；":
        more = line.code[at + 1 :].strip(" ")
        separator = ", " if more and more[0] not in ",]}" else ""
        return Fault("after-quote", at, details, repair=(at, at + 1, separator))
    return Fault("after-quote", at, details, repair=(at, at + len(glued), ""))


# --- hashes -----------------------------------------------------------------------------------------------------------
# A number sign that cuts a keyword or a list short, because YAML takes it for a comment.
#
# Faulty: ``[AI #应用, 大数据]``, ``- AI #应用``, ``[#一号工程]``.
# Right:  ``- AI  # 英文缩写``, ``- C#``, ``["AI #应用"]``.

_HASH_SUSPECT = re.compile(r"#(?<=[\s\[{,]#)(?:[^\s#]|.*[\]}])")


def _suspects_hashes(text: str) -> bool:
    """A number sign begins like a word, or has a closing bracket after it, and something stands before it."""
    return any(text[text.rfind("\n", 0, m.start()) + 1 : m.start()].strip() for m in _HASH_SUSPECT.finditer(text))


def _check_hashes(line: TypedLine) -> Iterator[Fault]:
    """Comments that begin like a word, or that swallow the end of a list."""
    at = line.comment
    if at < 0 or line.empty:
        return
    rest = line.text[at:]
    swallows = bool(line.stack_after) and re.search(r"[\]}]", rest) is not None
    if not swallows and (rest[1:2] in ("", "#") or rest[1:2].isspace()):
        return
    before = line.code.rstrip()
    begins_token = before[-1:] in ("[", "{", ",", "-", ":")
    details = (("lost", rest.rstrip()), ("kept", before.strip().replace("\0", "…")))
    repair = _quoted(rest, at) if begins_token else (len(before), at, "")
    yield Fault("hash", at, details, warning=not swallows and not begins_token, repair=repair)


def _quoted(rest: str, at: int) -> tuple[int, int, str]:
    token = re.match(r"[^,\]}]+", rest)
    assert token is not None
    return at, at + token.end(), f'"{token.group().rstrip()}"'


# --- brackets ---------------------------------------------------------------------------------------------------------
# Brackets that are not closed, closed with a full-width one, or closed twice.
#
# Faulty: ``强词: [创业, 孵化`` before a new field, ``强词: [创业】``, ``强词: [创业]]``.
# Right:  ``强词: [创业, 孵化]``.

_WIDE_CLOSERS = "】］｝〕"


def _suspects_brackets(text: str) -> bool:
    """There are brackets."""
    return "[" in text or "{" in text or "]" in text or "}" in text


def _check_brackets(line: TypedLine) -> Iterator[Fault]:
    """The line on which a bracket should have been closed, and closing brackets too many."""
    if line.extra >= 0:
        yield Fault("extra-bracket", line.extra, repair=(line.extra, line.extra + 1, ""))
    if line.unclosed and not _commented_out(line):
        code = line.code.rstrip()
        missing = "".join(CLOSERS[bracket] for bracket in reversed(line.stack_after))
        found = code[-1] if code[-1] in _WIDE_CLOSERS else ""
        start = len(code) - len(found)
        details = (("found", found), ("missing", missing))
        yield Fault("wide-bracket" if found else "open-bracket", start, details, repair=(start, len(code), missing))


def _commented_out(line: TypedLine) -> bool:
    """The closing bracket is there, but behind a comment sign: the rule of hashes reports that."""
    return line.comment >= 0 and re.search(r"[\]}]", line.text[line.comment :]) is not None


# --- all of them ------------------------------------------------------------------------------------------------------

RULES = (
    LineRule(_suspects_spaces, _check_spaces, silent=True),
    LineRule(_suspects_colons, _check_colons, silent=True),
    LineRule(_suspects_signs, _check_signs, silent=True),
    LineRule(_suspects_commas, _check_commas),
    LineRule(_suspects_hashes, _check_hashes, silent=True),
    LineRule(_suspects_brackets, _check_brackets),
)
