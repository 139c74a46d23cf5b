"""A chart drawn as SVG.

vl-convert measures words letter by letter, and opens the file of the font four times for each. Of
words at the right of a place given in pixels, with room enough, the width does not matter: a short
sign stands for them while the chart is drawn, and then they take its place.
"""

import json
import re
from collections.abc import Callable
from html import escape
from typing import Any

__all__ = [
    "svg",
    "wide",
]


def svg(spec: dict[str, Any]) -> str:
    """The chart as SVG, as vl-convert draws it.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification that holds its data, and no words for each mark (config.aria).

    Returns
    -------
    str
        The drawing.
    """
    import vl_convert

    short, words = _short(spec)
    drawn: str = vl_convert.vegalite_to_svg(short)
    if not words:
        return drawn
    return re.sub(r">~(\d+)~<", lambda sign: f">{escape(words[int(sign[1])], False)}<", drawn)


def _short(spec: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """The same chart with signs for words, and the words they stand for."""
    words: list[str] = []
    datasets = dict(spec.get("datasets", {}))
    if "~" in json.dumps(datasets):  # then a sign could be somebody's own words
        return spec, words

    def signed(text: Any, room: float) -> Any:
        lines = text.split("\n") if isinstance(text, str) else []
        if not lines or max(map(wide, lines)) > room:
            return text
        words.extend(lines)
        first = len(words) - len(lines)
        return "\n".join(
            f"~{n}~" if len(line) > 4 else line for n, line in enumerate(lines, start=first)
        )

    for layer in spec.get("layer", ()):
        mark, channels = layer["mark"], layer["encoding"]
        left = mark["type"] == "text" and mark.get("align") == "left"
        edge, place = _across(spec["width"], channels["x"]) if left else (0, None)
        if place is None:
            continue
        name, field = layer["data"]["name"], channels["text"]["field"]
        room = edge - mark.get("dx", 0)
        datasets[name] = [
            row | {field: signed(row[field], (room - place(row)) / mark["fontSize"])}
            for row in datasets[name]
        ]
    return {**spec, "datasets": datasets}, words


def _across(
    width: Any, x: dict[str, Any]
) -> tuple[float, Callable[[dict[str, Any]], float] | None]:
    """How wide a chart is, and where across it a row stands: both in pixels, or in columns."""
    domain = x.get("scale", {}).get("domain", [])
    if isinstance(width, dict):
        step, columns = width["step"], {name: n for n, name in enumerate(domain)}
        return step * len(columns), lambda row: step * (columns[row[x["field"]]] + 0.5)
    pixels = x.get("axis", "") is None and domain == [0, width]
    return width, (lambda row: row[x["field"]]) if pixels else None


_NARROW, _USUAL = frozenset(" !'(),-./:;I[]fijlrt|"), frozenset('abcdeghknopqsuvxyz0123456789"')


def wide(line: str) -> float:
    """How wide at most a line is, of its height, in the letters that Word calls Arial.

    Examples
    --------
    >>> wide("ill"), wide("all"), wide("MMM")
    (1.02, 1.25, 3)
    """
    widths = (0.34 if letter in _NARROW else 0.57 if letter in _USUAL else 1 for letter in line)
    return round(sum(widths), 2)
