"""What rules say of a place in a chain: how it is paid, what it bears, what is old."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from domain.law.payment_terms import Terms, verdict
from domain.thresholds import DELIVERED
from projections.findings.seat_case import (
    ABOVE,
    AboveSeat,
    ChainHead,
    SeatCase,
    running,
    said,
)
from projections.findings.surroundings import Surroundings, after
from projections.findings.verdict import CLEAN, Hit, Missing, Severity, Verdict

MICRO, HUNDRED = 1_000_000, 100
# Kent's six things beside the routes and the payment terms, which are two each.
KNOWN = ("role", "payment_terms_days", "payment_trigger", "change_mechanism")
ROUTES = ("issue_route", "exit_arrangement")
# How many times the usual days an attestation lasts, by tier of the contract.
LASTS = {"gold": 1, "silver": 1, "bronze": 2}


def slower_than_above(seat: SeatCase, around: Surroundings) -> Verdict:
    """A1: it is paid later than whoever pays it is paid, and the law lets that stand.

    Of what it does not, A2 tells.
    """
    if (head := running(seat, around)) is None:
        return None
    if isinstance(void_terms(seat, around), Hit):
        return CLEAN
    own, above = seat.payment_terms_days, _days_above(seat, head, around)
    if own is None or above is None:
        return Missing(("payment_terms_days",))
    if own <= above:
        return CLEAN
    return _hit(seat, {"payment_terms_days": own, "above": above}, "amend")


def void_terms(seat: SeatCase, around: Surroundings) -> Verdict:
    """A2: the law lets no such terms of payment stand."""
    if (head := running(seat, around)) is None:
        return None
    found = verdict(head.law, Terms(seat.payment_terms_days, seat.payment_trigger))
    match found.finding:
        case "not_covered":
            return None
        case "unknown":
            return Missing(found.missing or ("regime",))
        case "lawful":
            return CLEAN
        case _:
            because = {
                "payment_terms_days": seat.payment_terms_days,
                "above": _days_above(seat, head, around),
                "payment_trigger": seat.payment_trigger,
                "why": found.why,
                "source": found.rule.source if found.rule else None,
            }
            return _hit(seat, because, "amend")


def no_way_out(seat: SeatCase, around: Surroundings) -> Verdict:
    """A17: how issues are resolved, or how it is left, is in no contract."""
    if running(seat, around) is None:
        return None
    states: dict[str, object] = {name: _state(seat, name) for name in ROUTES}
    if set(states.values()) == {"defined"}:
        return CLEAN
    severity: Severity = "medium" if "not_known" in states.values() else "low"
    return _hit(seat, states, "amend", severity)


def bears_too_much(seat: SeatCase, around: Surroundings) -> Verdict:
    """A18: it bears more of the risk than its part of the value pays for.

    Only of what a side has attested, and from so many points of difference on: a
    register that guesses at contracts of others would be wrong too often.
    """
    if running(seat, around) is None:
        return None
    if seat.attested_on is None:
        return Missing(("attested_on",))
    because = _over_cap(seat) | _uncapped(seat) | _beyond_share(seat, around)
    if because:
        return _hit(seat, because, "amend")
    if seat.risk_facts is None and (seat.risk_share is None or not seat.value_share):
        return Missing(("risk_facts",))
    return CLEAN


def stale(seat: SeatCase, around: Surroundings) -> Verdict:
    """A27: nobody has said of late that its terms are so; gold has to be known whole.

    Bronze may wait twice as long; of what is bought once nobody asks.
    """
    if (head := running(seat, around)) is None or head.tier == "transactional":
        return None
    if head.tier not in LASTS:
        return Missing(("tier",))
    days = around.threshold("attestation-days") * LASTS[head.tier]
    last = seat.attested_on or seat.start or seat.effective_from
    because: dict[str, object] = {}
    if after(last, days) < around.day:
        because["attested_on"] = seat.attested_on
    if head.tier == "gold" and (lacking := _lacking(seat)):
        because["missing"] = lacking
    if not because:
        return CLEAN
    since = after(last, days + 1) if "attested_on" in because else seat.effective_from
    return Hit(since, because, do=_path(seat, "attest"))


def outside_band(seat: SeatCase, around: Surroundings) -> Verdict:
    """A28: volumes lie outside what was agreed, and no change request says why."""
    if running(seat, around) is None or seat.change_id is not None:
        return None
    bands = {one["unit"]: one.get("band") for one in _list(seat.activity)}
    reported = _list(seat.volumes)
    if not reported:
        return None
    if not any(bands.values()):
        return Missing(("activity",))
    out = [
        {"period": one["period"], "side": one["side"], **volume}
        for one in reported
        for volume in one["volumes"]
        if _is_out(volume, bands.get(volume["unit"]))
    ]
    return _hit(seat, {"volumes": out}, "amend") if out else CLEAN


def drifted(seat: SeatCase, around: Surroundings) -> Verdict:
    """WARN-G10: terms moved since the seat was declared, and no change request says so.

    What was learnt later has not moved, nor what was recorded wrongly.
    """
    if running(seat, around) is None:
        return None
    moved = _list(seat.moved_without_change)
    if not moved:
        return CLEAN
    terms = sorted({name for one in moved for name in one["terms"]})
    events = tuple(one["position"] for one in moved)
    first = min(one["on"] for one in moved)
    return Hit(first, {"terms": terms}, events, do=_path(seat, "correct"))


def sides_disagree(seat: SeatCase, around: Surroundings) -> Verdict:
    """A52: who pays and who is paid say different things of the same terms."""
    if running(seat, around) is None:
        return None
    if seat.attested_on is None:
        return Missing(("attested_on",))
    terms = _list(seat.disputed)
    if not terms:
        return CLEAN
    return Hit(seat.attested_on, {"disputed": terms}, do=_path(seat, "amend"))


def _days_above(seat: SeatCase, head: ChainHead, around: Surroundings) -> int | None:
    """Within how many days whoever pays it is paid."""
    parent: AboveSeat | None = around.beside(ABOVE).get(seat.parent_seat_id or "")
    return head.payment_terms_days if parent is None else parent.payment_terms_days


def _hit(
    seat: SeatCase,
    because: Mapping[str, object],
    verb: str,
    severity: Severity | None = None,
) -> Hit:
    since = seat.start or seat.effective_from
    return Hit(since, because, do=_path(seat, verb), severity=severity)


def _path(seat: SeatCase, verb: str) -> str:
    """Where the verbs of a seat are: with the chain of its contract."""
    return f"/contracts/{seat.contract_id}/supply-chain/{verb}"


def _list(cell: str | None) -> list[Any]:
    return said(cell) or []


def _state(seat: SeatCase, name: str) -> str:
    """Whether a route is in the contract, known and not in it, or not known."""
    if getattr(seat, f"{name}_defined_in") is not None:
        return "defined"
    return "known_not_in_contract" if getattr(seat, name) else "not_known"


def _lacking(seat: SeatCase) -> list[str]:
    """What of Kent's six things nobody has said."""
    lacking = [name for name in KNOWN if getattr(seat, name) is None]
    lacking += [name for name in ROUTES if _state(seat, name) == "not_known"]
    if not (seat.activity or _list(seat.volumes)):
        lacking.append("volumes")
    return lacking


