"""What all explorers share: controls, a page with slots, its twin and its words."""

import hashlib
import html
import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets

from . import html as _html
from .html import element, escape

__all__ = [
    "Explorer",
]


@dataclass(frozen=True)
class Control:
    """A list to choose from: label, options (words, value), which of them comes first.

    Without options it is a line to write in.
    """

    label: str
    options: tuple[tuple[str, Any], ...] = ()
    start: int = 0


@dataclass(frozen=True)
class Slot:
    """A place on the page that changes: the controls it hangs on, and what it then shows."""

    needs: tuple[str, ...]
    show: Callable[..., str]


class Explorer(ipywidgets.VBox):
    """What all explorers share: controls, a page with slots, its twin and its words.

    Parameters
    ----------
    title : str
        Heading.
    controls : mapping from str to Control
        The controls by name.
    slots : mapping from str to Slot
        The places of the page that change.
    notes : iterable of str
        Sentences below the page: what is ours, what the page cannot show.
    lang : {"en", "id"}
        Language.
    """

    def __init__(
        self,
        title: str,
        controls: Mapping[str, Control],
        slots: Mapping[str, Slot],
        notes: Iterable[str],
        lang: str,
    ) -> None:
        self.lang = lang
        self._title = title
        self._plan = dict(controls)
        self._slots = dict(slots)
        self._notes = tuple(notes)
        self.controls = {name: _live(plan) for name, plan in controls.items()}
        wide = ipywidgets.Layout(width="auto")
        head = ipywidgets.HTML(
            f"<style>{_html.STYLE}{_html.LIVE}</style>{_html.KEYS}{_html.page(_html.heading(title))}",
            layout=wide,
        )
        self._page_now = ipywidgets.HTML(layout=wide)
        super().__init__(
            [head, *self.controls.values(), self._page_now],
            layout=ipywidgets.Layout(width="100%", max_width="700px"),
            model_id=_html.model_id(type(self).__name__),
        )
        for control in self.controls.values():
            control.observe(self._redraw, "value")
        self._redraw()

    _script = ""  # of the twin; its gaps take the id and the data

    # What an explorer is made of --------------------------------------------------------------

    def page(self) -> str:
        """The page at this moment, in HTML; each kind of explorer has its own."""
        raise NotImplementedError

    def value(self, slot: str) -> str:
        """What a slot shows at this moment."""
        plan = self._slots[slot]
        return plan.show(*(self.controls[name].value for name in plan.needs))

    def slot(self, tag: str, name: str, **attributes: str) -> str:
        """An element whose inside is a slot."""
        return element(tag, self.value(name), **{**attributes, "data-slot": name})

    def marked(self, tag: str, name: str, inside: str, **attributes: str) -> str:
        """An element whose class is a slot: how it looks changes, not what it says."""
        shown = {"class": self.value(name), "data-mark": name}
        return element(tag, inside, **{**attributes, **shown})

    # Its lives --------------------------------------------------------------------------------

    def _redraw(self, _: Any = None) -> None:
        notes = "".join(element("p", escape(note), **{"class": "led-note"}) for note in self._notes)
        self._page_now.value = _html.page(self.page() + notes)

    @property
    def words(self) -> str:
        """What the explorer shows at this moment, as text."""
        chosen = [
            f"{plan.label}: {getattr(self.controls[name], 'label' if plan.options else 'value')}"
            for name, plan in self._plan.items()
        ]
        return "\n".join([self._title, *chosen, "", _html.plain(self._page_now.value)])

    @property
    def twin(self) -> str:
        """The explorer as it stands, in HTML that needs neither Python nor network."""
        code = _json(self._data())
        controls = "".join(
            element(
                "label",
                f"<span>{escape(plan.label)}</span> {self._field(place, name, plan)}",
                **({"style": "display:none"} if len(plan.options) == 1 else {}),
            )
            for place, (name, plan) in enumerate(self._plan.items())
        )
        inside = (
            f"<style>{_html.STYLE}</style>{_html.page(_html.heading(self._title) + controls)}"
            f'<div aria-live="polite">{self._page_now.value}</div>'
        )
        name = "led-" + hashlib.sha256((inside + code).encode()).hexdigest()[:12]
        root = element("div", inside, id=name, lang=self.lang, **{"class": "led"})
        return f"{root}\n<script>\n{self._script % (name, code)}\n</script>"

    def _data(self) -> dict[str, Any]:
        """What the script of the twin looks up.

        Of each slot: its controls, the different answers, and which of them comes when.
        """
        places = list(self._plan)
        found = {}
        for name, slot in self._slots.items():
            options = [[value for _, value in self._plan[need].options] for need in slot.needs]
            answers = [slot.show(*values) for values in itertools.product(*options)]
            pool = list(dict.fromkeys(answers))
            number = {answer: place for place, answer in enumerate(pool)}
            width = 1 if len(pool) <= len(_DIGITS) else 2
            code = "".join(_code(number[answer], width) for answer in answers)
            found[name] = [[places.index(need) for need in slot.needs], width, code, pool]
        return {"sizes": [len(plan.options) for plan in self._plan.values()], "slots": found}

    def _field(self, place: int, name: str, plan: Control) -> str:
        if not plan.options:
            value = html.escape(self.controls[name].value)
            return f'<input type="search" data-control="{place}" value="{value}">'
        chosen = self.controls[name].index
        options = "".join(
            f"<option{' selected' if number == chosen else ''}>{escape(words)}</option>"
            for number, (words, _) in enumerate(plan.options)
        )
        return f'<select data-control="{place}">{options}</select>'

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {
            "text/plain": self.words,
            "text/html": self.twin,
            "application/vnd.jupyter.widget-view+json": self.get_view_spec(),
        }


