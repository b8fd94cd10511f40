"""Tells a contract of the portfolio: how it came in, and what became of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from api.demo.beat import Beat, Row
from api.demo.drawn import BEGAN, Days

# What the portfolio says of a contract that is told otherwise than as it stands.
_TOLD = frozenset(
    {"of", "by", "provider", "annual", "risks", "issues", "changes"}
    | {"indexed", "ended", "extended", "reviewed_late"}
)
# Whom people on the spot ask, of a contract that matters enough to have somebody.
_ASKED = {
    "gold": "Duty manager of the provider, day and night",
    "silver": "The provider's contract manager, on working days",
}
_ADOPTED_UNTIL = date(2023, 12, 15)
_WEEK = timedelta(weeks=1)
# Before the start: when it is entered, awarded, signed.
_ENTERED, _AWARDED, _SIGNED = 22 * _WEEK, 10 * _WEEK, 3 * _WEEK
_RAN_FOR = 4.46


def contract_of(told: Row, days: Days) -> Iterator[Beat]:
    """Brought in as it stood, or entered while it was bought, then signed and begun."""
    if told["start"] < BEGAN:
        yield _adopted(told, days)
    else:
        yield from _bought(told, days)
    if "extended" in told:
        at = days.near(told["extended"])
        yield Beat(at, told["by"], "exercise_extension_contract", told["of"], {})
    if told.get("ended") == "expired":
        yield from _over(told, days)


def net(amount: float) -> Row:
    """Whole pounds, net of VAT."""
    return {"amount": f"{amount:.0f}.00", "vat_basis": "net"}


def known_since(told: Row) -> date:
    """From when on something may be said of the contract."""
    if told["start"] < BEGAN:
        return _ADOPTED_UNTIL + _WEEK
    start: date = told["start"]
    return max(start - _ENTERED, BEGAN) + 2 * _WEEK


def _adopted(told: Row, days: Days) -> Beat:
    at = days.between(BEGAN, _ADOPTED_UNTIL)
    said = {"provider_id": f"@{told['provider']}", "status": "live"}
    return Beat(at, told["by"], "adopt_contract", told["of"], _said(told) | said)


def _bought(told: Row, days: Days) -> Iterator[Beat]:
    of, by, start = told["of"], told["by"], told["start"]
    awarded, signed = start - _AWARDED, start - _SIGNED
    entered = {**_said(told), "status": "in_procurement"}
    yield Beat(days.near(start - _ENTERED), by, "create_contract", of, entered)
    award = {"awarded_on": awarded, "provider_id": f"@{told['provider']}"}
    yield Beat(days.near(awarded + _WEEK), by, "award_contract", of, award)
    frozen = days.near(awarded + 2 * _WEEK)
    yield Beat(frozen, by, "freeze_known_risks_contract", of, {})
    sign = {"signed_on": signed, "instrument": "deed"}
    yield Beat(days.near(signed + _WEEK), by, "sign_contract", of, sign)
    yield Beat(days.near(start), by, "start_contract", of, {"started_on": start})


def _over(told: Row, days: Days) -> Iterator[Beat]:
    at = days.near(told["end"] + _WEEK)
    yield Beat(at, told["by"], "expire_contract", told["of"], {})
    review = {"not_applicable": "Reviewed together with the neighbouring councils"}
    final = net(told["annual"] * _RAN_FOR)
    said = {"final_value": final, "review_document": review}
    yield Beat(at + 8 * _WEEK, told["by"], "close_contract", told["of"], said)


def _said(told: Row) -> dict[str, object]:
    return {
        "authority": "Northmoor Borough Council",
        "category": "services",
        "payment_terms_days": 30,
        "commissioner": "@helena",
        "annual_value": net(told["annual"]),
        **({"issues_contact": _ASKED[told["tier"]]} if told["tier"] in _ASKED else {}),
        **{name: value for name, value in told.items() if name not in _TOLD},
    }