def _over_cap(seat: SeatCase) -> dict[str, object]:
    """That it is liable for more than it earns in a year."""
    cap, value = seat.liability_cap_pence, seat.annual_value_pence
    alike = seat.liability_cap_currency == seat.annual_value_currency
    if cap is None or value is None or not alike or cap <= value:
        return {}
    return {"liability_cap_pence": cap, "annual_value_pence": value}


def _uncapped(seat: SeatCase) -> dict[str, object]:
    """That penalties are passed down to it without a limit."""
    facts = said(seat.risk_facts) or {}
    names = ("penalties_passed_down", "uncapped_liability")
    if any(facts.get(name) is not True for name in names):
        return {}
    return dict.fromkeys(names, True)


def _beyond_share(seat: SeatCase, around: Surroundings) -> dict[str, object]:
    risk, value = seat.risk_share, seat.value_share
    if risk is None or not value:
        return {}
    shares = Decimal(risk) / MICRO, Decimal(value) / MICRO
    ratio = _number(around, "disproportion-ratio")
    gap = _number(around, "disproportion-points") / HUNDRED
    if shares[0] / shares[1] <= ratio or shares[0] - shares[1] < gap:
        return {}
    return {"risk_share": f"{shares[0]:f}", "value_share": f"{shares[1]:f}"}


def _is_out(volume: Mapping[str, str], band: str | None) -> bool:
    if band is None or volume.get("planned") is None or volume.get("actual") is None:
        return False
    planned, actual = Decimal(volume["planned"]), Decimal(volume["actual"])
    return abs(actual - planned) > planned * Decimal(band)


def _number(around: Surroundings, name: str) -> Decimal:
    """A threshold that is no whole number."""
    return around.thresholds.get(name, DELIVERED[name].value)
