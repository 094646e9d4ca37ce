"""Cut the name of what a number measures out of the words around it.

In: the words left or right of a number. Out: a noun phrase.
Example: left “到2027年,力争全市高新技术企业数量” → 全市高新技术企业数量; right “省级孵化器,…” → 省级孵化器.
Time, modal and connecting words are taken off; action verbs are told from nouns that contain them (孵化 in 孵化器).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from compare.coding.patterns import cue, word_set
from compare.lexicons import load

_KEPT = 4096
"""names kept of each kind: the same few words stand beside the numbers of a place's papers again and again"""
_EDGES = ' ,。;:、()·-—□"的'
_STOP = re.compile(r"[,。;:、()!?]|(?<!级)(?:并|以及|等(?=[^级]|$))")
_BASE = re.compile(r"(?:在|(?<!占)比|较|以|由|从|与)[^,。;]{0,24}?(?:基础上|相比|年(?:末|底|的)?|同期|末|期)$")
_BASE_ENDS = ("上", "比", "年", "末", "底", "的", "期")
_YEAR = re.compile(r".*20\d\d\s?年(?:度|末|底|前|底前)?(?!级)")
_AS = ("成为", "作为", "视为", "认为")
_JOINT = re.compile("、|和(?!美|谐)|与|及|以及")


@lru_cache(_KEPT)
def left_name(words: str) -> str:
    """The noun phrase at the end of the words left of a number."""
    words, before = words.strip(_EDGES), ""
    if (year := _YEAR.match(words)) and len(words) - year.end() >= 2:
        words = words[year.end() :]
    while before != words:
        before = words
        if found := cue("targets", "time_lead").match(words):
            words = words[found.end() :]
        if found := cue("targets", "lead_words").match(words):
            words = words[found.end() :]
        words = _tail().sub("", words).strip(_EDGES)
    return _balanced(words)


@lru_cache(_KEPT)
def right_name(words: str) -> str:
    """The noun phrase at the start of the words right of a number, up to the next stop."""
    stop = _STOP.search(words)
    while stop and stop.group() == "、" and words[: stop.start()].endswith(("级", "型", "类", "期")):
        stop = _STOP.search(words, stop.end())
    return _balanced(words[: stop.start() if stop else len(words)].strip(_EDGES + "和与及以"))


def subject(clause: str) -> str:
    """The noun phrase of a clause without its predicate: “高企数量大幅增长” → 高企数量."""
    return without_verb(left_name(cue("targets", "tail_predicates").sub("", left_name(clause))))


@lru_cache(_KEPT)
def without_base(words: str) -> str:
    """“技术合同额较2020年” → “技术合同额”."""
    words = words.rstrip()
    if words.startswith(("基础上", "的基础上")):
        words = words[words.index("上") + 1 :]
    return _BASE.sub("", words) if words.endswith(_BASE_ENDS) else words


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
    verb = _ending().search(words.rstrip())
    kept = verb.group() if verb and verb.group() in word_set("targets", "verbs_kept") else ""
    return kept + without_kept(name)


def ends_with_verb(words: str) -> bool:
    """Does an action verb stand directly before the number: “新增(20家)”?"""
    words = words.rstrip()
    if words[-1:] in _verb_ends() and words.endswith(_verbs()):
        return True
    return words.endswith("为") and not words.endswith(_AS)


@lru_cache(_KEPT)
def object_name(words: str, noun: str) -> tuple[str, bool] | None:
    """The object of the action verb in `words`, else the noun right of the number (then the second value is True).

    None if no verb governs the number. “引进企业研发机构” → 企业研发机构; “新增” with noun 孵化器 → 新增孵化器.
    """
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
    return re.sub(f"(?:{predicates.pattern}).*$", "", noun) if predicates.search(after[: len(noun) + 8]) else ""


def split_names(words: str) -> list[str]:
    """Members of a name list; short members take what they share with the last one.

    “国家级、省级孵化器” → 国家级孵化器, 省级孵化器; “甲、乙产业规模” → 甲产业规模, 乙产业规模.
    """
    names = [n for n in _JOINT.split(words) if n]
    if len(names) < 2:
        return names
    last = names[-1]
    if (head := without_level(last)) != last:
        rank = "级" if last.removesuffix(head).endswith("级") else ""
        names = [
            (n + rank if rank and not n.endswith(rank) else n) + head if n in word_set("targets", "levels") else n
            for n in names[:-1]
        ] + [last]
    if measure := _measure(last):
        names = [n if _measure(n) else n + measure for n in names]
    if verb := verb_pattern().match(names[0]):
        names[0] = names[0][verb.end() :] or names[0]
    return names


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
    return re.compile("|".join(f"{v}(?!{nouns[v]})" if v in nouns else v for v in _verbs()))


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
    """Without a quotation mark that has lost its partner."""
    return words if words.count("“") == words.count("”") else re.sub("[“”]", "", words)


def _measure(name: str) -> str:
    """The measured magnitude at the end of a name: 产业规模, 建成率."""
    rate = re.search(r"[\u4e00-\u9fff]{2}率$", name)
    return rate.group() if rate else next((m for m in load("targets")["measures"] if name.endswith(m)), "")


@cache
def _levels() -> tuple[str, ...]:
    return tuple(sorted(word_set("targets", "levels"), key=lambda level: (-len(level), level)))


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"{load('targets')['tail_words']}$")


@cache
def _ending() -> re.Pattern[str]:
    return re.compile(f"(?:{verb_pattern().pattern}|(?<![成作视认])为)$")
