"""The words of the texts that stand for them, verbatim and cut only where the text itself pauses.

In: paragraphs with their codings. Out: spans to quote. Example: a cell of the comparison table says “对新认定的孵化器,
给予运营单位50万元补助”, a line of the gaps at most 60 characters around a keyword.

extracts: a few words around a span · clauses: what of a sentence can stand alone · offers: what one paragraph offers
for a sub-type · points: what a cell says.
"""
