"""Four dimensions, six categories: what a collaboration is called, and why.

Criteria: Table 2.1. Ours: the numeric levels, two rules (tables "levels", "rules", "passages").
"""

from .classification import Classification, changes_in_words, classify, named, size
from .profile import DIMENSIONS, TOP, Category, Profile, level_label, level_row, levels_in_words
from .rules import DEFAULT_RULE, RULES, Verdict, strict, system_gate, weakest_dimension

__all__ = [
    "Category",
    "Classification",
    "DEFAULT_RULE",
    "DIMENSIONS",
    "Profile",
    "RULES",
    "TOP",
    "Verdict",
    "changes_in_words",
    "classify",
    "level_label",
    "level_row",
    "levels_in_words",
    "named",
    "size",
    "strict",
    "system_gate",
    "weakest_dimension",
]
