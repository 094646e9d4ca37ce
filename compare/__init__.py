"""policy-compare: district science-and-technology policies, read, coded and laid side by side.

The rooms, in the order a content analyst works:
reading (file → Source) · documents (Source → Document) · taxonomy (YAML → Taxonomy) · coding (paragraph → Codings)
· matrix (codings → Comparison) · review (a person's decisions) · reports (study → files) · folders (a report on the
disk: whose its files are, how a new one takes its place) · engines (where work runs) · cli (words and exit codes).
The nouns stand in `model`, the order of the steps in `pipeline`.
"""

__version__ = "0.1.0"
