"""Other people's formats: our codebook for their programs, and what they coded or answered back.

Everything here turns a file of another program into tables of a case, or such tables into a file;
nothing is judged. Codes, forms and headings are made from the framework's tables, so that a program
in either language gives the same keys back.
"""

from .codebook import Code, code_meant, codes, write_codebook
from .forms import write_forms
from .gather import gather
from .segments import Segment, Segments, add_segments, holds_segments, read_segments, write_segments

__all__ = [
    "Code",
    "Segment",
    "Segments",
    "add_segments",
    "code_meant",
    "codes",
    "gather",
    "holds_segments",
    "read_segments",
    "write_codebook",
    "write_forms",
    "write_segments",
]
