"""How long an explorer takes to show the next choice, in Python: at most 50 ms (issue 3).

Every control of every explorer is moved through its choices, in turn with a yardstick: a bare list
of ipywidgets that writes a fixed page of the same length. Run with `make bench`.
"""

from statistics import median
from time import perf_counter

import ipywidgets

from led_synergy import load_case, widgets

GOAL = 50  # ms, the median of one explorer
ROUNDS = 3
WORDS = ("p", "pa", "pad", "padi", "")


def moves(explorer: widgets.Explorer) -> list[tuple[ipywidgets.ValueWidget, object]]:
    """Each control with each of its choices, in an order that changes it every time."""
    found = []
    for control in explorer.controls.values():
        choices = [value for _, value in getattr(control, "options", ())] or WORDS
        found += [(control, value) for value in (*choices[1:], choices[0])]
    return found


def milliseconds(control: ipywidgets.ValueWidget, value: object) -> float:
    """How long it takes until a new value of a control is shown."""
    start = perf_counter()
    control.value = value
    return 1000 * (perf_counter() - start)


def large() -> None:
    """The browser of 100,000 activities: making it, a redraw, the size of its page."""
    case = load_case("contoh")
    work = case.activities.iloc[[0]]
    table = work.loc[work.index.repeat(100_000)].reset_index(drop=True)
    table["activity"] = [f"a{n}" for n in range(len(table))]
    table["name_en"] = [f"Seeds of field {n}" for n in range(len(table))]
    case.tables["activities"] = table
    start = perf_counter()
    explorer = widgets.EvidenceBrowser([case])
    made = perf_counter() - start
    took = [milliseconds(control, value) for control, value in moves(explorer)]
    size = len(explorer.twin.encode()) / 1000
    print(f"100,000 activities: made in {made:.1f} s; redraw {median(took):.1f} ms, ", end="")
    print(f"longest {max(took):.1f}; page {size:.0f} kB")


def main() -> None:
    """One line for each explorer: the median, the longest, and the median of the yardstick."""
    print(f"{'explorer':<22}{'median ms':>10}{'longest':>9}{'yardstick':>11}")
    for name in sorted({*widgets.__all__} - {"CaseBuilder", "Explorer"}):
        case = [load_case("telang")] if name == "RubricExplorer" else []
        ours, yardstick = [], []
        for _ in range(ROUNDS):
            explorer = getattr(widgets, name)(*case)  # anew: what it keeps is to be found again
            page, shown = ipywidgets.HTML(), explorer.children[-1].value
            bare = ipywidgets.Dropdown(options=(0, 1))
            bare.observe(lambda c, p=page, s=shown: setattr(p, "value", s + str(c["new"])), "value")
            for control, value in moves(explorer):
                ours.append(milliseconds(control, value))
                yardstick.append(milliseconds(bare, 1 - bare.value))
        line = f"{name:<22}{median(ours):>10.2f}{max(ours):>9.1f}{median(yardstick):>11.3f}"
        print(f"{line}  {'ok' if median(ours) <= GOAL else f'MISSED: at most {GOAL}'}")


if __name__ == "__main__":
    main()
    large()
