"""Write docs/inventories/: where other projects describe the few names that our reference uses.

Usage: python scripts/make_inventories.py   (when a signature names something new)

A site's own inventory has thousands of names and would have to be loaded from the network at each
build. These have only what we use, so that a build needs no network.
"""

import zlib
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "docs" / "inventories"
BUILT_IN = ("bool", "bytes", "dict", "float", "frozenset", "int", "list", "object", "set", "str")
ABSTRACT = ("Callable", "Hashable", "Iterable", "Iterator", "Mapping", "Sequence", "Collection")
PANDAS = ("DataFrame", "Series", "Index")
CHARTS = ("Chart", "LayerChart", "HConcatChart", "VConcatChart", "FacetChart", "ConcatChart")
# Words that numpydoc takes for types: terms of Python's glossary.
TERMS = ("iterable", "iterator", "mapping", "sequence", "generator", "hashable", "callable")
# Name, role, page, anchor. A role without a domain is one of Python code.
NAMES = {
    "python": [
        *((name, "class", "library/stdtypes.html", name) for name in BUILT_IN),
        *((name, "std:term", "glossary.html", f"term-{name}") for name in TERMS),
        ("callable", "function", "library/functions.html", "callable"),
        ("bltin-boolean-values", "std:label", "library/stdtypes.html", "boolean-type-bool"),
        ("tuple", "class", "library/stdtypes.html", "tuple"),
        ("None", "data", "library/constants.html", "None"),
        *(
            (f"collections.abc.{name}", "class", "library/collections.abc.html", None)
            for name in ABSTRACT
        ),
        ("collections.Counter", "class", "library/collections.html", None),
        ("pathlib.Path", "class", "library/pathlib.html", None),
        ("os.PathLike", "class", "library/os.html", None),
        ("typing.Any", "data", "library/typing.html", None),
        ("enum.Enum", "class", "library/enum.html", None),
        ("enum.StrEnum", "class", "library/enum.html", None),
        ("ValueError", "exception", "library/exceptions.html", None),
        ("KeyError", "exception", "library/exceptions.html", None),
        ("TypeError", "exception", "library/exceptions.html", None),
        ("Exception", "exception", "library/exceptions.html", None),
    ],
    "pandas": [
        (f"{module}{name}", "class", f"reference/api/pandas.{name}.html", f"pandas.{name}")
        for name in PANDAS
        for module in ("pandas.", "pandas.core.frame.", "pandas.core.series.")
    ],
    "altair": [
        (f"{module}.{name}", "class", f"user_guide/generated/toplevel/altair.{name}.html", None)
        for name in CHARTS
        for module in ("altair", "altair.vegalite.v6.api")
    ],
    "numpy": [("numpy.ndarray", "class", "reference/generated/numpy.ndarray.html", None)],
    "networkx": [
        (name, "class", "reference/classes/digraph.html", "networkx.DiGraph")
        for name in ("networkx.DiGraph", "networkx.classes.digraph.DiGraph")
    ],
}


def inventory(project: str) -> bytes:
    """A file that Sphinx reads, in version 2 of its form."""
    head = f"# Sphinx inventory version 2\n# Project: {project}\n# Version: \n"
    head += "# The remainder of this file is compressed using zlib.\n"
    lines = ""
    for name, role, page, anchor in NAMES[project]:
        role = role if ":" in role else f"py:{role}"
        anchor = anchor or name.replace(".vegalite.v6.api", "")
        lines += f"{name} {role} 1 {page}#{anchor} -\n"
    return head.encode() + zlib.compress(lines.encode(), 9)


if __name__ == "__main__":
    TARGET.mkdir(exist_ok=True)
    for project in NAMES:
        (TARGET / f"{project}.inv").write_bytes(inventory(project))
