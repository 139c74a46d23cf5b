"""Draw the picture of the README again: the two areas side by side."""

from pathlib import Path

import vl_convert

from led_synergy import charts, load_case

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "side_by_side.svg"

if __name__ == "__main__":
    spec = charts.side_by_side([load_case("telang"), load_case("batu_betumpang")]).to_dict()
    # White below it and around it, so that it can be read on a dark page too.
    spec |= {"background": "white", "padding": 16}
    PICTURE.write_text(vl_convert.vegalite_to_svg(spec) + "\n", encoding="utf-8")
