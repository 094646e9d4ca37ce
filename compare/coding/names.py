"""Cut the name of what a number measures out of the words around it.

In: the words left or right of a number. Out: a noun phrase.
Example: left “到2027年,力争全市高新技术企业数量” → 全市高新技术企业数量; right “省级孵化器,…” → 省级孵化器.
Time, modal and connecting words are taken off; action verbs are told from nouns that contain them (孵化 in 孵化器).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compare.chinese.heads import Finder
from compare.coding.patterns import alternatives, cue, word_set
from compare.lexicons import load
from compare.rules import Book, current

_KEPT = 4096
"""names kept of each kind: the same few words stand beside the numbers of a place's papers again and again"""
_EDGES = ' ,。;:、()·-—□"'
_PREDICATE_REACH = 8
"""characters behind a noun in which its predicate begins"""
_SHORTEST = 2
"""characters of the shortest name"""


def left_name(words: str) -> str:
    """The noun phrase at the end of the words left of a number."""
    return _left_name(current(), words)


@lru_cache(_KEPT)
def _left_name(book: Book, words: str) -> str:
    rules, edges = book.topic("targets"), _EDGES + _particles()
    time, lead, tail = (rules.rule(name).finder for name in ("time_lead", "lead_words", "tail_words"))
    words = _behind_years(rules.rule("year_named").finder, words.strip(edges))
    before = ""
    while before != words:
        before = words
        for opening in (time, lead):
            if found := opening.match(words):
                words = words[found.end() :]
        words = tail.sub("", words).strip(edges)
    return _balanced(words)


def _behind_years(year: Finder, words: str) -> str:
    """The words behind the last year, if that leaves a name."""
    end = max((found.end() for found in year.finditer(words)), default=0)
    return words[end:] if len(words) - end >= _SHORTEST else words


def right_name(words: str) -> str:
    """The noun phrase at the start of the words right of a number, up to the next stop."""
    return _right_name(current(), words)


@lru_cache(_KEPT)
def _right_name(book: Book, words: str) -> str:
    rules = book.topic("targets")
    stops, listed = rules.rule("name_stops").finder, rules.rule("within_a_list").finder
    stop = stops.search(words)
    while stop and stop.group() == "、" and listed.search(words[: stop.start()]):
        stop = stops.search(words, stop.end())
    edges = _EDGES + _particles() + "".join(load("targets")["joints"])
    return _balanced(words[: stop.start() if stop else len(words)].strip(edges))


def subject(clause: str) -> str:
    """The noun phrase of a clause without its predicate: “高企数量大幅增长” → 高企数量."""
    return without_verb(left_name(cue("targets", "tail_predicates").sub("", left_name(clause))))


def without_base(words: str) -> str:
    """“技术合同额较2020年” → “技术合同额”."""
    return _without_base(current(), words)


@lru_cache(_KEPT)
def _without_base(book: Book, words: str) -> str:
    words = words.rstrip()
    if opening := cue("targets", "on_the_basis").match(words):
        words = words[opening.end() :]
    return cue("targets", "base_named").sub("", words)


def without_verb(name: str) -> str:
    """A name without the action verb it opens with; 新增 and its like stay, and so does 服务 in 服务企业."""
    verb = verb_pattern().match(name)
    if not verb or verb.group() in word_set("targets", "verbs_kept"):
        return name
    rest = left_name(name[verb.end() :])
    return name if len(rest) < 2 or rest in word_set("targets", "bare_objects") else rest


def without_kept(name: str) -> str:
    """新增高企 → 高企: the stock, where the text goes on to its total."""
    verb = verb_pattern().match(name)
    return name[verb.end() :] if verb and verb.group() in word_set("targets", "verbs_kept") else name


def again(words: str, name: str) -> str:
    """“续建安置房50套,新开工80套”: the second verb with the object of the first."""
    words = words.rstrip()
    kept = next((verb for verb in _verbs() if words.endswith(verb)), "")
    return (kept if kept in word_set("targets", "verbs_kept") else "") + without_kept(name)


def ends_with_verb(words: str) -> bool:
    """Does an action verb stand directly before the number: “新增(20家)”?"""
    words = words.rstrip()
    if words[-1:] in _verb_ends() and words.endswith(_verbs()):
        return True
    return cue("targets", "linking").search(words) is not None


def object_name(words: str, noun: str) -> tuple[str, bool] | None:
    """The object of the action verb in `words`, else the noun right of the number (then the second value is True).

    None if no verb governs the number. “引进企业研发机构” → 企业研发机构; “新增” with noun 孵化器 → 新增孵化器.
    """
    return _object_name(current(), words, noun)


