"""The part of `Case` that weighs: what its findings say for and against its levels."""

from typing import TYPE_CHECKING, cast

from .. import support
from ..categories import DEFAULT_RULE, DIMENSIONS, RULES
from ..frames import cell_text
from ..support import Hinge, Voice
from ..terms import choice, label, spoken, text
from .judgement import Judged

if TYPE_CHECKING:
    import pandas as pd

    from .case import Case

__all__ = ["Supported"]


class Supported(Judged):
    """What a case says by its table of findings, on top of what is judged.

    Examples
    --------
    >>> from led_synergy import load_case
    >>> load_case("telang").support().shape[0]   # one row for each of the 17 levels
    17
    """

    name: str

    def latest(self) -> "Case":
        """The case as it was judged last; itself where no round is named.

        Returns
        -------
        Case

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").latest().title()
        'Telang'
        """
        return self.at(self.rounds[-1]) if self.rounds else cast("Case", self)

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
        return support.support(self.latest().tables.get("evidence"), self.ranges())

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
        case = self.latest()
        return case.with_tables(support.withdraw(case.tables, evidence, self.name))

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
        case = self.latest()
        return case.with_tables(support.doubt(case.tables, evidence, self.name))

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
        evidence = self.latest().tables.get("evidence")
        return support.hinges(evidence, self.ranges(), rule, self.title)

    def voices(self) -> tuple[Voice, ...]:
        """The findings by whom they are about, and by the kind of source; see `support.voices`.

        Returns
        -------
        tuple of Voice
            Components of the area count to their sector, groups that take part to the community.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> [voice.name() for voice in load_case("telang").voices()][:2]
        ['about government', 'about business entities and the market']
        """
        sectors: dict[str, str] = {}
        if (taking := self.tables.get("participation")) is not None:
            sectors |= dict.fromkeys(map(cell_text, taking["group"]), "community")
        if (members := self.tables.get("components")) is not None:
            known = members[["component", "sector"]].map(cell_text).to_numpy()
            sectors |= {component: sector for component, sector in known if sector}
        return support.voices(self.latest().tables.get("evidence"), sectors)

    def whose(self, rule: str = DEFAULT_RULE) -> "pd.DataFrame":
        """What is left if only the findings about some actors, or of one kind of source, count.

        Parameters
        ----------
        rule : {"system_gate", "strict", "weakest_dimension"}
            Rule.

        Returns
        -------
        DataFrame
            One row per voice, the first with all findings: `by` ("all", "sector", "actor" or
            "source_type"), `voice` (its key; "" = all), `findings` (those with bearing, keys), the
            plausible levels of each dimension (empty = not judged), and `categories`, those
            possible under the rule (None = not defined by the paper).

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> whose = load_case("telang").whose().set_index("voice")
        >>> whose.loc["community", "system"], whose.loc["", "system"]
        ((0, 1, 2, 3), (1,))
        """
        import pandas as pd

        choice(rule, RULES, "rule")
        evidence = self.latest().tables.get("evidence")
        bears = {key for _, _, keys in support.conditions(evidence) for key in keys}
        every = tuple(dict.fromkeys(k for voice in self.voices() for k in voice.findings))
        rows = []
        for voice in (Voice("all", "", every), *self.voices()):
            left = self.without(*(bears - {*voice.findings})) if voice.by != "all" else self
            levels = {d: found.levels for d, found in left.ranges().items()}
            rows.append((*voice, *levels.values(), support.possible(levels, rule)))
        names = ["by", "voice", "findings", *DIMENSIONS, "categories"]
        return pd.DataFrame(rows, columns=names)

    @spoken
    def weighed(self, rule: str | None = None, lang: str | None = None) -> str:
        """For and against each level that can be defended, and the hinges, in words.

        Parameters
        ----------
        rule : str, optional
            Only the category under this rule, beside the ranges; else under each of the three.
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str
            Several lines; "" where the findings do not say which levels they fit.

        Raises
        ------
        InputError
            If there is no such rule.

        Examples
        --------
        >>> from led_synergy import load_case
        >>> print(load_case("telang").weighed("strict").splitlines()[1])
          System 1: fits system; ruled out by –; contested unlinked_activities
        """
        if support.stances(self.latest().tables.get("evidence")).empty:
            return ""
        lines = [text("message.carried")]
        for row in self.support().to_dict("records"):
            if row["judged"] is True:
                said = {stance: ", ".join(row[stance]) or "–" for stance in support.STANCES}
                level = f"{label('dimensions', row['dimension'])} {row['level']}"
                line = text("result.carried", level=level, fits=said.pop("for"), **said)
                lines.append(f"  {line}")
        return "\n".join([*lines, "", support.in_words(self.hinges(rule))])

    def title(self, lang: str | None = None) -> str:
        """Name of the area.

        Parameters
        ----------
        lang : {"en", "id"}, optional
            Language; that chosen now if not given.

        Returns
        -------
        str

        Examples
        --------
        >>> from led_synergy import load_case
        >>> load_case("telang").title()
        'Telang'
        """
        raise NotImplementedError
