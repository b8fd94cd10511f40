"""The rule about who lives on our money: what a provider is paid, by its turnover."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Final, NamedTuple

from sqlalchemy import select, true

from projections.findings.book import Beside, Book
from projections.findings.cases import RUNNING, OrganisationCase, applies
from projections.findings.ever import ever_named
from projections.findings.seat_case import Names
from projections.findings.sources import OURS
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Severity, Verdict
from projections.kinds import money
from projections.moves import Moves
from projections.view import View

HELD: Final = "held_a_year"
POUNDS: Final = "GBP"
YEAR: Final = 12
SMALL: Final = frozenset({"micro", "small"})


class Contracted(NamedTuple):
    """What contracts in force pay a provider a year: pence, and of how many not known.

    In pounds alone: other money is not known here.
    """

    pence: int = 0
    unknown: int = 0


def lives_on_us(one: OrganisationCase, around: Surroundings) -> Verdict:
    """A22: so much of its turnover is our money that our exit may be its end.

    Of a small charity it is told as amber at most: there it is how such firms live.
    """
    held: Mapping[str, Contracted] = around.beside(HELD)
    mine = [held[record] for record in one.records if record in held]
    if not mine or one.merged_into is not None or not applies(one, "turnover"):
        return None
    turnover = _turnover(one)
    if not turnover:
        return Missing(("turnover",))
    paid = sum(each.pence for each in mine)
    part = Decimal(paid) / turnover
    if part <= around.share("dependency-amber"):
        unknown = any(each.unknown for each in mine)
        return Missing(("annual_value",)) if unknown else CLEAN
    is_small = bool(one.vcse) and one.size in SMALL
    is_red = part > around.share("dependency-red") and not is_small
    because = {
        "paid_a_year": money(paid, POUNDS, "unknown"),
        "turnover_a_year": money(turnover, POUNDS, "net"),
        "accounts_to": one.accounts_to,
        "part": f"{part:.4f}",
    }
    severity: Severity = "medium" if is_red else "low"
    owner = next(filter(None, map(around.in_charge.get, one.records)), None)
    return Hit(one.accounts_to, because, owner=owner, severity=severity)


def _turnover(one: OrganisationCase) -> int | None:
    """The turnover of twelve months in pence, None where it is not known in pounds."""
    pence, months = one.turnover_pence, one.accounts_months
    if pence is None or not months or one.turnover_currency != POUNDS:
        return None
    return None if one.accounts_to is None else pence * YEAR // months


def read_held(view: View, names: Names) -> Mapping[str, Contracted]:
    """What contracts in force pay a year, by provider."""
    rows = view.pages.alive("contract", view.pin)
    cells = ("provider_id", "annual_value_pence", "annual_value_currency")
    wanted = select(*(rows.c[name] for name in cells)).where(
        rows.c.in_error == 0,
        rows.c.status.in_(RUNNING),
        rows.c.provider_id.is_not(None),
        view.pages.readable("contract", view.pin, rows, view.reach),
        true() if names is None else rows.c.provider_id.in_(sorted(names)),
    )
    found = defaultdict[str, Contracted](Contracted)
    for row in view.connection.execute(wanted, view.pin.params):
        provider, pence, currency = tuple(row)
        held, known = found[provider], pence if currency == POUNDS else None
        found[provider] = Contracted(
            held.pence + (known or 0), held.unknown + (known is None)
        )
    return dict(found)


def _providers_moved(view: View, moved: Moves) -> Collection[str]:
    """Who is or was the provider of a contract that has moved."""
    contracts = moved.get("contract", ())
    return ever_named(view, "contract", contracts, ("provider_id",))


BOOK = Book(
    besides={HELD: Beside(read_held, ("contract",), _providers_moved)},
    rules=(
        Rule(
            "A22",
            "A provider lives on our money: leaving it may be its end",
            "wrong",
            "design",
            OURS,
            "low",
            "Look for what would hold it up, and plan exit with time; if its accounts"
            " are old, record the later ones.",
            "record-accounts",
            {"organisation": lives_on_us},
            ("dependency-amber", "dependency-red"),
        ),
    ),
)
