"""The paper's lists of triggers and triggered factors, beside what a map yields."""

import pandas as pd

from .. import framework, terms
from .causal_map import CausalMap
from .links import OUTCOME

__all__ = ["compare_trigger_lists"]


def compare_trigger_lists(causal_map: CausalMap) -> pd.DataFrame:
    """The paper's lists of triggers and triggered factors beside what a map yields.

    Parameters
    ----------
    causal_map : CausalMap
        A map of the codebook's factors, such as the links of both areas together.

    Returns
    -------
    pandas.DataFrame
        17 rows, index ``factor`` in the order of the codebook. One column for each of the paper's
        lists (table_4_4, section_4_4, conclusion, abstract): "root", "trigger", "triggered",
        "trigger; triggered", or blank where the list does not name the factor. Then ``map``: the
        map in our words ("chain_start": has no cause in it; "trigger": leads to another factor;
        "triggered": has a cause), or "absent"; ``seven``: which of the seven triggers lead to the
        factor in the map; ``differs``: the lists whose word the map does not bear out.

    Raises
    ------
    InputError
        If this is no map.

    Notes
    -----
    The lists disagree with one another (problems E5, E6, E7). The seven are the factors that all
    lists call trigger or root. Root (of the problem) is the paper's word for collaborative
    capability alone; the start of a chain is ours. A map bears out "root" if the factor has no
    cause, "trigger" if it leads to another factor, "triggered" if one of the seven leads to it;
    synergism is the outcome and not counted as another factor. Two lists only give examples
    ("such as"), so a factor that a list does not name is no difference. The comparison is ours.

    Examples
    --------
    >>> table = pd.DataFrame({
    ...     "cause": ["collaborative_capability"], "effect": ["collaboration_system"],
    ...     "basis": ["finding"], "source": ["section 4.4"],
    ... })
    >>> compared = compare_trigger_lists(CausalMap.from_links(table))
    >>> compared.loc["collaborative_capability", ["table_4_4", "map", "differs"]].tolist()
    ['root', 'chain_start', '']
    """
    roles: dict[str, dict[str, list[str]]] = {}
    for row in framework.table("trigger_lists"):
        roles.setdefault(row["list"], {}).setdefault(row["factor"], []).append(row["role"])
    seven = [
        factor
        for factor in framework.keys("factors")
        if all({"root", "trigger"} & {*named.get(factor, ())} for named in roles.values())
    ]
    rows = []
    for factor in framework.keys("factors"):
        in_map = factor in terms.needed(causal_map, CausalMap, "causal_map", "a_map").nodes
        effects = causal_map.triggers(factor) - {OUTCOME} if in_map else set()
        causes = causal_map.triggered_by(factor) if in_map else set()
        from_seven = [trigger for trigger in seven if trigger in causes]
        bears_out = {
            "root": in_map and not causes,
            "trigger": bool(effects),
            "triggered": bool(from_seven),
        }
        words = ["chain_start"]
        if causes:
            words = ["trigger"] * bool(effects) + ["triggered"]
        rows.append(
            {
                "factor": factor,
                **{name: "; ".join(named.get(factor, ())) for name, named in roles.items()},
                "map": "; ".join(words) if in_map else "absent",
                "seven": "; ".join(from_seven),
                "differs": "; ".join(
                    name
                    for name, named in roles.items()
                    if not all(bears_out[role] for role in named.get(factor, ()))
                ),
            }
        )
    return pd.DataFrame(rows).set_index("factor")
