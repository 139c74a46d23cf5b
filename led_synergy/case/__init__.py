"""One case = one set of tables: load, check, profile, readings.

The two areas of the paper, the fictional example and a student's own village have the same form,
a folder of CSV files or one Excel workbook with the same sheets, and take the same road. What a
table may hold is written once, in datasets/datapackage.json.
"""

from .areas import check_areas, holds_areas, read_areas, tally, to_csv
from .case import Case, Range, as_case, cases, check_case, load_case
from .collect import Collected, collect, example_class
from .comparison import (
    MANY,
    Comparison,
    Difference,
    compare,
    next_category,
    outcome,
)
from .district import (
    by_every_rule,
    categories_of,
    district,
    holds_many,
    judged_often,
    villages,
)
from .problems import CaseError, Check, Problem
from .raters import landing, reasons, spread
from .schema import TABLES

__all__ = [
    "Case",
    "CaseError",
    "Check",
    "Collected",
    "Comparison",
    "Difference",
    "MANY",
    "Problem",
    "Range",
    "TABLES",
    "as_case",
    "by_every_rule",
    "cases",
    "categories_of",
    "check_areas",
    "check_case",
    "collect",
    "compare",
    "district",
    "example_class",
    "holds_areas",
    "holds_many",
    "judged_often",
    "landing",
    "load_case",
    "next_category",
    "outcome",
    "read_areas",
    "reasons",
    "spread",
    "tally",
    "to_csv",
    "villages",
]
