"""Does LED make people better off, how many of them, and does it reach the poor?

The paper judges the effect on social welfare in four groups (section II, effect dimension):
livelihood resources, business conditions, livelihood outcomes and the reach of the poor. It gives
the judgement in words, general or partial, optimal or not, even or not (Table 2.1; Table 4.2, row
4). It states no benchmark, tolerance or poverty line, and of measured values only shares of poor
families (section I) and, for rice at Batu Betumpang, harvests and yields without source (section
4.2; problem A10). The measures below are standard ones, or ours where said so, for an area that
has measured.

================== ============================================ ============ =====================
measure            formula                                      range        reference
================== ============================================ ============ =====================
`change`           after - before; that / abs(before)           any          ours
`attainment`       value / benchmark; benchmark / value if      0 and above; ours
                   less is better                               below 0 for
                                                                a loss
`evenness`         highest - lowest growth of a group's mean,   0 and above  ours
                   0.05 = 5 percentage points; or, as a ratio,
                   that divided by the largest in size
`capital_profile`  mean of each capital, before and after       as measured  Scoones 1998, DFID 1999
`poverty`          sum over the poor of                         0 to 1       Foster, Greer and
                   ((line - income) / line) ** alpha, / n                    Thorbecke 1984
`lorenz`           share of the total held by the poorest       0 to 1       Lorenz 1905
                   share of people
`gini`             sum of (2 i - n - 1) x_i / (n sum of x),     0 to below 1 Gini 1912
                   x sorted, i = 1 … n (population formula)
`reach`            coverage: poor served / poor                 0 to 1       Coady, Grosh and
                   exclusion error: poor not served / poor      0 to 1       Hoddinott 2004
                   inclusion error: non-poor served / served    0 to 1
                   leakage: benefits to non-poor / benefits     0 to 1
                   cgh: share of benefits / share of people     0 to n / n
                   of the reference group                       of reference
`effects_from`     rule over measurements, see there            words        Table 2.1; rule ours
`effect_level`     rule over the effects table, see there       0 to 4       Table 2.1; rule ours
================== ============================================ ============ =====================

Edge cases

- Only units measured both before and after are compared: `before_and_after`,
  `capital_profile`, `effects_from` count the pairs, and those left out.
- A blank zone or village is a group of its own, "not known".
- An empty list, a missing value, text, yes/no or infinity where a number belongs: InputError that
  names the place. Nothing is left out in silence. `change` alone lets a value be missing: the row
  stays, its change is missing.
- A negative income or total: InputError in `poverty`, `lorenz`, `gini`; their ranges start at 0.
- One person: Gini 0. All values 0: no shares exist, InputError in `lorenz` and `gini`.
- An income on the line is not poor.
- No poor, nobody served, no benefits: the ratio that would divide by them is None.
- No benchmark, no tolerance, only one group: not judged, None. A benchmark not above 0, or growth
  from a mean that is not above 0: `effects_from` does not judge, and says why.

References

- Coady, D., Grosh, M. and Hoddinott, J. (2004). Targeting of Transfers in Developing Countries:
  Review of Lessons and Experience. World Bank.
- DFID (1999). Sustainable Livelihoods Guidance Sheets.
- Foster, J., Greer, J. and Thorbecke, E. (1984). A Class of Decomposable Poverty Measures.
  Econometrica 52(3), 761-766.
- Gini, C. (1912). Variabilità e mutabilità.
- Lorenz, M. O. (1905). Methods of Measuring the Concentration of Wealth. Publications of the
  American Statistical Association 9(70), 209-219.
- Scoones, I. (1998). Sustainable Rural Livelihoods: A Framework for Analysis. IDS Working Paper 72.
"""

from .change import MEASURES, Evenness, attainment, change, evenness
from .effects import effect_level, effect_reason, polarity_of, poor_missed
from .inequality import gini, lorenz, poverty
from .measurements import NOT_KNOWN, before_and_after, by_unit, capital_profile, measured_as
from .targeting import THRESHOLDS, Reach, reach, targeting
from .verdicts import SAME_WITHIN, effects_from

__all__ = [
    "Evenness",
    "MEASURES",
    "NOT_KNOWN",
    "Reach",
    "SAME_WITHIN",
    "THRESHOLDS",
    "attainment",
    "before_and_after",
    "by_unit",
    "capital_profile",
    "change",
    "effect_level",
    "effect_reason",
    "effects_from",
    "evenness",
    "gini",
    "lorenz",
    "measured_as",
    "polarity_of",
    "poor_missed",
    "poverty",
    "reach",
    "targeting",
]
