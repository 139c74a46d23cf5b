"""The components of LED in three sectors: who does what, with whom, and who stands outside.

The paper groups O'Hara's components into government, "market" and community (section II) and
lists what each of them does in each area (section 4.1, Table 4.1). The "market" sector holds
business entities and "market", most of them not private (problem B7).

The functions take two tables of a case: components (``component, sector, table_row, name_en,
name_id, source``) and activities (``activity, component, name_en, name_id, cluster, seats, status,
source, note``). They count names of activities. Wherever a count is shown, `NOT_EFFORT` belongs
beside it, and `NOT_PROOF` beside an overlap: keys of sentences for :func:`led_synergy.terms.text`.
"""

import re

import pandas as pd

from . import framework, terms
from .frames import cell_text, check_cells, check_columns

__all__ = [
    "NOT_EFFORT",
    "NOT_PROOF",
    "SECTORS",
    "by_sector",
    "clusters",
    "outside",
    "overlaps",
    "sector_name",
]

SECTORS = ("government", "market", "community")
"""The three sectors, in the order of Table 4.1."""

NOT_EFFORT = "note.not_effort"
"""Key of the sentence that belongs beside each count: names are counted, not effort."""

NOT_PROOF = "note.not_proof"
"""Key of the sentence that belongs beside an overlap: it is no proof of work done twice."""


def sector_name(sector: str) -> str:
    """What a sector is called, in the language chosen now.

    Parameters
    ----------
    sector : {"government", "market", "community"}
        The sector.

    Returns
    -------
    str

    Raises
    ------
    InputError
        If the sector is no text.

    Examples
    --------
    >>> sector_name("market")
    'Business entities and "market"'
    """
    sector = terms.needed(sector, str, "sector", "a_text")
    return terms.heading(f"value.{sector}" if sector != "market" else "term.business_and_market")


