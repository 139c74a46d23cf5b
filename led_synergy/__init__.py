"""Judge how well government, market and community work together in a rural area.

The executable edition of the synergism framework of Najiyati, Simanjuntak and Nurwati (2015).
Everything named here is loaded when it is first used, so that `import led_synergy` is light.
"""

from importlib import import_module

TYPE_CHECKING = False  # type checkers take it as true; importing `typing` would double our time
if TYPE_CHECKING:
    from .case import Case, cases, check_case, compare, load_case
    from .categories import Category, Profile, classify
    from .decision import classify_table, decision_table
    from .problem_tree import CausalMap
    from .terms import InputError

__version__ = "0.1.0"

__all__ = [
    "Case",
    "Category",
    "CausalMap",
    "InputError",
    "Profile",
    "cases",
    "check_case",
    "classify",
    "classify_table",
    "compare",
    "decision_table",
    "load_case",
]

_HOME = {
    "Case": "case",
    "cases": "case",
    "check_case": "case",
    "load_case": "case",
    "Category": "categories",
    "Profile": "categories",
    "classify": "categories",
    "classify_table": "decision",
    "compare": "case",
    "decision_table": "decision",
    "CausalMap": "problem_tree",
    "InputError": "terms",
}
_MOVED = {"builder": "widgets", "comparison": "case", "workbook": "case.workbook"}  # older names


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f".{_HOME[name]}", __name__), name)
    if not name.startswith("_"):
        room = f"{__name__}.{_MOVED.get(name, name)}"
        try:
            return import_module(room)
        except ModuleNotFoundError as error:
            if error.name != room:  # of what is not installed
                raise
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message, name=name, obj=import_module(__name__))


def __dir__() -> list[str]:
    from pkgutil import iter_modules

    rooms = {room.name for room in iter_modules(__path__) if not room.name.startswith("_")}
    return sorted({*globals(), *_HOME, *rooms})
