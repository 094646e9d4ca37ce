"""The notation in which rules name words, and the expression that it stands for.

In: a phrase as an analyst writes it. Out: a regular expression over folded text (half-width, lower case).
Example: ``坚持…(原则/方针)`` finds “坚持市场导向原则” and not “坚持创新,遵守原则”.

======================  ======================================================================
``给予``                these characters
``…``                   up to 40 characters of the same clause; ``…8`` up to eight
``……``                  up to 120 characters of the same sentence; ``……40`` up to forty
``………``                 up to 600 characters, over sentences; ``………60`` up to sixty
``~``                   up to 40 Han characters, no digits, marks or blanks; ``~8`` up to eight
``^``                   up to 40 characters of the same clause, none of them a digit; ``^8`` up to eight
``_``                   one character of the same clause
``*``                   one Arabic digit: ``20**年``
``#``                   a number in Arabic digits: 20, 3.5
``##``                  a number in Arabic digits or in Chinese numerals
``(原则/方针)``           one of these
``[应当/要]``             one of these or nothing
``[[大力/着力]]``         some of these, or none
``给予!(处分/警告)``      not before these
``{support}``           one of the words of a list of the file, or of the lists that all files share
``<who:_…>``            what stands here is taken out under this name
``|``                   at the beginning of a phrase where the text begins, at the end where it ends
a blank                 a blank or nothing
``\\``                  before any of these signs: the sign itself
======================  ======================================================================

A number behind a gap is the gap's: ``……10万元`` finds “最高奖励万元”. Digits of the text stand behind a blank there, or
behind a backslash: ``最高…\\50万元``. Full-width signs are read as what they are in the text, which is half-width
once folded: ``\\(`` finds “（”.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from compare.chinese.normalize import fold

_GAPS = {
    "…": ("[^,。;]", 40), "……": ("[^。;]", 120), "………": (r"[\s\S]", 600), "~": ("[一-鿿]", 40), "^": (r"[^,。;\d]", 40),
}  # fmt: skip
"""sign → what may stand in the gap, and how much of it"""
_LONGEST = 500
"""characters of a phrase; ours have a hundred at most"""
_DEEPEST = 12
"""brackets in brackets"""
_DOTS = re.compile(r"\.\.|⋯")
"""what is meant as the sign of a gap"""
_FULL_WIDTH = re.compile("（[^（）/]+/[^（）]+）|[［］｛｝＜＞＃＊]")
"""signs as an input method writes them: alternatives in full-width brackets would be sought letter by letter"""
_NUMBER = r"\d+(?:\.\d+)?"
_ANY_NUMBER = f"(?:{_NUMBER}|[〇零一二两三四五六七八九十百千万]+)"
_TOKEN = re.compile(
    r"""(?P<gap>…{1,3}|~|\^)(?P<most>\d*)
    | \{(?P<list>[^{}]*)\}
    | <(?P<name>[a-z]+):
    | \\(?P<sign>.)
    | (?P<mark>\#\# | \[\[ | !\( | [_*\#()\[\]/>|\ \u3000\xa0{}<\\])
    | (?P<letters>[^…~^{}<\\!_*\#()\[\]/>|\ \u3000\xa0]+|.)""",
    re.S | re.X,
)
_BRACKETS = {"(": (")", "(?:", ")"), "!(": (")", "(?!", ")"), "[": ("]", "(?:", ")?"), "[[": ("]]", "(?:", ")*")}
"""opening sign → closing sign, and the expression around what stands between"""
_SIGNS = {"_": "[^,。;]", "*": r"\d", "#": _NUMBER, "##": _ANY_NUMBER, **dict.fromkeys(" \u3000\xa0", r"\s?")}


class PhraseFault(ValueError):
    """What is wrong with a phrase: a code of the wording of problems, and the words it is about."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code, self.detail = code, detail


def expression(phrase: str, lists: Callable[[str], str]) -> str:
    """The regular expression of a phrase; `lists` gives that of a list by name, or raises `KeyError`.

    Raises `PhraseFault` for what cannot be read, and for what would never find what its writer means.
    """
    for code, wrong in (
        ("phrase-empty", not phrase.strip()),
        ("phrase-long", len(phrase) > _LONGEST),
        ("phrase-letters", any(not c.isprintable() and c not in _SIGNS for c in phrase)),
        ("phrase-dots", _DOTS.search(phrase) is not None),
        ("phrase-full-width", _FULL_WIDTH.search(phrase) is not None),
    ):
        if wrong:
            raise PhraseFault(code, phrase[:_LONGEST])
    return _Reader(phrase, lists).alternatives("")


def demands_nothing(pattern: str) -> bool:
    """Whether an expression fits every text: all that it asks for may be absent."""
    return re.compile(pattern).fullmatch("") is not None


class _Reader:
    """Reads one phrase from left to right."""

    def __init__(self, phrase: str, lists: Callable[[str], str]) -> None:
        self._phrase, self._lists = phrase, lists
        self._tokens: Iterator[re.Match[str]] = _TOKEN.finditer(phrase)
        self._depth = 0
        self._gap_end = -1
        """where the last gap ends in the phrase"""

    def alternatives(self, closing: str) -> str:
        """What stands up to the closing sign: one alternative, or several between strokes."""
        choices: list[list[str]] = [[]]
        self._enter(closing)
        for token in self._tokens:
            mark = token["mark"]
            if mark and closing.startswith(mark):
                if closing == "]]" and not self._closes_twice():
                    break
                self._depth -= 1
                return "|".join(map(self._bordered, choices))
            if mark == "/" and closing:
                choices.append([])
            else:
                choices[-1].append(self._item(token))
        if closing:
            raise PhraseFault("phrase-open", self._phrase)
        return self._bordered(choices[0])

    def _enter(self, closing: str) -> None:
        self._depth += bool(closing)
        if self._depth > _DEEPEST:
            raise PhraseFault("phrase-deep", self._phrase)

    def _closes_twice(self) -> bool:
        """“]]” ends what “[[” opened, and also two “[”, one inside the other: so it is read sign by sign."""
        token = next(self._tokens, None)
        return token is not None and token["mark"] == "]"

    def _item(self, token: re.Match[str]) -> str:
        if token["gap"]:
            return self._gap(token)
        if token["list"] is not None:
            return self._list(token["list"])
        if token["name"]:
            return f"(?P<{token['name']}>{self.alternatives('>')})"
        if token["mark"]:
            return self._mark(token["mark"])
        return re.escape(fold(token["sign"] or token["letters"]))

    def _gap(self, token: re.Match[str]) -> str:
        """Four digits are a year rather than a reach; of two gaps in a row nobody can say where one ends."""
        inside, usual = _GAPS[token["gap"]]
        most = int(token["most"] or usual)
        if not 0 < most < 1000 or len(token["most"]) > 3:
            raise PhraseFault("phrase-reach", self._phrase)
        if token.start() == self._gap_end:
            raise PhraseFault("phrase-gaps", self._phrase)
        self._gap_end = token.end()
        return f"{inside}{{0,{most}}}?"

    def _list(self, name: str) -> str:
        try:
            return _Choice(f"(?:{self._lists(name)})")
        except KeyError:
            raise PhraseFault("phrase-list", name) from None

    def _mark(self, mark: str) -> str:
        if mark in _BRACKETS:
            closing, before, after = _BRACKETS[mark]
            found = before + self.alternatives(closing) + after
            return _Choice(found) if mark == "(" else found
        if mark == "|":
            return _BORDER
        if mark not in _SIGNS:
            raise PhraseFault(_LONE.get(mark, "phrase-closed"), self._phrase)
        return _SIGNS[mark]

    def _bordered(self, items: list[str]) -> str:
        """The items of one alternative in a row: a border before words begins the text, any other ends it."""
        if len(items) == 1 and isinstance(items[0], _Choice):
            return items[0][len("(?:") : -len(")")]
        begins = len(items) > 1 and items[0] == _BORDER
        if _BORDER in items[1:-1] or items[:2] == [_BORDER, _BORDER]:
            raise PhraseFault("phrase-border", self._phrase)
        return "^" * begins + "".join("$" if item == _BORDER else item for item in items[begins:])


_BORDER = "\0"
_LONE = {"/": "phrase-stroke", "\\": "phrase-backslash", "{": "phrase-open", "<": "phrase-open"}
"""sign that stands where it says nothing → what is said of it"""


class _Choice(str):
    """Alternatives in brackets, which they lose where nothing stands beside them: `re` is quicker without."""

    __slots__ = ()
