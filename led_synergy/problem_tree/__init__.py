"""The causal map of a problem tree: what triggers what, and where the chain begins.

Problem Tree Analysis is one of the techniques of the paper (section III; its results stand in
sections 4.3 and 4.4). The trees themselves, Figures 4.3 and 4.4, are images that the text does
not repeat (problem F8). A map here is drawn from links stated in the text, each a claim with its
basis and source; it is never one of the figures. Which sentence makes a link, and on which basis,
follows one rule of ours, written on the page on problem trees; :meth:`CausalMap.keep` draws the map
on some bases only. It tells what can be reached from what, and nothing about how strong an effect
is, because the paper gives no effect sizes.

The measures of structure are not the paper's. Reachability, its partition into levels and the
transitive closure are those of Interpretive Structural Modelling: Warfield (1974), Developing
subsystem matrices in structural modeling, IEEE Transactions on Systems, Man, and Cybernetics
SMC-4(1), 74-80; driving power, dependence and the four quadrants are those of MICMAC: Duperrin
and Godet (1973). The what-if (:meth:`CausalMap.released_by`) and the comparison of bases
(:meth:`CausalMap.by_basis`) are ours.
"""

from .causal_map import CausalMap
from .links import BASES, OUTCOME, QUADRANTS, Comparison, Link
from .trigger_lists import compare_trigger_lists

__all__ = [
    "BASES",
    "OUTCOME",
    "QUADRANTS",
    "CausalMap",
    "Comparison",
    "Link",
    "compare_trigger_lists",
]
