"""One case = one set of tables: load, check, profile, readings.

The two areas of the paper, the fictional example and a student's own village have the same form,
a folder of CSV files or one Excel workbook with the same sheets, and take the same road. What a
table may hold is written once, in datasets/datapackage.json.
"""

from .case import Case, cases, check_case, load_case
from .comparison import (
    MANY,
    Comparison,
    Difference,
    compare,
    next_category,
    outcome,
    read_areas,
    tally,
    to_csv,
)
from .problems import CaseError, Check, Problem
from .schema import TABLES

__all__ = [
    "Case",
    "CaseError",
    "Check",
    "Comparison",
    "Difference",
    "MANY",
    "Problem",
    "TABLES",
    "cases",
    "check_case",
    "compare",
    "load_case",
    "next_category",
    "outcome",
    "read_areas",
    "tally",
    "to_csv",
]