def by_sector(components: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """How many components each sector has, how many of them are active, and with how much.

    Parameters
    ----------
    components, activities : pandas.DataFrame
        The two tables of one case.

    Returns
    -------
    pandas.DataFrame of int
        One row per sector (index ``sector``): ``components``; ``active``, those with at least one
        activity in this area; ``activities``; ``inferred``, those among the activities that the
        source does not state (status "inferred").

    Raises
    ------
    InputError
        If a column is missing, a sector is unknown, a component is listed twice, or an activity
        names a component that is not in the table of components.

    Notes
    -----
    Counts of names, not of effort, money or people: Table 4.1 gives none of these, and long and
    short entries stand side by side. Say so wherever the counts are shown (`NOT_EFFORT`).

    Examples
    --------
    >>> components = pd.DataFrame({"component": ["agriculture", "bank"],
    ...                            "sector": ["government", "market"]})
    >>> activities = pd.DataFrame({"activity": ["a1", "a2"], "component": ["agriculture"] * 2,
    ...                            "status": ["stated", "inferred"]})
    >>> by_sector(components, activities).loc["government"].tolist()
    [1, 1, 2, 1]
    """
    sector = _sectors(components, activities)
    check_columns(activities, "activities", ["status"])
    owner = activities["component"].map(sector)
    active = components["component"].isin(activities["component"])
    counts = {
        "components": components["sector"].value_counts(),
        "active": components.loc[active, "sector"].value_counts(),
        "activities": owner.value_counts(),
        "inferred": owner[activities["status"] == "inferred"].value_counts(),
    }
    index = pd.Index(SECTORS, name="sector")
    return pd.DataFrame(
        {name: count.reindex(index, fill_value=0) for name, count in counts.items()}, dtype="int64"
    )


def outside(components: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """The components that have no activity in this area.

    Parameters
    ----------
    components, activities : pandas.DataFrame
        The two tables of one case.

    Returns
    -------
    pandas.DataFrame
        Their rows of the table of components, in its order. A component whose only activity is
        inferred is not among them.

    Raises
    ------
    InputError
        As for `by_sector`.

    Notes
    -----
    Outside means: Table 4.1 shows a dash. Whether a component could have taken part is not said.

    Examples
    --------
    >>> components = pd.DataFrame({"component": ["agriculture", "bank"],
    ...                            "sector": ["government", "market"]})
    >>> activities = pd.DataFrame({"activity": ["a1"], "component": ["agriculture"]})
    >>> outside(components, activities)["component"].tolist()
    ['bank']
    """
    _sectors(components, activities)
    idle = ~components["component"].isin(activities["component"])
    return components[idle].reset_index(drop=True)


def clusters(components: pd.DataFrame, activities: pd.DataFrame) -> pd.DataFrame:
    """Which sectors take part in each cluster, and which are missing.

    Parameters
    ----------
    components, activities : pandas.DataFrame
        The two tables of one case.

    Returns
    -------
    pandas.DataFrame
        One row per cluster (index ``cluster``, in the order of the activities): the number of
        components of each sector (government, market, community) and ``missing``, the sectors
        with none, separated by "; ". Activities without a cluster are left out; the table is
        empty where nothing is clustered.

    Raises
    ------
    InputError
        As for `by_sector`.

    Notes
    -----
    A cluster links components from upstream to downstream (section II, system dimension), so a
    missing sector is a question to ask, not a finding of the paper.

    Examples
    --------
    >>> components = pd.DataFrame({"component": ["agriculture", "buyers"],
    ...                            "sector": ["government", "market"]})
    >>> activities = pd.DataFrame({"activity": ["a1", "a2"], "cluster": ["rice", "rice"],
    ...                            "component": ["agriculture", "buyers"]})
    >>> clusters(components, activities).loc["rice", "missing"]
    'community'
    """
    sector = _sectors(components, activities)
    check_columns(activities, "activities", ["cluster"])
    members: dict[str, set[str]] = {}
    for cluster, component in zip(activities["cluster"], activities["component"], strict=True):
        if cell_text(cluster):
            members.setdefault(cell_text(cluster), set()).add(component)
    rows = []
    for cluster, taking_part in members.items():
        count = {name: sum(sector[c] == name for c in taking_part) for name in SECTORS}
        missing = "; ".join(name for name in SECTORS if not count[name])
        rows.append({"cluster": cluster, **count, "missing": missing})
    return pd.DataFrame(rows, columns=["cluster", *SECTORS, "missing"]).set_index("cluster")


def overlaps(activities: pd.DataFrame) -> pd.DataFrame:
    """The same kind of work done by several components.

    Parameters
    ----------
    activities : pandas.DataFrame
        The table of activities of one case. Work is recognised by the words of its English name;
        where the table has names in one language only, by words of either language.

    Returns
    -------
    pandas.DataFrame
        One row per topic and activity, in the order of the framework table "topics", only for
        topics that two or more components share: topic, components (how many share it),
        component, activity, name_en, name_id. An activity may stand under several topics.

    Raises
    ------
    InputError
        If a column is missing.

    Notes
    -----
    Topics and their words are ours, taken from the names in Table 4.1. That table cannot tell
    duplicate work from joint work (problem C14), so an overlap is no proof that components fail
    to cooperate: say so wherever it is shown (`NOT_PROOF`).

    Examples
    --------
    >>> activities = pd.DataFrame({
    ...     "activity": ["a1", "a2"], "component": ["agriculture", "fertiliser_company"],
    ...     "name_en": ["Rice seed growing", "Developing rice seed"], "name_id": ["", ""],
    ... })
    >>> overlaps(activities)["topic"].unique().tolist()
    ['rice', 'seed']
    """
    columns = ["component", "activity", "name_en", "name_id"]
    check_columns(activities, "activities", columns)
    english, indonesian = (
        activities[f"name_{lang}"].astype(object).map(cell_text) for lang in ("en", "id")
    )
    names = english.where(english != "", indonesian)
    alike = (english == "") | (english == indonesian)  # of one language, which nobody tells
    found = []
    for topic in framework.table("topics"):
        shares = names.map(_any_of(topic["words_en"]).search).notna()
        shares |= alike & names.map(_any_of(topic["words_id"]).search).notna()
        work = activities.loc[shares, columns]
        work.insert(0, "topic", topic["topic"])
        work.insert(1, "components", work["component"].nunique())
        found.append(work[work["components"] > 1])
    return pd.concat(found, ignore_index=True)


def _any_of(words: str) -> re.Pattern[str]:
    """A pattern for any of some words between semicolons."""
    found = "|".join(re.escape(word) for word in words.split("; "))
    return re.compile(rf"\b({found})\b", re.IGNORECASE)


def _sectors(components: pd.DataFrame, activities: pd.DataFrame) -> dict[str, str]:
    """The sector of each component, once both tables are known to fit together."""
    check_columns(components, "components", ["component", "sector"])
    check_cells(components, "components", "sector", SECTORS)
    twice = components.loc[components["component"].duplicated(), "component"]
    if len(twice):
        raise terms.InputError("error.component_twice", found=twice.iloc[0])
    check_cells(activities, "activities", "component", components["component"])
    return dict(zip(components["component"], components["sector"], strict=True))
