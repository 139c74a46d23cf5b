"""What the findings of an area say for and against its levels; the part of `Case` about evidence."""

from typing import TYPE_CHECKING

from .. import support
from ..support import Hinge
from .judgement import Judged

if TYPE_CHECKING:
    import pandas as pd

    from .case import Case

__all__ = ["Supported"]


class Supported(Judged):
    """What a case says by its table of findings, on top of what is judged."""

    name: str

    def support(self) -> "pd.DataFrame":
        """The findings for and against each level, and those contested.

        Returns
        -------
        DataFrame
            One row per dimension and level; `support.support` describes the columns.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").support()["for"][1]
        ('system',)
        """
        return support.support(self.tables.get("evidence"), self.ranges())

    def without(self, *evidence: str) -> "Case":
        """The same area with findings withdrawn: its ranges, readings and categories follow.

        Parameters
        ----------
        *evidence : str
            Keys of findings.

        Returns
        -------
        Case

        Raises
        ------
        InputError
            If there is no such finding.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").without("system").ranges()["system"]
        Range(level=None, lowest=0, highest=2)
        """
        return self.with_tables(support.withdraw(self.tables, evidence, self.name))

    def doubting(self, *evidence: str) -> "Case":
        """The same area with findings doubted: they are still shown, and speak against nothing.

        Parameters
        ----------
        *evidence : str
            Keys of findings.

        Returns
        -------
        Case

        Raises
        ------
        InputError
            If there is no such finding.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> sorted(set(load_case("telang").doubting("system").readings()["system_gate"]))
        ['fragmented', 'less_synergetic', 'sectoral']
        """
        return self.with_tables(support.doubt(self.tables, evidence, self.name))

    def hinges(self, rule: str | None = None) -> tuple[Hinge, ...]:
        """The findings on which a category or a range hangs; see `support.hinges`.

        Parameters
        ----------
        rule : str, optional
            Only the category under this rule, beside the ranges; else under each of the three.

        Returns
        -------
        tuple of Hinge

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").hinges("system_gate")[0].findings
        ('system',)
        """
        return support.hinges(self.tables.get("evidence"), self.ranges(), rule, self.title)

    def title(self, lang: str | None = None) -> str:
        """Name of the area."""
        raise NotImplementedError
