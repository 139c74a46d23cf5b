"""Whose evidence it is: the findings by whom they are about, and by the kind of their source."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from .. import terms
from ..components import SECTORS
from ..frames import cell_text
from ..framework import keys, table
from ..terms import spoken, text
from .bearing import _findings

__all__ = [
    "Voice",
    "voices",
]


class Voice(NamedTuple):
    """The findings that are left if only some are believed. Made by `voices`.

    Parameters
    ----------
    by : {"sector", "actor", "source_type"}
        Whom the findings are about, or the kind of their source.
    key : str
        Which sector, actor or kind of source.
    findings : tuple of str
        Keys of the findings.

    Examples
    --------
    >>> Voice("source_type", "interview", ("e1",)).name("id")
    'jenis sumber: wawancara'
    """

    by: str
    key: str
    findings: tuple[str, ...]

    @spoken
    def name(self, lang: str | None = None) -> str:
        """What the voice is called.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> Voice("sector", "community", ()).name()
        'about the community'
        """
        if self.by == "source_type":
            return text("term.from_kind", kind=text(f"value.{self.key}"))
        known = f"term.about_{self.key}"
        return (
            text(known)
            if known in keys("terms")
            else text("term.about_actor", actor=terms.name(self.key))
        )


def voices(
    evidence: pd.DataFrame | None, sectors: Mapping[str, str] | None = None
) -> tuple[Voice, ...]:
    """The findings by whom they are about, and by the kind of their source.

    Whom a finding is about is not who said it. The paper seldom tells the latter (problem F6).

    Parameters
    ----------
    evidence : DataFrame or None
        A table `evidence`.
    sectors : mapping, optional
        Actor → sector, for actors of the area's own; the words of the framework table `actors`
        are known.

    Returns
    -------
    tuple of Voice
        Sectors first, then actors of no sector, then kinds of source; only those with a finding
        that says something of a level, be it only contested.

    Examples
    --------
    >>> evidence = pd.DataFrame({"evidence": ["e1", "e2"], "dimension": "system", "levels": "1–2",
    ...                          "actor": ["leaders", "bee_keepers"], "source_type": "interview"})
    >>> [(voice.key, voice.findings) for voice in voices(evidence, {"bee_keepers": "community"})]
    [('government', ('e1',)), ('community', ('e2',)), ('interview', ('e1', 'e2'))]
    """
    known = {row["actor"]: row["sector"] for row in table("actors")} | dict(sectors or {})
    rows = [] if evidence is None else evidence.to_dict("records")
    found: dict[tuple[str, str], list[str]] = {("sector", sector): [] for sector in SECTORS}
    ways: dict[str, dict[tuple[str, str], list[str]]] = {"actor": found, "source_type": {}}
    for finding in _findings(evidence):
        for by, groups in ways.items():
            key = cell_text(rows[finding.row].get(by)) or ("not_stated" if by != "actor" else "")
            if by == "actor" and key in known:
                by, key = "sector", known[key]
            if finding.says and key:
                groups.setdefault((by, key), []).append(finding.key)
    every = (*ways["actor"].items(), *ways["source_type"].items())
    return tuple(Voice(*pair, tuple(dict.fromkeys(own))) for pair, own in every if own)
