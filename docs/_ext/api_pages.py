"""The page of a module: what it is for, its public names in a table, then each in full.

`{api-module} welfare` reads `__all__`, so it does not matter whether the module is one file or a
package that hands on what its files define. `:first:` names what most readers look for.
"""

import importlib
import inspect
import re
from types import ModuleType
from typing import Any

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.errors import PycodeError
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.docutils import SphinxDirective

PACKAGE = "led_synergy"
# How annotations call what is imported for them alone.
SHORT = {"t": "typing", "pd": "pandas", "alt": "altair", "nx": "networkx", "np": "numpy"}


def files(module: ModuleType) -> list[str]:
    """The module itself and, if it is a package, the files that it is made of."""
    names = [module.__name__]
    for value in vars(module).values():
        home = value.__name__ if inspect.ismodule(value) else getattr(value, "__module__", "")
        if isinstance(home, str) and home.startswith(f"{module.__name__}."):
            names.append(home)
    return list(dict.fromkeys(names))


def comment(module: ModuleType, name: str) -> str:
    """What the source says of a constant, in the comment or text beside it."""
    for file in files(module):
        try:
            said = ModuleAnalyzer.for_module(file).find_attr_docs().get(("", name))
        except PycodeError:
            continue
        if said:
            return "\n".join(said).strip()
    return ""


def public(module: ModuleType) -> list[str]:
    """The public names of a module: `__all__`, or what it defines without an underscore."""
    return getattr(module, "__all__", None) or [
        name
        for name, value in vars(module).items()
        if not name.startswith("_")
        and (getattr(value, "__module__", "") == module.__name__ or comment(module, name))
    ]


def own(module: ModuleType) -> list[str]:
    """The public names that are described on the module's page, not on another's."""
    found = []
    above = module.__name__.rpartition(".")[0]
    # What a package hands on is described there, not with the file that defines it.
    handed = set(public(importlib.import_module(above))) if above != PACKAGE else set()
    for name in public(module):
        if name in handed:
            continue
        value = getattr(module, name)
        if inspect.isclass(value) or inspect.isroutine(value):
            home = value.__module__
            if home == module.__name__ or home.startswith(f"{module.__name__}."):
                found.append(name)
        elif comment(module, name):
            found.append(name)
    return found


def kind(value: Any) -> str:
    """The kind of a public object, as autodoc names it."""
    if inspect.isclass(value):
        return "exception" if issubclass(value, BaseException) else "class"
    return "function" if inspect.isroutine(value) else "data"


def ordered(module: ModuleType, first: list[str]) -> list[str]:
    """The names to describe: those wanted first, then functions, classes, constants."""
    places = ("function", "class", "exception", "data")
    rest = [name for name in own(module) if name not in first]
    return [*first, *sorted(rest, key=lambda name: places.index(kind(getattr(module, name))))]


def gist(module: ModuleType, name: str) -> str:
    """The first sentence of what is said of a name."""
    value = getattr(module, name)
    said = comment(module, name) if kind(value) == "data" else inspect.getdoc(value) or ""
    return " ".join(said.split("\n\n")[0].split())


def text(module: ModuleType, first: list[str]) -> str:
    """The page as reStructuredText."""
    full = module.__name__
    names = ordered(module, first)
    lines = [f".. automodule:: {full}", "   :no-members:", ""]
    if len(names) > 3:
        # With `any` a name in a sentence would be looked for everywhere.
        lines += [".. list-table::", "   :class: names", "   :widths: 35 65", ""]
        for name in names:
            role = "obj" if kind(getattr(module, name)) == "data" else "py:obj"
            lines += [f"   * - :{role}:`~{full}.{name}`", f"     - {gist(module, name)}"]
        lines.append("")
    for name in names:
        what = kind(getattr(module, name))
        if what == "data":
            lines += [f".. py:data:: {name}", f"   :module: {full}", ""]
            lines += [f"   {line}" for line in comment(module, name).splitlines()]
        else:
            lines.append(f".. auto{what}:: {full}.{name}")
            lines += ["   :members:"] if what in ("class", "exception") else []
        lines.append("")
    return "\n".join(lines)


class ApiModule(SphinxDirective):
    """The page of a module."""

    required_arguments = 1
    option_spec = {"first": directives.unchanged}

    def run(self):
        """Called by Sphinx."""
        module = importlib.import_module(f"{PACKAGE}.{self.arguments[0]}")
        first = self.options.get("first", "").split()
        if unknown := [name for name in first if name not in own(module)]:
            raise self.error(f"api-module: {module.__name__} has no {', '.join(unknown)}")
        self.env.note_dependency(__file__)
        for file in files(module):
            self.env.note_dependency(inspect.getsourcefile(importlib.import_module(file)))
        return self.parse_text_to_nodes("```{eval-rst}\n" + text(module, first) + "\n```")


def _exists(target: str) -> bool:
    """Whether the package has an object that is not public, and so is described nowhere."""
    module, _, name = target.rpartition(".")
    try:
        return hasattr(importlib.import_module(module), name)
    except (ImportError, ValueError):
        return False


def _elsewhere(app: Sphinx, env: Any, node: Any, contnode: Any) -> Any:
    """A class is annotated by the file that defines it, and described by the package above it."""
    if node.get("refdomain") != "py":
        return None
    target = node["reftarget"]
    if "[" in target:  # a piece of a type that Sphinx could not read as a whole
        return contnode
    for short, full in SHORT.items():
        if target.startswith(f"{short}."):
            node["reftarget"] = full + target.removeprefix(short)  # intersphinx goes on from here
            return None
    last = target.rpartition(".")[2]
    domain = env.domains.python_domain
    wanted = re.compile(rf"{PACKAGE}\.(?:\w+\.)+{re.escape(last)}")
    if "." in target and not target.startswith(f"{PACKAGE}."):
        return None
    found = [name for name in domain.objects if wanted.fullmatch(name)]
    root = ".".join(target.split(".")[:2])
    near = [name for name in found if name.startswith(f"{root}.")] or found
    near = sorted(near, key=lambda name: name.count("."))
    if len(near) > 1 and near[0].count(".") < near[1].count("."):
        near = near[:1]  # described by the package that hands it on, and once more inside
    if len(near) != 1:
        inside = target if "." in target else f"{node.get('py:module')}.{target}"
        return contnode if not found and _exists(inside) else None
    entry = domain.objects[near[0]]
    uri = app.builder.get_relative_uri(node["refdoc"], entry.docname)
    link = nodes.reference("", "", internal=True, refuri=f"{uri}#{entry.node_id}", reftitle=near[0])
    link += contnode
    return link


def _at_home(_: Sphinx, module: str, attribute: str) -> str | None:
    """The module of the class of an attribute: that of a cached one is not functools."""
    owner, _dot, inner = attribute.partition(".")
    return getattr(importlib.import_module(module), owner).__module__ if inner else None


def setup(app: Sphinx) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_directive("api-module", ApiModule)
    app.connect("missing-reference", _elsewhere, priority=400)  # before intersphinx
    app.connect("viewcode-follow-imported", _at_home)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
