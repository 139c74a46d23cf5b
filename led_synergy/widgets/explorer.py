"""What all explorers share: controls, a page with slots, its twin and its words."""

import hashlib
import html
import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import ipywidgets

from .. import terms
from ..material import json_in_script, script_of
from . import html as _html
from .html import element, escape, in_its_language

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
    lang : {"en", "id"}, optional
        Language, which the explorer speaks from then on.

    Examples
    --------
    >>> from led_synergy.widgets import LadderExplorer
    >>> isinstance(LadderExplorer(), Explorer)
    True
    """

    script: tuple[str, ...] = ("lookup.js",)
    """What the page without Python runs, before explorer.js."""

    @terms.spoken
    def __init__(
        self,
        title: str,
        controls: Mapping[str, Control],
        slots: Mapping[str, Slot],
        notes: Iterable[str],
        lang: str | None = None,
    ) -> None:
        self.lang = terms.language()
        self._title = title
        self._plan = dict(controls)
        self._slots = dict(slots)
        self._notes = tuple(notes)
        self._answers: dict[tuple[Any, ...], str] = {}
        _html.retire()
        wide = ipywidgets.Layout(width="auto")
        self.controls = {name: _live(plan, wide) for name, plan in controls.items()}
        head = ipywidgets.HTML(
            _html.style(live=True) + _html.page(_html.heading(title)), layout=wide
        )
        self._page_now = ipywidgets.HTML(layout=wide, style=head.style)
        self._redraw()
        plans = [(plan.label, [words for words, _ in plan.options]) for plan in controls.values()]
        shown = (self.lang, title, plans, self._page_now.value)
        super().__init__(
            [head, *self.controls.values(), self._page_now],
            layout=ipywidgets.Layout(width="100%", max_width="700px"),
            model_id=_html.model_id(type(self).__name__, *shown),
        )
        _html.remember(self)
        for control in self.controls.values():
            control.observe(self._redraw, "value")

    def close(self) -> None:
        """Close the explorer and everything that it is made of.

        Examples
        --------
        >>> from led_synergy.widgets import LadderExplorer
        >>> LadderExplorer().close()
        """
        _html.scrap(self)

    # What an explorer is made of --------------------------------------------------------------

    def page(self) -> str:
        """The page at this moment, in HTML; each kind of explorer has its own.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> from led_synergy.widgets import LadderExplorer
        >>> LadderExplorer().page()[:1]
        '<'
        """
        raise NotImplementedError

    @in_its_language
    def value(self, slot: str) -> str:
        """What a slot shows at this moment.

        Parameters
        ----------
        slot : str
            Name of the slot.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> from led_synergy.widgets import RubricExplorer
        >>> RubricExplorer("telang").value("answer")
        'Category: Fragmented (rule: System-first rule)'
        """
        needs = self._slots[slot].needs
        return self._answer(slot, tuple(self._value_of(name) for name in needs))

    def _value_of(self, name: str) -> Any:
        """What is chosen in a control; or what follows from several, where an explorer adds it."""
        return self.controls[name].value

    def _plans(self) -> Mapping[str, Control]:
        """The controls, and after them what follows from several of them, with its options."""
        return self._plan

    def _answer(self, slot: str, chosen: tuple[Any, ...]) -> str:
        """What a slot shows when this is chosen; worked out once."""
        key = (slot, *chosen)
        if key not in self._answers:
            self._answers[key] = self._slots[slot].show(*chosen)
        return self._answers[key]

    def slot(self, tag: str, name: str, **attributes: str) -> str:
        """An element whose inside is a slot.

        Parameters
        ----------
        tag : str
            Name of the element.
        name : str
            Name of the slot.
        **attributes : str
            Attributes of the element.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> from led_synergy.widgets import RubricExplorer
        >>> RubricExplorer("telang").slot("p", "answer")[:22]
        '<p data-slot="answer">'
        """
        return element(tag, self.value(name), **{**attributes, "data-slot": name})

    def marked(self, tag: str, name: str, inside: str, **attributes: str) -> str:
        """An element whose class is a slot: how it looks changes, not what it says.

        Parameters
        ----------
        tag : str
            Name of the element.
        name : str
            Name of the slot.
        inside : str
            HTML inside it.
        **attributes : str
            Attributes of the element.

        Returns
        -------
        str
            HTML.

        Examples
        --------
        >>> from led_synergy.widgets import RubricExplorer
        >>> "data-mark" in RubricExplorer("telang").marked("b", "system 1", "1")
        True
        """
        shown = {"class": self.value(name), "data-mark": name}
        return element(tag, inside, **{**attributes, **shown})

    # Its lives --------------------------------------------------------------------------------

    @in_its_language
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
    @in_its_language
    def twin(self) -> str:
        """The explorer as it stands, in HTML that needs neither Python nor network."""
        code, page = json_in_script(self._data()), self._still()
        controls = "".join(
            element(
                "label",
                f"<span>{escape(plan.label)}</span> {self._field(place, name, plan)}",
                **({"style": "display:none"} if len(plan.options) == 1 else {}),
            )
            for place, (name, plan) in enumerate(self._plan.items())
        )
        idle = element("p", escape(terms.text("message.no_script")), **{"data-idle": ""})
        inside = (
            _html.style()
            + _html.page(_html.heading(self._title) + idle + controls)
            + element("div", page, **{"class": "led-shown"})
        )
        name = "led-" + hashlib.sha256((inside + code).encode()).hexdigest()[:12]
        root = element("div", inside, id=name, lang=self.lang, **{"class": "led"})
        parts = [*self.script, "explorer.js"]
        script = script_of("id, data", parts, f'"{name}", {code}', "widgets")
        return f"{root}\n{script}"

    def _still(self) -> str:
        """The page that the twin begins with."""
        return self._page_now.value

    def _data(self) -> dict[str, Any]:
        """What the script of the twin looks up.

        Of each slot: its controls, the different answers, and which of them comes when.
        """
        plans = self._plans()
        places = list(plans)
        found = {}
        for name, slot in self._slots.items():
            options = [[value for _, value in plans[need].options] for need in slot.needs]
            answers = [self._answer(name, values) for values in itertools.product(*options)]
            pool = list(dict.fromkeys(answers))
            number = {answer: place for place, answer in enumerate(pool)}
            width = 1 if len(pool) <= len(_DIGITS) else 2
            code = "".join(_code(number[answer], width) for answer in answers)
            found[name] = [[places.index(need) for need in slot.needs], width, code, pool]
        return {"sizes": [len(plan.options) for plan in plans.values()], "slots": found}

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


def _live(plan: Control, wide: ipywidgets.Layout) -> ipywidgets.Dropdown | ipywidgets.Text:
    look: dict[str, Any] = {
        "description": plan.label,
        "style": {"description_width": "14em"},
        "layout": wide,
    }
    if not plan.options:
        return ipywidgets.Text(**look)
    if len(plan.options) == 1:  # there is nothing to choose
        look["layout"] = ipywidgets.Layout(width="auto", display="none")
    return ipywidgets.Dropdown(options=plan.options, index=plan.start, **look)


_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_"


def _code(number: int, width: int) -> str:
    first, last = divmod(number, len(_DIGITS))
    return _DIGITS[last] if width == 1 else _DIGITS[first] + _DIGITS[last]


# The one line of a page that a screen reader says again after each choice.
_LIVE = {"aria-live": "polite"}
_ANSWER = {"class": "led-answer", **_LIVE}


def _hidden(hidden: bool, **data: str) -> dict[str, str]:
    look = {"class": "led-hidden" if hidden else ""}
    return look | {f"data-{name}": value for name, value in data.items()}
