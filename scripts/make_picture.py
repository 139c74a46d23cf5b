"""Draw the picture of the README again, and of the site's first page, in both languages."""

from pathlib import Path

import vl_convert

from led_synergy import charts, load_case, terms

PICTURE = Path(__file__).resolve().parent.parent / "docs" / "_static" / "side_by_side.svg"

if __name__ == "__main__":
    for language in terms.LANGUAGES:
        with terms.speaking(language):
            spec = charts.side_by_side([load_case("telang"), load_case("batu_betumpang")]).to_dict()
        # White below it and around it, so that it can be read on a dark page too.
        spec |= {"background": "white", "padding": 16}
        # The name by which Sphinx finds the picture of a language.
        path = PICTURE if language == "en" else PICTURE.with_suffix(f".{language}.svg")
        path.write_text(vl_convert.vegalite_to_svg(spec) + "\n", encoding="utf-8")
