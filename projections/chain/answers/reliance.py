"""Who lives on our money: what is paid and kept a year, by the turnover of accounts."""

from datetime import date
from typing import Final, NamedTuple

import numpy as np

from projections.chain.answers.frame import Json, Told, part, pounds
from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import reliance as of
from projections.chain.measures.forest import Flags, Real, Whole
from projections.chain.measures.reliance import MARK, Reliance, Spent
from projections.chain.standing import Standing
from projections.kinds import money
from projections.view import View

ABOVE: Final = "above_mark"
MAY_BE: Final = "may_be_above_mark"
BELOW: Final = "not_above_mark"
LABELS: Final = (ABOVE, MAY_BE, BELOW)


class Relying(NamedTuple):
    """Of each organisation: what it has from us, and what part of its turnover that is.

    `there` are those with a place in a chain, `turnover` that of twelve months.
    """

    there: Whole
    turnover: Whole
    paid: Spent
    kept: Spent
    direct: Reliance
    through: Reliance

    @property
    def least(self) -> Real:
        """The least part that it can be, by what it is paid or by what it keeps."""
        return np.maximum(self.direct.least, self.through.least)

    @property
    def most(self) -> Real:
        """The most part that it can be."""
        return np.maximum(self.direct.most, self.through.most)

    @property
    def known(self) -> Flags:
        """Of whom the turnover is known."""
        found: Flags = self.turnover[self.there] > 0
        return found

    def label(self, firm: int) -> str:
        """On which side of the mark it is."""
        if self.least[firm] > MARK:
            return ABOVE
        return MAY_BE if self.most[firm] > MARK else BELOW


def relying(found: Standing) -> Relying:
    """What part of its turnover each organisation in some chains has from us."""
    forest, filed = found.forest, found.of_firms("accounts_to") != NOT_KNOWN
    months = np.where(filed, found.of_firms("accounts_months"), NOT_KNOWN)
    turnover = of.a_year(found.pounds_of_firms("turnover"), months)
    paid, kept = of.paid(forest), of.kept(forest)
    return Relying(
        np.unique(forest.organisation[forest.organisation >= 0]),
        turnover,
        paid,
        kept,
        of.reliance(paid, turnover),
        of.reliance(kept, turnover),
    )


def reliance(view: View, found: Standing, limit: int) -> Json:
    """Those that rely on us most, first; how many of whom nobody knows the turnover."""
    relies = relying(found)
    known = relies.there[relies.known]
    order = np.lexsort((-relies.most[known], -relies.least[known]))
    shown = known[order][:limit].tolist()
    labels = [relies.label(firm) for firm in known.tolist()]
    told = Told(view, found, firms=shown)
    return {
        "mark": part(MARK),
        "turnover_known": int(known.size),
        "turnover_not_known": int(relies.there.size - known.size),
        **{label: labels.count(label) for label in LABELS},
        "organisations": [
            {
                "organisation": told.firm(firm),
                "label": relies.label(firm),
                "direct": _parts(relies.direct, firm),
                "look_through": _parts(relies.through, firm),
                "paid": _sums(found, relies.paid, firm),
                "retained": _sums(found, relies.kept, firm),
                **_accounts(found, relies, firm),
            }
            for firm in shown
        ],
    }


def _accounts(found: Standing, relies: Relying, firm: int) -> Json:
    """The accounts on which it rests: to which day, and what they come to in a year."""
    ends = date.fromordinal(int(found.of_firms("accounts_to")[firm]))
    return {
        "turnover_a_year": money(int(relies.turnover[firm]), "GBP", "net"),
        "accounts_to": ends.isoformat(),
        "accounts_months": int(found.of_firms("accounts_months")[firm]),
    }


def _parts(relies: Reliance, firm: int) -> Json:
    least, most = float(relies.least[firm]), float(relies.most[firm])
    return {"low": part(least), "high": part(most) if np.isfinite(most) else None}


def _sums(found: Standing, spent: Spent, firm: int) -> Json:
    most = None if spent.is_open[firm] else pounds(found, int(spent.most[firm]))
    return {"low": pounds(found, int(spent.least[firm])), "high": most}
