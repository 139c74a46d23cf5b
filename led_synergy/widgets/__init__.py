"""Explorers: controls that ask the other modules one question after another, and show the answer.

Each explorer lives three lives from one cell. In JupyterLab and JupyterLite it is a box of
ipywidgets that Python answers. On a web page it is its twin: the same controls and the same page
in plain HTML, with every answer worked out beforehand, so that it needs no Python, no network and
no library. For a reader without either it is its state in words. Nothing is judged, counted or
measured here: the words and numbers come from the logic modules, and their sources stand beside
them.

Figures are drawn in HTML and SVG, not with Vega: a change then shows within a few milliseconds in
all three lives, also in JupyterLite (where vl-convert cannot run), on a telephone and for a screen
reader, and what a notebook stores is the same on every machine. Colours are those of `charts`.

Every explorer takes ``lang`` ("en" or "id"; the language of `notebook.setup` if not given), raises
an InputError for any other, and has

- ``controls``: its controls by name; setting ``explorer.controls[name].value`` is as good as a
  click;
- ``words``: what it shows at the moment, as text.
"""

from .categories import RubricExplorer
from .comparison import CaseComparer
from .evidence import EvidenceBrowser
from .explorer import Explorer
from .factors import CodingPractice
from .form import CaseBuilder
from .judging import JudgingPractice
from .participation import LadderExplorer
from .problem_tree import ProblemTreeExplorer
from .support import SupportExplorer
from .welfare import EffectLab

__all__ = [
    "CaseBuilder",
    "CaseComparer",
    "CodingPractice",
    "EffectLab",
    "EvidenceBrowser",
    "Explorer",
    "JudgingPractice",
    "LadderExplorer",
    "ProblemTreeExplorer",
    "RubricExplorer",
    "SupportExplorer",
]
