"""Cards to cut out, of the ladder, the criteria and the categories; sheets for a role-play."""

from ... import framework, terms
from ...case import load_case
from ...categories import level_label
from .paper import cards, document, grid, heading, to_bytes, words


@terms.spoken
def card_sheets(lang: str | None = None) -> bytes:
    """The six rungs, the criteria of the 17 levels and the six categories, as a Word document.

    No card shows its number: students lay them in order. The order stands on the last page.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Examples
    --------
    >>> card_sheets()[:2]   # a packed file
    b'PK'
    """
    made = document(terms.text("title.kit_cards"))
    rungs = framework.table("rungs")
    levels = framework.table("levels")
    categories = framework.table("categories")
    sets = (
        ("title.kit_cards_ladder", [("", terms.cell(row, "meaning")) for row in _mixed(rungs)]),
        (
            "title.kit_cards_criteria",
            [
                (terms.label("dimensions", row["dimension"]), terms.cell(row, "label"))
                for row in _mixed(levels)
            ],
        ),
        (
            "title.kit_cards_categories",
            [(terms.cell(row, "name"), terms.cell(row, "summary")) for row in _mixed(categories)],
        ),
    )
    for place, (key, found) in enumerate(sets):
        heading(made, terms.text(key), new_page=place > 0)
        cards(made, found, height=4.2)
    heading(made, terms.text("title.kit_cards_key"), new_page=True)
    rows = [[terms.heading("term.level"), terms.text("term.kit_card")]]
    rows += [[r["rung"], f"{terms.cell(r, 'name')}. {terms.cell(r, 'meaning')}"] for r in rungs]
    for row in levels:
        name = terms.label("dimensions", row["dimension"])
        rows.append([f"{name} {row['level']}", level_label(row["dimension"], int(row["level"]))])
    grid(made, rows, (5.0, 13.0))
    return to_bytes(made)


def _mixed(rows: tuple[dict[str, str], ...]) -> list[dict[str, str]]:
    """Rows in an order that gives nothing away, the same each time."""
    step = next(n for n in (5, 7) if len(rows) % n)
    return [rows[(n * step + 2) % len(rows)] for n in range(len(rows))]


@terms.spoken
def role_sheets(lang: str | None = None) -> bytes:
    """Four sheets for a role-play on Telang, marked as ours, as a Word document.

    Parameters
    ----------
    lang : {"en", "id"}, optional
        Language; that chosen now if not given.

    Returns
    -------
    bytes

    Examples
    --------
    >>> role_sheets()[:2]   # a packed file
    b'PK'
    """
    made = document(terms.text("title.kit_roles"))
    components = load_case("telang").components
    for place, role in enumerate(framework.table("roles")):
        name = terms.cell(role, "name")
        heading(made, terms.text("title.kit_role", name=name), new_page=place > 0)
        words(made, terms.text("note.kit_roles_ours"), 9)
        words(made, terms.cell(role, "you"), 12)
        words(made, terms.cell(role, "want"), 12)
        heading(made, terms.text("title.kit_role_ask"), 11)
        for question in terms.cell(role, "ask").split(" | "):
            words(made, question, 12, start="•  ")
        found = components[components["sector"] == role["role"]].to_dict("records")
        heading(made, terms.text("title.kit_role_who" if found else "title.kit_role_nobody"), 11)
        for row in found:
            words(made, terms.cell(row, "name"), 11, start="•  ")
        heading(made, terms.text("title.kit_role_levels"), 11)
        heads = [terms.heading("term.dimension"), terms.heading("term.level")]
        heads.append(terms.text("term.kit_role_because"))
        rows = [[terms.cell(d, "name"), "", ""] for d in framework.table("dimensions")]
        grid(made, [heads, *rows], (5.0, 2.0, 11.0), 1.0)
    return to_bytes(made)
