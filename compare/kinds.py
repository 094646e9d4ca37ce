"""The closed vocabularies of the method: every code word that one room writes and another reads, declared once.

In: nothing. Out: types, and the tuples of their members where an order matters. What a code is called for people stands
in lexicons/wording/ under the same word; a test holds the two together.
Example: ``Reason("own_heading", 3.0)`` is a `ReasonRule`; ``Reason("own_headnig", 3.0)`` does not pass mypy.
"""

from __future__ import annotations

from typing import Literal, get_args

# --- documents --------------------------------------------------------------------------------------------------------

Origin = Literal["manifest", "filename", "markup", "body"]
"""where a fact was read"""

Layer = Literal["measure", "practice", "safeguard"]
"""roles that the matrix counts, each in a layer of its own"""

Role = Literal[
    Layer, "goal", "achievement", "problem", "situation", "guiding", "front", "admin", "monitoring"
]  # fmt: skip
"""what a paragraph does in its document; all but the layers are listed, never counted"""

COUNTED: tuple[Layer, ...] = get_args(Layer)
ROLES: tuple[Role, ...] = get_args(Role)

OmissionReason = Literal[
    "furniture", "contact", "spam", "salutation", "date", "signature", "enactment", "toc", "attachment", "title",
    "front", "label", "note",
]  # fmt: skip
"""why a line is neither heading nor paragraph"""

Grade = Literal["A", "B", "C", "D", "E"]
"""how far a document can be trusted: A official and whole … E garbled, not to be quoted"""
GRADES: tuple[Grade, ...] = get_args(Grade)
"""the best first"""

FlagSeverity = Literal["bad", "warn", "info"]

DocumentFlag = Literal[
    "garbled_text", "injected_spam", "issuer_corrupted", "mojibake", "replacement_characters", "pinyin_glosses",
    "sensitive_gaps", "traditional_text",
    "layout_lost", "layout_doubtful", "no_paragraphs", "truncated", "attachments_missing", "chapter_excerpt",
    "summary_only", "no_numbering", "wrapper_incomplete",
    "toc_removed", "line_wraps_joined", "footnote", "scope_note",
    "result_report", "draft", "expired", "reposted", "wrong_host", "no_url",
    "place_conflict", "place_unknown", "set_aside", "district_inferred",
    "title_conflict", "issuer_conflict", "number_conflict",
    "year_conflict", "year_unknown",
    "near_duplicate", "contained_in", "explains",
]  # fmt: skip
"""an observation about a document's fitness: text, completeness, kind, facts, likeness to others"""

EvidenceFlag = Literal["multi_topic", "substantive_safeguard"]
"""what an analyst should look at in a row of evidence"""

ComparabilityNote = Literal[
    "levels_mixed", "levels_unknown", "parent_child", "genres_mixed", "genres_unknown",
    "periods_differ", "periods_disjoint", "periods_unknown", "expired", "as_of_missing", "drafts",
    "lengths", "lengths_differ", "few_units", "no_units",
    "complete_chapter", "complete_abridged", "complete_results", "complete_attachments", "complete_scope",
    "complete_broken", "complete_missing",
    "integrity_garbled", "integrity_injected", "integrity_place",
    "themes_apart", "themes_differ", "reading_main", "reading_none", "reading_reference", "reading_results",
]  # fmt: skip
"""what cannot be compared, and why"""

# --- coding -----------------------------------------------------------------------------------------------------------

Strength = Literal["strong", "weak"]

Method = Literal["score", "count"]
"""what puts a paragraph into a type: the points of what speaks for it, or one keyword, however it is used"""
METHODS: tuple[Method, ...] = get_args(Method)

CodingRule = Literal["score", "hit", "count"]
"""what a reader is told of how words decide: by points, by one strong keyword, by the number of occurrences"""

Mention = Literal["actor", "beneficiary", "location", "outcome", "list", "aside", "name"]
"""the function of a keyword that is no object of the action: who acts, who is served, where or by what means, what
comes of it, an item of a list, said in brackets, the document's own name"""
MENTIONS: tuple[Mention, ...] = get_args(Mention)

Rejection = Literal[
    "guard", "boundary", "mask", "condition", "overlap", "negated", "prohibited", "citation", "role", "heading"
]  # fmt: skip
"""why a match does not count"""

Verdict = Literal["accept", "reject", "relabel", "add"]
"""what a person decides about a coding"""

LearnedPlace = Literal["learned", "learned_opening", "learned_heading"]
"""where a learned word speaks: anywhere in the paragraph, in its first clause, in what stands above it"""
LEARNED_PLACES: tuple[LearnedPlace, ...] = get_args(LearnedPlace)

ReasonRule = Literal[
    "body", Mention, "body_cap", "lead", "sentence", "alone", "own_heading", "heading", "context", "item", "title",
    "count", LearnedPlace, Verdict,
]  # fmt: skip
"""a summand of a score"""

DoubtReason = Literal[
    "disagreement", "two_types", "weak_word", "mention_only", "heading_only", "no_word", "near_threshold", ""
]  # fmt: skip
"""why a paragraph should be looked at again; empty where nothing speaks against its coding"""

Comparator = Literal["≥", "≤", "=", ">", "<", "+%", "-%", "+", "-", "×", "range", ""]
"""how a figure is to be read: at least … grown by; empty for aims without a figure"""

YearOrigin = Literal["explicit", "inherited", "period", ""]
"""where a target's year was read; empty if it has none"""

TargetStatus = Literal["target", "achievement", "threshold", "uncertain"]

TargetFlag = Literal[
    "approximate", "round_number", "annual", "relative_year", "list_mismatch", "qualitative", "flow", "composite",
    "narrowed", "short_name", "unclear_name", "shortfall",
]  # fmt: skip
"""what must be kept in mind about a figure"""

AmountKind = Literal["cap", "fixed", "rate", "match", "tier", "per_unit", "stock", "total"]
POOLED: tuple[AmountKind, ...] = ("stock", "total")
"""sizes of funds and pools, which nobody is granted"""

BodyPart = Literal["lead", "support", "contact"]
"""what a named body has to do with a measure"""

# --- comparison -------------------------------------------------------------------------------------------------------

Symbol = Literal["●", "◆", "◐", "○", "–", "n/a"]

EmptyReason = Literal[
    "absent", "incomplete", "summary", "genre", "safeguard-only", "practice-only", "practice-and-safeguard",
    "mention-only", "summary-mention", "off-theme",
]  # fmt: skip
"""why a cell has no measure"""

TooFew = Literal["small", "rows"]
"""why a test of independence is not to be printed: an expected count too small, too few rows"""

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