def _live(plan: Control) -> ipywidgets.Dropdown | ipywidgets.Text:
    look: dict[str, Any] = {
        "description": plan.label,
        "style": {"description_width": "14em"},
        "layout": ipywidgets.Layout(width="auto"),
    }
    if not plan.options:
        return ipywidgets.Text(**look)
    if len(plan.options) == 1:
        look["layout"].display = "none"  # there is nothing to choose
    return ipywidgets.Dropdown(options=plan.options, index=plan.start, **look)


# Nothing is worked out here: each slot looks its answer up.
_LOOK_UP = """\
(function (script, data) {
  const root = script && script.previousElementSibling || document.getElementById("%s");
  const digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
  const controls = [...root.querySelectorAll("[data-control]")];
  const answer = name => {
    const [needs, width, code, pool] = data.slots[name];
    let place = 0, number = 0;
    for (const need of needs) place = place * data.sizes[need] + controls[need].selectedIndex;
    for (const digit of code.substr(place * width, width))
      number = number * digits.length + digits.indexOf(digit);
    return pool[number];
  };
  const show = () => {
    for (const part of root.querySelectorAll("[data-slot]"))
      part.innerHTML = answer(part.dataset.slot);
    for (const part of root.querySelectorAll("[data-mark]"))
      part.setAttribute("class", answer(part.dataset.mark));
  };
"""

Explorer._script = f"""{_LOOK_UP}\
  root.addEventListener("change", show);
  show();
}})(document.currentScript, %s);"""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def _json(value: Any) -> str:
    # No "<" may stand in a script: "</script>" would end it.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _code(number: int, width: int) -> str:
    first, last = divmod(number, len(_DIGITS))
    return _DIGITS[last] if width == 1 else _DIGITS[first] + _DIGITS[last]


_ANSWER = {"class": "led-answer"}


def _hidden(hidden: bool, **data: str) -> dict[str, str]:
    look = {"class": "led-hidden" if hidden else ""}
    return look | {f"data-{name}": value for name, value in data.items()}
