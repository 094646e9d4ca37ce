"""Words learned from coded paragraphs: the table, the paragraphs that people reviewed, and what a table gains.

In: a `Taxonomy` and paragraphs with the types that a person gave them. Out: a `LearnedTable` (`learn`), `Sample`s from
reviewed workbooks (`reviewed`), F1 with and without the table on documents left out (`trial`).
"""

from compare.learning.regression import is_common
from compare.learning.words import Sample, learn

__all__ = ["Sample", "is_common", "learn"]
