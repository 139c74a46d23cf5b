"""What a notebook of the lab runs first: a slip before the first cell ends in a sentence too.

`lab.run` names this file in PYTHONSTARTUP, which the notebooks of that lab inherit.
"""

from led_synergy import slips as _slips

__all__: list[str] = []

_slips.install()
del _slips
