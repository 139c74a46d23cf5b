"""Charts of the framework and of a case: what the other modules work out, drawn.

Nothing is judged or measured here. Each function takes a result of a logic module and draws it
with a title, a description for readers who do not see it, colours that colour-blind readers can
tell apart (Okabe and Ito 2008) and, beside the colour, a shape, a pattern or words. Charts are at
most about 700 pixels wide. A chart of a fictional case says so in its title. No chart is a figure
of the paper: its Figures 2.1 and 4.1-4.4 are images that its text does not repeat (problem F8).

Every function takes ``lang`` ("en" or "id"; the language of `notebook.setup` if not given), and
raises an InputError for any other; where it takes ``case``, that case is named in the title. A
result with nothing in it gives a chart that says so.

Okabe, M. and Ito, K. (2008). Color Universal Design: how to make figures and presentations that
are friendly to colorblind people.
"""

from .agreement import levels_strip
from .categories import criteria_grid, decision_map, readings
from .comparison import CLASS_MOST, class_overview, side_by_side
from .components import activities_by_component, overlap_matrix
from .factors import factor_matrix, recommendation_matrix, triangulation_matrix
from .ideas import rice_in_a_year, twin_output, value_added
from .participation import ladder
from .problem_tree import causal_map, driving_dependence
from .style import PALETTE
from .support import support_matrix
from .welfare import capitals, effect_groups, gains, lorenz_curves, targeting

__all__ = [
    "CLASS_MOST",
    "PALETTE",
    "activities_by_component",
    "capitals",
    "causal_map",
    "class_overview",
    "criteria_grid",
    "decision_map",
    "driving_dependence",
    "effect_groups",
    "factor_matrix",
    "gains",
    "ladder",
    "levels_strip",
    "lorenz_curves",
    "overlap_matrix",
    "readings",
    "recommendation_matrix",
    "rice_in_a_year",
    "side_by_side",
    "support_matrix",
    "targeting",
    "triangulation_matrix",
    "twin_output",
    "value_added",
]
