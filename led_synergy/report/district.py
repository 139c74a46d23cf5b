"""What a report says of many areas together: a spread, and never a mean."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pandas as pd

from .. import charts, terms
from ..case.areas import check_areas, holds_areas, read_areas, to_csv
from ..case.district import categories_of, district, villages
from ..case.files import write_new
from ..case.privacy import masked
from ..case.problems import Problem
from ..categories import DIMENSIONS, RULES
from .content import Block, Grid, Points, Report, Section, Words
from .parts import between, clean, picture
from .write import save

__all__ = ["PAGES", "district_report", "sections", "tell_district"]

PAGES = (".html", ".docx")
"""How the name of a page or Word document ends."""


def sections(table: pd.DataFrame) -> tuple[Section, ...]:
    """Spread, categories, ranges and gaps of the areas in the table of `district`."""
    parts = {"spread": _spread, "landing": _landing, "ranges": _ranges, "gaps": _gaps}
    found = {key: tuple(write(table)) for key, write in parts.items()}
    return tuple(
        Section(k, terms.text(f"title.{k}_areas"), blocks) for k, blocks in found.items() if blocks
    )


def _spread(table: pd.DataFrame) -> Iterator[Block]:
    yield picture(charts.levels_strip(table))
    yield Words(terms.text("note.no_mean_of_areas"), "note")


def _landing(table: pd.DataFrame) -> Iterator[Block]:
    rows = [
        (_category(str(key)), *map(str, row))
        for key, *row in categories_of(table).itertuples()
        if any(row)
    ]
    rules = [terms.label("rules", rule) for rule in RULES]
    title = terms.text("title.landing_areas")
    yield Grid(title, (terms.heading("term.category"), *rules), tuple(rows))


def _category(key: str) -> str:
    return terms.text("term.no_category") if key == "none" else terms.label("categories", key)


def _ranges(table: pd.DataFrame) -> Iterator[Block]:
    """The areas of which another level can be defended too."""
    rows = []
    for row in table.to_dict("records"):
        ends = [(row.get(f"{d}_lowest"), row.get(f"{d}_highest")) for d in DIMENSIONS]
        wide = [low for low, high in ends if not terms.is_blank(low) and low != high]
        if wide:
            rows.append((clean(row["area"]), *(between(*pair) for pair in ends)))
    if rows:
        heads = [terms.label("dimensions", d) for d in DIMENSIONS]
        area = terms.text("term.area").capitalize()
        yield Grid(terms.text("title.ranges_areas"), (area, *heads), tuple(rows))


def _gaps(table: pd.DataFrame) -> Iterator[Block]:
    """What is not judged, or not agreed: how often, and where."""
    if lines := _missing(table):
        yield Points(tuple(lines))


def _missing(table: pd.DataFrame) -> list[str]:
    lines = []
    for d in DIMENSIONS:
        names = [clean(name) for name in table["area"][table[d].isna()]]
        if names:
            shown = ", ".join(names[:20]) + (" …" if len(names) > 20 else "")
            name = terms.label("dimensions", d)
            lines.append(
                terms.text("result.gap", dimension=name, n=len(names), of=len(table), areas=shown)
            )
    return lines


@terms.spoken
def district_report(
    table: pd.DataFrame, told: Sequence[Problem] = (), lang: str | None = None
) -> Report:
    """Say everything about a table of areas, ready to be set.

    Parameters
    ----------
    table : pandas.DataFrame
        What `district` gives.
    told : sequence of Problem
        Files that were left out.
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    Report

    Examples
    --------
    >>> from led_synergy import load_case
    >>> from led_synergy.case import district
    >>> report = district_report(district([load_case("telang"), load_case("contoh")]))
    >>> [section.key for section in report.sections]
    ['levels', 'spread', 'landing', 'ranges']
    """
    table = table.assign(area=[masked(str(name)) for name in table["area"]])
    blocks: Iterable[Block] = (_table(table),)
    if told:
        blocks = (*blocks, Points(tuple(masked(clean(problem.message())) for problem in told)))
    first = Section("levels", terms.text("title.levels"), tuple(blocks))
    heading = terms.text("term.n_areas", n=len(table))
    parts = (first, *sections(table))
    return Report(terms.language(), terms.text("title.compare_page"), heading, "", "", parts)


def _table(table: pd.DataFrame) -> Block:
    heads = [terms.label("dimensions", d) for d in DIMENSIONS]
    heads += [terms.label("rules", rule) for rule in RULES]
    names = {key: "–" if terms.is_blank(key) else terms.label("categories", key)
             for rule in RULES for key in table[rule].unique()}  # fmt: skip
    rows = [
        (
            clean(row["area"]),
            *("?" if terms.is_blank(row[d]) else str(int(row[d])) for d in DIMENSIONS),
            *(names.get(row[rule], "–") for rule in RULES),
        )
        for row in table.to_dict("records")
    ]
    area = terms.text("term.area").capitalize()
    return Grid(terms.text("title.levels_by_rule"), (area, *heads), tuple(rows))


def tell_district(
    name: str,
    *,
    as_json: bool = False,
    out: Path | None = None,
    overwrite: bool = False,
    follow: Callable[[list[Path]], Iterable[Path]] | None = None,
) -> str:
    """Read a folder of areas, or a list of them; write what is asked for; say how many are what.

    Raises
    ------
    InputError
        If nothing can be read, or the file cannot be written or ends otherwise.
    """
    if out and out.suffix.lower() not in (*PAGES, ".csv"):
        raise terms.InputError("error.compare_ending", found=out.name)
    told: tuple[Problem, ...] = ()
    if holds_areas(name):
        table = district(read_areas(name))
        told = check_areas(name).warnings
    else:
        found, told = villages(name, follow)
        table = district(found)
    table = table.assign(area=[masked(str(name)) for name in table["area"]])
    if out and out.suffix.lower() == ".csv":
        write_new(out, to_csv(table), overwrite)
    elif out:
        save(district_report(table, told), out, overwrite=overwrite)
    counts = categories_of(table)
    if as_json:
        left = [masked(problem.message()) for problem in told]
        return json.dumps({"areas": len(table), "left": left, "categories": counts.to_dict()})
    lines = []
    for rule in RULES:
        lines.append(
            terms.text("result.areas_counted", n=len(table), rule=terms.label("rules", rule))
        )
        lines += [
            "- " + terms.text("result.areas_count", category=_category(str(key)), n=n)
            for key, n in counts[rule].items()
            if n
        ]
    lines += _missing(table)
    if told:
        lines += ["", terms.text("check.notes", count=len(told))]
        lines += [f"- {masked(problem.message())}" for problem in told]
    return "\n".join(lines)
