"""Who is short of cash by our terms: what is lent, by the cash of accounts."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

import numpy as np

from domain.law.late_payment import StatutoryRate, statutory_rate
from projections.chain.answers.frame import Json, Told, part, pounds
from projections.chain.dated import NOT_KNOWN
from projections.chain.measures import payment
from projections.chain.measures.forest import Real, Whole
from projections.chain.standing import Standing
from projections.kinds import money
from projections.view import View


class Strain(NamedTuple):
    """Of each organisation: what it lends on its terms, its cash, what part that takes.

    `dark` counts its places of which it is not known what they lend. `rate` is that of
    interest by statute on the day, None where nobody knows the base.
    """

    found: Standing
    lent: Whole
    dark: Whole
    cash: Whole
    share: Real
    rate: StatutoryRate | None

    def shown(self, firm: int) -> Json | None:
        """What one organisation lends, None for nobody known."""
        if firm < 0:
            return None
        lent, cash = int(self.lent[firm]), int(self.cash[firm])
        share = float(self.share[firm])
        return {
            "lends": pounds(self.found, lent),
            "places_not_known": int(self.dark[firm]),
            "cash": money(cash, "GBP", "unknown") if cash >= 0 else None,
            "share_of_cash": part(share) if share >= 0 else None,
            "interest_a_year": self._interest(lent),
        }

    def _interest(self, lent: int) -> Json | None:
        """What statute gives for a year of it, were it paid late."""
        if self.rate is None:
            return None
        due = (max(lent, 0) * self.rate.rate).quantize(Decimal(1), ROUND_HALF_UP)
        return pounds(self.found, int(due))


def strain(found: Standing, day: date) -> Strain:
    """What each organisation lends in some chains, by the cash of its last accounts."""
    lent, dark = payment.lent_by(found.forest)
    filed = found.of_firms("accounts_to") != NOT_KNOWN
    cash = np.where(filed, found.pounds_of_firms("cash"), NOT_KNOWN)
    share = payment.share_of_cash(lent, cash)
    return Strain(found, lent, dark, cash, share, statutory_rate(day))


def strained(view: View, strains: Strain, limit: int) -> Json:
    """Those whom our terms take most of their cash, first; then who lends the most."""
    found, rate = strains.found, strains.rate
    firms = found.forest.organisation
    there = np.unique(firms[firms >= 0])
    order = np.lexsort((-strains.lent[there], -strains.share[there]))
    shown = there[order][:limit].tolist()
    told = Told(view, found, firms=shown)
    known = int(np.count_nonzero(strains.cash[there] >= 0))
    return {
        "cash_known": known,
        "cash_not_known": int(there.size) - known,
        "statutory_interest": None
        if rate is None
        else {
            "rate": f"{rate.rate}",
            "base": f"{rate.base}",
            "base_on": rate.base_on.isoformat(),
            "source": rate.rule.source,
            "address": rate.rule.address,
        },
        "organisations": [
            {"organisation": told.firm(firm), **(strains.shown(firm) or {})}
            for firm in shown
        ],
        "organisations_total": int(there.size),
    }
