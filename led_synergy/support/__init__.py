"""What the findings say for and against each level, and the findings on which a category hangs.

A finding of the table `evidence` may say with which levels of its dimension it is compatible
(column `levels`; blank = no bearing) and whether that is contested. The paper has no such step;
that a finding fits a level is a judgement, and ours. Four sentences define all that follows:

- A finding speaks **against** the levels that it does not fit. That holds for a contested one too:
  its levels are all that at least one reading allows, so every reading rules out the others.
- It speaks **for** the levels that it fits, unless it is contested; then it stands there as
  **contested**. A finding that fits every level, or no known one, has no bearing.
- A finding is **withdrawn** by taking its row away. It is **doubted** by a reader who holds another
  reading open without naming it: it stays, contested at every level and against none.
- The **judgement** says which levels are plausible. If findings are lost (withdrawn or doubted), a
  level comes back as soon as every finding that spoke against it is lost; all levels of a dimension
  come back with the last finding that had bearing on it. The range then reaches from end to end of
  what is plausible, and no level in it is the judged one any more. So a loss can only widen.

A level that the judgement leaves out although no finding speaks against it rests on the judgement
alone: findings read together can say more than each by itself. It stays out as long as one finding
with bearing stands. Findings are never counted against each other: no score, no mean, no majority.
"""

from .bearing import STANCES, changes, conditions, levels_of, numbered, readable, stances, support
from .hinge import Hinge, deciding, hinges, in_words, possible, readings
from .loss import doubt, doubting, judged_again, spans, withdraw, without
from .voice import Voice, voices

__all__ = [
    "Hinge",
    "STANCES",
    "Voice",
    "changes",
    "conditions",
    "deciding",
    "doubt",
    "doubting",
    "hinges",
    "in_words",
    "judged_again",
    "levels_of",
    "numbered",
    "possible",
    "readable",
    "readings",
    "spans",
    "stances",
    "support",
    "voices",
    "withdraw",
    "without",
]
