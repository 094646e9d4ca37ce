"""Rules that anyone can read and test: which words decide what, and the sentences that show it.

In: YAML files of entries. Out: `Rule`s, each one compiled expression on the words of the one scan.
Example: an entry of roles_goals.yaml says that “坚持……原则” in the first sentence makes a paragraph guiding, with the
sentences it must hit and must miss; `phrase` is its notation, `entries` the compiler, `book` all rules of a run.
"""

from compare.rules.book import PACKAGED, Book, current, fits, rule, topics, using
from compare.rules.giving import finders
from compare.rules.rule import Rule

__all__ = ["PACKAGED", "Book", "Rule", "current", "finders", "fits", "rule", "topics", "using"]