@lru_cache(_KEPT)
def _object_name(book: Book, words: str, noun: str) -> tuple[str, bool] | None:
    verb = _first_verb(words)
    if verb is None:
        return None
    name, kept = _behind_verbs(words[verb.end() :], verb.group())
    behind = not name or cue("targets", "places").match(name) is not None
    if behind and not noun:
        return _verb_alone(words, verb, name)
    whole = cue("targets", "finished").sub("", counted(noun)) if behind else name
    return (kept + whole if whole else ""), behind


def _behind_verbs(words: str, verb: str) -> tuple[str, str]:
    """What is left behind a chain of verbs (引进培育, 支持企业新建), and the verb that stays in the name (新增)."""
    kept = ""
    while True:
        kept = verb if verb in word_set("targets", "verbs_kept") else kept
        if verb in word_set("targets", "causative"):
            words = cue("targets", "agents").sub("", words)
        words = left_name(words)
        chained = verb_pattern().match(words)
        rest = left_name(words[chained.end() :]) if chained else ""
        if chained is None or rest in word_set("targets", "bare_objects"):
            return words, kept
        verb, words = chained.group(), words[chained.end() :]


def counted(noun: str) -> str:
    """The noun a number counts; empty for nouns that are only numbered (三个方面, 20项举措)."""
    return "" if cue("targets", "loose_nouns").search(noun) else noun


def before_predicate(noun: str, after: str) -> str:
    """“(确保)50个项目竣工” → 项目; empty if no predicate follows."""
    predicates = cue("targets", "predicates")
    if not predicates.search(after[: len(noun) + _PREDICATE_REACH]):
        return ""
    within = predicates.search(noun)
    return noun[: within.start()] if within else noun


def split_names(words: str) -> list[str]:
    """Members of a name list; short members take what they share with the last one.

    “国家级、省级孵化器” → 国家级孵化器, 省级孵化器; “甲、乙产业规模” → 甲产业规模, 乙产业规模.
    """
    names = [name for name in split_at(cue("targets", "listed_names"), words) if name]
    if len(names) < 2:
        return names
    last = names[-1]
    if (head := without_level(last)) != last:
        level: str = load("targets")["level"]
        rank = level if last.removesuffix(head).endswith(level) else ""
        names = [
            (n + rank if rank and not n.endswith(rank) else n) + head if n in word_set("targets", "levels") else n
            for n in names[:-1]
        ] + [last]
    if measure := _measure(last):
        names = [n if _measure(n) else n + measure for n in names]
    if verb := verb_pattern().match(names[0]):
        names[0] = names[0][verb.end() :] or names[0]
    return names


def split_at(joints: Finder, words: str) -> list[str]:
    """The words between the joints."""
    parts, start = [], 0
    for joint in joints.finditer(words):
        parts.append(words[start : joint.start()])
        start = joint.end()
    return [*parts, words[start:]]


def without_level(name: str) -> str:
    """国家级孵化器 → 孵化器."""
    for level in _levels():
        if name.startswith(level) and len(name) > len(level) + 1:
            return name[len(level) :]
    return name


@cache
def verb_pattern() -> re.Pattern[str]:
    """Action verbs, longest first, each with what would make it part of a noun (孵化器, 有效)."""
    nouns = load("targets")["noun_after"]
    return re.compile("|".join(f"{v}(?!{alternatives(nouns[v])})" if v in nouns else v for v in _verbs()))


@cache
def _verb_ends() -> frozenset[str]:
    return frozenset(verb[-1] for verb in _verbs())


@cache
def _verbs() -> tuple[str, ...]:
    return tuple(sorted(set(load("targets")["verbs"]), key=lambda verb: (-len(verb), verb)))


def _first_verb(words: str) -> re.Match[str] | None:
    """The verb that a clause opens with (adverbials left aside), or the one directly before the number."""
    for match in verb_pattern().finditer(words):
        if cue("targets", "adverbial").match(left_name(words[: match.start()])) or match.end() == len(words.rstrip()):
            return match
    return None


def _verb_alone(words: str, verb: re.Match[str], name: str) -> tuple[str, bool]:
    """Without any object: “农房改造(700户)” keeps its own noun, “培训(40万人次)” is its own indicator."""
    if not name and verb.start() > 0:
        return left_name(words), False
    return (verb.group() if verb.group() in word_set("targets", "verbs_nominal") else ""), False


def _balanced(words: str) -> str:
    """Without a quotation mark that has lost its partner; a bracket gets its own back, which was cut off as an edge."""
    if words.count("(") == words.count(")") + 1:
        words += ")"
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def _measure(name: str) -> str:
    """The measured magnitude at the end of a name: 产业规模, 建成率."""
    rate = cue("targets", "rates").search(name)
    return rate.group() if rate else next((m for m in load("targets")["measures"] if name.endswith(m)), "")


@cache
def _levels() -> tuple[str, ...]:
    return tuple(sorted(word_set("targets", "levels"), key=lambda level: (-len(level), level)))


@cache
def _particles() -> str:
    """Characters that are cut off the edges of a name besides marks."""
    return "".join(load("targets")["particles"])
