"""How much a run does: each day a sample of what repeats one kind, every week all of it.

The weekly run says LED_SYNERGY_ALL=1 (.github/workflows/newest.yml).
"""

import os

WHOLE = os.environ.get("LED_SYNERGY_ALL") == "1"


def tries(whole, daily):
    """How often chance is asked, of one kind of thing that could go wrong."""
    return whole if WHOLE else daily
