"""The reference says of every public object what it takes and gives back, and shows it at work."""

import ast
import importlib
import inspect
import pkgutil
import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("sphinx")
pytest.importorskip("numpydoc")

from numpydoc.docscrape import FunctionDoc
from sphinx.util.inventory import InventoryFile

import led_synergy
from led_synergy.terms import InputError

HOUSE = Path(__file__).resolve().parent.parent
sys.path += [str(HOUSE / "docs" / "_ext"), str(HOUSE / "scripts")]

import api_pages  # noqa: E402
import make_inventories  # noqa: E402

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(led_synergy.__path__)
    if not module.name.startswith("_") and module.name != "cli"
)
# On the pages stand also the rooms inside a room, such as case.workbook.
ON_PAGES = sorted(
    {
        *MODULES,
        *(
            name
            for page in (HOUSE / "docs" / "reference" / "api").glob("*.md")
            for name in re.findall(r"\{api-module\} (\S+)", page.read_text(encoding="utf-8"))
        ),
    }
)


def members(name, value):
    """A public object and, of a class, its public methods and properties."""
    yield name, value
    if inspect.isclass(value):
        for part, inner in vars(value).items():
            inner = getattr(inner, "__func__", inner)
            if not part.startswith("_") and (inspect.isfunction(inner) or is_property(inner)):
                yield f"{name}.{part}", inner


def is_property(value):
    """Whether a member is read like a column, without brackets."""
    return isinstance(value, property) or type(value).__name__ == "cached_property"


def objects():
    """All public functions, classes and their members, each once."""
    for module_name in ON_PAGES:
        module = importlib.import_module(f"led_synergy.{module_name}")
        for name in api_pages.own(module):
            value = getattr(module, name)
            if inspect.isclass(value) or inspect.isroutine(value):
                yield from members(name, value)


def refuses(function):
    """Whether a function itself tells a mistake of its caller, and catches none."""
    source = inspect.getsource(function)
    return bool(re.search(r"raise \w*(InputError|CaseError)\(|\b(needed|choice)\(", source))


def lacks(value):
    """What the description of an object does not say."""
    prop = is_property(value)
    inner = (getattr(value, "fget", None) or value.func) if prop else value
    said = inspect.getdoc(inner) or ""
    if not said:
        return "PRE"
    doc = FunctionDoc(None, doc=said)
    try:
        signature = inspect.signature(inner)
    except (TypeError, ValueError):  # an exception of Python's own making
        return "" if doc["Examples"] else "E"
    takes = [name for name in signature.parameters if name not in ("self", "cls")]
    gives = signature.return_annotation not in (None, "None", inspect.Signature.empty)
    found = ""
    if takes and not doc["Parameters"] and not doc["Attributes"]:
        found += "P"
    if not inspect.isclass(value) and not prop and gives:
        found += "" if doc["Returns"] or doc["Yields"] else "R"
    if not inspect.isclass(value) and refuses(inner):
        found += "" if doc["Raises"] else "X"
    return found if prop or doc["Examples"] else found + "E"


def missing():
    """What the objects of each name lack; two modules may use a name."""
    found: dict[str, set[str]] = {}
    for name, value in objects():
        found.setdefault(name, set()).update(lacks(value))
    return found


def test_every_public_object_says_what_it_takes_and_gives_and_shows_it():
    found = missing()
    assert len(found) > 300
    assert {"classify", "Case.report", "CausalMap.roots", "gini"} <= set(found)
    assert {name: what for name, what in found.items() if what} == {}


def written(default):
    """Whether a default can be written as Python: else no name of its signature is a link."""
    try:
        ast.parse(repr(default))
    except SyntaxError:
        return False
    return True


def test_every_default_of_a_public_function_can_be_written():
    defaults = {
        f"{name}({one.name})": one.default
        for name, value in objects()
        if inspect.isfunction(value)
        for one in inspect.signature(value).parameters.values()
        if one.default is not one.empty
    }
    assert len(defaults) > 200
    assert [place for place, default in defaults.items() if not written(default)] == []


def test_an_object_without_a_description_would_be_found():
    def bare(value: int) -> int:
        """Only a line."""
        return value

    def strict(value: int) -> None:
        raise InputError("error.unknown", what="", found=value, allowed="")

    assert lacks(bare) == "PRE"
    strict.__doc__ = (led_synergy.classify.__doc__ or "").replace("Raises", "Notes")
    assert lacks(strict) == "X"
    assert lacks(led_synergy.classify) == ""


def test_every_public_name_of_a_module_is_on_its_page(site):
    for module_name in MODULES:
        module = importlib.import_module(f"led_synergy.{module_name}")
        text = (site / "reference" / "api" / f"{module_name}.html").read_text(encoding="utf-8")
        names = api_pages.own(module)
        assert names
        for name in names:
            assert f'id="led_synergy.{module_name}.{name}"' in text, (module_name, name)


def test_signatures_have_types_that_lead_somewhere_and_sources(site):
    text = (site / "reference" / "api" / "categories.html").read_text(encoding="utf-8")
    head = text.partition('id="led_synergy.categories.classify"')[2].partition("</dt>")[0]
    assert 'href="#led_synergy.categories.Profile"' in head
    assert "https://docs.python.org/3/library/stdtypes.html#str" in head
    assert "viewcode-link" in head
    assert (site / "_modules" / "led_synergy" / "categories").is_dir()
    foreign = {path.stem for path in (site / "_modules").iterdir()} - {"index", "led_synergy"}
    assert foreign == set()  # the source of others is not ours to show


def test_other_sites_can_link_to_what_people_import(site):
    inventory = InventoryFile.loads((site / "objects.inv").read_bytes(), uri="")
    known = {name for role in inventory.data for name in inventory.data[role]}
    for name in led_synergy.__all__:
        assert f"led_synergy.{name}" in known, name


def test_the_names_that_most_people_need_are_all_of_the_package():
    page = (HOUSE / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
    for name in led_synergy.__all__:
        assert f"led.{name}" in page, name


@pytest.mark.parametrize("project", make_inventories.NAMES)
def test_inventories_are_those_that_the_script_makes(project):
    kept = (make_inventories.TARGET / f"{project}.inv").read_bytes()
    loaded = InventoryFile.loads(kept, uri="https://x.example")
    wanted = InventoryFile.loads(make_inventories.inventory(project), uri="https://x.example")
    assert loaded.data == wanted.data and loaded.data
