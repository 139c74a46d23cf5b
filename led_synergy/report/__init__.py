"""A case as one page to print, or as a Word document to mark.

`case_report` says everything once; `page`, `word` and `terminal` set it.

The judgement follows Table 2.1 and section II of the paper, the advice section 4.3, 4.4 and V.
Each number and each finding stands with its source. What the case does not have is said, not
guessed.
"""

from .area import case_report
from .comparison import comparison_report, tell_comparison
from .write import write_report

__all__ = [
    "case_report",
    "comparison_report",
    "tell_comparison",
    "write_report",
]
