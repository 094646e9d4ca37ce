"""KH Coder coding rules: ``*Code`` lines, each followed by a condition.

Read: ``*孵化`` with ``'孵化器' or '众创空间' or <*加速>`` becomes one type a code; a code that only one other code
refers to becomes its sub-type. Conditions other than “or” lists (and, not, near, seq, counts, variables) are kept in
the definition and noted: KH Coder judges whole units, a keyword cannot say that.
Written: strings in quotes, which survive KH Coder's segmentation of Chinese, and ``<*sub-type>``. Spaces in names
become _, names used twice get their type in front.
"""

from __future__ import annotations

import re
from pathlib import Path

from compare import lexicons
from compare.model import Measure, Taxonomy
from compare.problems import Problem, problem
from compare.taxonomy.exchange.outlines import children, dropped, terms_of, unique_names
from compare.taxonomy.exchange.trees import Category, foreign_fault, lost, taxonomy_from_tree
from compare.taxonomy.foreign_text import read_foreign_text

SUFFIXES = (".txt", ".cod")
FORMAT = "KH Coder"

_CODE = re.compile(r"[*＊]\s*(?P<name>.+?)\s*")
_ATOM = re.compile(
    r"\s*(?:'(?P<string>[^']*)'|\"(?P<quoted>[^\"]*)\"|<[*＊](?P<code>[^>]+)>|(?P<sign>[()|])|(?P<word>[^\s()|'\"<>]+))"
)
_PLAIN_WORD = re.compile(r"[^&!>=\-\[\]]+")
_OPERATORS = {"or", "and", "not", "near", "seq"}
_LATIN = re.compile("[0-9A-Za-z]")


def read(path: Path) -> tuple[Taxonomy, tuple[Problem, ...]]:
    """The codes of a KH Coder rule file."""
    conditions = _read_conditions(read_foreign_text(path))
    if not conditions:
        raise foreign_fault(FORMAT, path.as_posix(), "*")
    codes = {name: Category(name) for name in conditions}
    references: dict[str, list[str]] = {name: [] for name in conditions}
    losses: list[Problem] = []
    for name, (line, condition) in conditions.items():
        union = _read_union(condition)
        if union is None or any(other not in codes for other in union[1]):
            losses.append(lost("lost-rule", path.as_posix(), line, category=name, rule=condition))
            codes[name].definition = f"{lexicons.load('taxonomy_exchange')['rule']}: {condition}"
            continue
        codes[name].add(union[0])
        for other in union[1]:
            references[other].append(name)
    return taxonomy_from_tree(_tree(codes, references), path.stem, path.name, wildcards=""), tuple(losses)


def _read_conditions(text: str) -> dict[str, tuple[int, str]]:
    """Code → first line and condition; ``#`` begins a comment, a condition may run over lines."""
    result: dict[str, tuple[int, str]] = {}
    name = ""
    for number, line in enumerate(text.split("\n"), 1):
        if line.lstrip().startswith("#") or not line.strip():
            continue
        if match := _CODE.fullmatch(line):
            name = match["name"]
            result.setdefault(name, (number, ""))
        elif name:
            first, before = result[name]
            result[name] = (first, f"{before} {line.strip()}".strip())
    return result


def _read_union(condition: str) -> tuple[list[str], list[str]] | None:
    """Words and codes of a condition that only says “or”; None for any other."""
    words: list[str] = []
    codes: list[str] = []
    position = 0
    while position < len(condition.rstrip()):
        match = _ATOM.match(condition, position)
        if match is None or (match["sign"] is None and not _take(match, words, codes)):
            return None
        position = match.end()
    return words, codes


def _take(match: re.Match[str], words: list[str], codes: list[str]) -> bool:
    if match["code"]:
        codes.append(match["code"].strip())
        return True
    if match["string"] is not None or match["quoted"] is not None:
        words.append(match["string"] or match["quoted"] or "")
        return True
    word = match["word"]
    if word == "or":
        return True
    if word in _OPERATORS or not _PLAIN_WORD.fullmatch(word):
        return False
    words.append(_phrase(word))
    return True


def _phrase(word: str) -> str:
    """``科技+金融`` are neighbouring words: joined in Chinese, with a space between Latin ones."""
    parts = [part for part in word.split("+") if part]
    latin = any(_LATIN.search(part) for part in parts)
    return (" " if latin else "").join(parts)


def _tree(codes: dict[str, Category], references: dict[str, list[str]]) -> list[Category]:
    """Codes that exactly one other code refers to go below it, unless that would close a circle."""
    parents = {name: users[0] for name, users in references.items() if len(users) == 1 and users[0] != name}
    for name in list(parents):
        if _circular(name, parents):
            del parents[name]
    for name, parent in parents.items():
        codes[parent].children.append(codes[name])
    return [category for name, category in codes.items() if name not in parents]


def _circular(name: str, parents: dict[str, str]) -> bool:
    seen = {name}
    while name in parents:
        name = parents[name]
        if name in seen:
            return True
        seen.add(name)
    return False


# --- writing ----------------------------------------------------------------------------------------------------------


def write(taxonomy: Taxonomy, path: Path) -> tuple[Problem, ...]:
    """Write the rules; notes what they cannot hold."""
    names = {key: "_".join(name.split()) for key, name in unique_names(taxonomy).items()}
    lines: list[str] = []
    unquotable: list[str] = []
    for measure in taxonomy.measures:
        if condition := _condition(measure, taxonomy, names, unquotable):
            lines += [f"*{names[measure.id]}", condition, ""]
    path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    losses = dropped(taxonomy, FORMAT, path, "hierarchy levels own-keywords keywords")
    if unquotable:
        details = {"format": FORMAT, "count": len(unquotable), "example": unquotable[0]}
        losses += (problem("taxonomy.drop-terms", "note", path.as_posix(), **details),)
    return losses


def _condition(measure: Measure, taxonomy: Taxonomy, names: dict[str, str], unquotable: list[str]) -> str:
    terms = list(terms_of([measure], ""))
    unquotable += [term for term in terms if "'" in term]
    atoms = [f"'{term}'" for term in terms if "'" not in term]
    atoms += [f"<*{names[child.id]}>" for child in children(taxonomy, measure.id) if _has_terms(child, taxonomy)]
    return " or ".join(atoms)


def _has_terms(measure: Measure, taxonomy: Taxonomy) -> bool:
    if any("'" not in term for term in terms_of([measure], "")):
        return True
    return any(_has_terms(child, taxonomy) for child in children(taxonomy, measure.id))
