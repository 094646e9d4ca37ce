"""What a corpus shows of a taxonomy: keywords that never count in it, and why; keywords that cut through its words.

In: a `Subject` and the hits of its keywords, as the coding itself finds them. Out: `Problem`s with their places.
Example: keyword AI in a corpus with MAIN and MAINTENANCE finds nothing (Latin letters need a border): `dead-keyword`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from compare.chinese.text import Text
from compare.chinese.words import words_across
from compare.model import Keyword, Match, Taxonomy
from compare.problems import Problem
from compare.taxonomy.lint.rules import Subject, found

Hits = Iterable[tuple[Text, Sequence[Match]]]
"""each text of a corpus with all matches in it, rejected ones too"""
Find = Callable[[Taxonomy], Hits]
"""how a taxonomy's keywords are found in a corpus: the matcher of the coding, which this room does not see"""

CUT_LENGTH = 3
"""characters: longer terms hardly ever cut across words (domain D7)"""
_AROUND = 6
"""characters shown on either side of a cut"""
_SHOWN = 5
"""quotations in a message"""
_REASONS = {
    "mask": "always-masked", "overlap": "always-covered", "guard": "always-guarded", "boundary": "always-cutting",
    "condition": "always-unmet",
}  # fmt: skip
"""why no hit counts; what else the matcher rejects by (negation, cited titles) is `always-denied`"""


@dataclass
class Usage:
    """What became of one keyword's hits in a corpus."""

    free: int = 0
    """hits that count"""
    rejected: Counter[str] = field(default_factory=Counter)
    """why hits do not count → how many"""
    cuts: Counter[str] = field(default_factory=Counter)
    """word that a hit cuts through → times"""
    quotes: dict[str, str] = field(default_factory=dict)
    """the same words → the first place, with some characters around"""

    @property
    def total(self) -> int:
        """All hits, whatever became of them."""
        return self.free + self.rejected.total()

    def cut(self, word: str, text: Text, match: Match) -> None:
        """Note a hit that cuts through a word."""
        self.cuts[word] += 1
        start, end = match.span
        self.quotes.setdefault(word, text.source[max(0, start - _AROUND) : end + _AROUND].replace("\n", " "))


def check_corpus(subject: Subject, hits: Hits) -> Iterator[Problem]:
    """Keywords without a hit that counts, and short ones that cut across words."""
    usage = find_usage(subject.taxonomy, hits)
    for keyword, place in subject.keywords():
        use = usage[keyword]
        if not use.free:
            code = _REASONS.get(use.rejected.most_common(1)[0][0], "always-denied") if use.total else "dead-keyword"
            yield found(code, "note", place, keyword=keyword.text, count=use.total)
        if use.cuts and not keyword.boundary:
            words = [word for word, _ in sorted(use.cuts.items(), key=lambda item: (-item[1], item[0]))]
            quotes = "；".join(use.quotes[word] for word in words[:_SHOWN])
            count, total = use.cuts.total(), use.free + use.rejected["boundary"]
            yield found("collision", "warning", place, keyword=keyword.text, count=count, total=total, quotes=quotes)


def find_usage(taxonomy: Taxonomy, hits: Hits) -> Mapping[Keyword, Usage]:
    """What became of the hits of every keyword.

    Faulty: 高企 in 提高企业, 技工 in 科技工作, 子基金 in 种子基金. The matcher rejects such hits unless the keyword
    forbids it to look (词界: no); these are looked at here."""
    usage = {keyword: Usage() for keyword in taxonomy.keywords}
    unasked: list[tuple[Text, Match]] = []
    for text, matches in hits:
        for match in matches:
            use = usage[match.keyword]
            if match.rejected:
                use.rejected[match.rejected] += 1
                if match.rejected == "boundary":
                    use.cut(match.note, text, match)
                continue
            use.free += 1
            if match.keyword.boundary is False and len(match.quote) <= CUT_LENGTH:
                unasked.append((text, match))
    words = words_across([(text.folded, *match.span) for text, match in unasked])
    for (text, match), word in zip(unasked, words, strict=True):
        if word:
            usage[match.keyword].cut(word, text, match)
    return usage
