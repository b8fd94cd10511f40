"""The change log: every change, what it is worth, and what they come to together."""

from sqlalchemy import select, true

from projections.change_control.beside import Control
from projections.change_control.books import STANDING
from projections.findings.gathering import read_policy
from projections.pages import Question
from projections.rendering import Json
from projections.sharing import is_shared_with
from projections.view import Page, View

__all__ = ["STANDING", "change_log", "indexations"]

# Sums of money, which not everybody reads below the contract.
_MONEY = ("value", "share_of_value_at_award", "by_ground")


def change_log(view: View, asked: Question) -> Page:
    """A page of changes, each with the running totals of its contract.

    The totals are the contract's, whatever of its changes was asked for: providers,
    who read some of them, are told none. What the law makes of a change and how far it
    is reflected is the council's own.
    """
    page = view.page("change", asked)
    control = Control.of(view, page.items, read_policy(view).thresholds)
    return page._replace(items=[_entry(view, control, each) for each in page.items])


def _is_told(view: View) -> bool:
    """Whether it is an officer or an auditor who asks: clients and providers are not.

    Auditors alone read what is restricted in a part of the register.
    """
    reach = view.reach
    inside = reach.everything or any(part.restricted for part in reach.parts)
    return inside and reach.money and not reach.acts_for


def indexations(view: View, asked: Question) -> list[Json]:
    """Prices that moved under a contract's own clause: that takes no change request.

    They are those of the contracts that are asked for, of all where none is.
    """
    if not view.reach.money:
        return []
    rows = view.pages.alive("contract", view.pin)
    among = asked.filters.get("contract_id")
    wanted = (
        select(*rows.c)
        .where(
            rows.c.in_error == 0,
            rows.c.indexations.is_not(None),
            true() if among is None else rows.c.id.in_(sorted(among)),
            view.pages.readable("contract", view.pin, rows, view.reach),
        )
        .order_by(rows.c.born_at)
    )
    found = [tuple(row) for row in view.connection.execute(wanted, view.pin.params)]
    return [
        {
            "contract_id": contract["id"],
            "contract_reference": contract["reference"],
            "contract_title": contract["title"],
            **moved,
        }
        for contract in view.rendered("contract", found)
        for moved in contract["indexations"]
    ]


def _entry(view: View, control: Control, change: Json) -> Json:
    told = _is_told(view)
    return {
        **change,
        "running": _running(view, control, change),
        "law": control.law(change) if told else None,
        "reflection": control.reflection(change) if told else None,
    }


def _running(view: View, control: Control, change: Json) -> Json | None:
    """What the changes come to; it tells of changes that a provider does not read."""
    if is_shared_with(view.reach):
        return None
    running = control.running(change)
    return running if view.reach.money else running | dict.fromkeys(_MONEY)
