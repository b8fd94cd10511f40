"""Rules about what the law asks of a change: its ground, its notice, and the sums."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from domain.law.modification.grounds import HALF, OF_WORKS, TENTH
from domain.law.modification.notices import CAREFUL, notice_required
from domain.law.modification.summing import BELOW_THRESHOLD, Delta, Sum, moved, share
from domain.law.threshold_amounts import threshold_amount
from projections.change_control.books import Book
from projections.change_control.verdicts import CAPPED
from projections.findings.cases import ChangeCase, ContractCase, listed
from projections.findings.change_books import (
    BOOKS,
    book_of,
    delta_of,
    setting,
    standing_in,
)
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Verdict

NEVER: Final = frozenset({"rejected", "withdrawn"})
# So many changes make a series.
SERIES: Final = 2


def unpublished(change: ChangeCase, around: Surroundings) -> Verdict:
    """A7: it was signed or put in force without the change notice that it takes."""
    day = min(filter(None, (change.signed_on, change.implemented_on)), default=None)
    book = book_of(change, around)
    if day is None or change.status in NEVER or book.bases.bought.regime != "PA23":
        return None
    of = moved(book.bases.award, delta_of(change, book), standing_in(change, book))
    careful = setting(around, "change-notice-parts") >= CAREFUL
    notice = notice_required(book.bases.bought, of, careful=careful)
    if notice.required is None:
        return Missing(notice.missing)
    if not notice.required:
        return CLEAN
    own = [o for o in listed(change.notices) if o["notice"] == "UK10"]
    out = [o["published_on"] for o in own]
    still = max((o["standstill_until"] or "" for o in own), default="")
    in_time = any(when <= day for when in out) or any(
        when is None or when <= day for when in book.noticed
    )
    if in_time and still < day:
        return CLEAN
    because = {"signed_on": day, "published_on": min(out, default=None)}
    return Hit(day, {**because, "standstill_until": still or None, "why": notice.why})


def near_threshold(contract: ContractCase, around: Surroundings) -> Verdict:
    """A8: small changes come near the threshold, or look like one that was split."""
    book = around.beside(BOOKS).get(contract.id)
    if book is None or not _is_summed(book):
        return None
    below = [d for d in book.deltas.values() if _counts(d, book)]
    split = _split(book, around)
    if not below and not split:
        return CLEAN
    if split:
        return Hit(split[0], {"series": len(split), "since": split[0]})
    return _near(below, book, around)


def beyond_half(change: ChangeCase, around: Surroundings) -> Verdict:
    """A9: a rise beyond half of the value, on a ground that allows no more."""
    if change.status in NEVER or change.ground not in CAPPED:
        return None
    book = book_of(change, around)
    if book.bases.bought.light_touch:
        return None
    alone, value = standing_in(change, book).alone.known, book.bases.award.value
    part = share(alone, value)
    if part is None:
        lacking = "value_delta" if alone is None else "estimated_value_at_award"
        return Missing((lacking,))
    if part <= HALF:
        return CLEAN
    return Hit(None, {"ground": change.ground, "share_of_value": f"{part:.4f}"})


def risk_unknown(change: ChangeCase, around: Surroundings) -> Verdict:
    """A10: the known risk was not frozen at award, or has not happened."""
    if change.status in NEVER or change.ground != "known_risk":
        return None
    book, risk = book_of(change, around), change.known_risk_id
    frozen = risk is not None and risk in (book.frozen or ())
    happened = risk is not None and book.happened.get(risk, False)
    if frozen and happened:
        return CLEAN
    return Hit(None, {"known_risk_id": risk, "frozen": frozen, "happened": happened})


def _is_summed(book: Book) -> bool:
    """Whether the rules sum small changes of the contract; light touch has none."""
    bought = book.bases.bought
    return bought.regime in {"PA23", "PCR2015"} and not bought.light_touch


def _counts(delta: Delta, book: Book) -> bool:
    return book.stands[delta.id] and delta.ground == BELOW_THRESHOLD


def _near(below: list[Delta], book: Book, around: Surroundings) -> Verdict:
    total, netting = Sum(), bool(setting(around, "below-threshold-netting"))
    for delta in below:
        total = total.plus(delta, netting=netting)
    limit = threshold_amount(book.bases.bought, around.today)
    if total.known is None or limit is None:
        return Missing(("value_delta" if total.unknown else "category",))
    part = total.known / limit
    if part < setting(around, "near-threshold-share"):
        return CLEAN
    because = {"together": f"{total.known:.2f}", "threshold": f"{limit:.2f}"}
    return Hit(None, {**because, "share": f"{part:.4f}"})


def _split(book: Book, around: Surroundings) -> list[str]:
    """The days of changes, each small, that come to much within a short time.

    What the contract provides for is no part of it, nor what is said to be one anyway.
    """
    value, days = book.bases.award.value, around.threshold("splitting-days")
    most = OF_WORKS if book.bases.bought.category == "works" else TENTH
    small = sorted(
        (day, part)
        for delta in book.deltas.values()
        if book.stands[delta.id]
        and delta.ground != "provided_for"
        and not delta.one_with
        and (day := book.raised[delta.id]) is not None
        and (part := share(delta.amount, value)) is not None
        and Decimal(0) < part <= most
    )
    for nth, (first, _) in enumerate(small):
        last = (date.fromisoformat(first) + timedelta(days)).isoformat()
        series = [one for one in small[nth:] if one[0] <= last]
        if len(series) >= SERIES and sum(part for _, part in series) > most:
            return [day for day, _ in series]
    return []
