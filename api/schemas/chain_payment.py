"""What the answer about payment down all chains looks like."""

from typing import Any

from api.schemas.chain_frame import MAYBE, MONEY, SHARES, THING, framed, lists
from api.schemas.parts import (
    ANYTHING,
    COUNT,
    DATE,
    NULL,
    TEXT,
    WHOLE,
    nullable,
    objects,
    ref,
)

Json = dict[str, Any]
# What an organisation lends on its terms, and what part of its cash that takes.
_CASH: Json = {
    "lends": MONEY,
    "places_not_known": COUNT,
    **dict.fromkeys(("cash", "interest_a_year"), MAYBE),
    "share_of_cash": nullable(TEXT),
}


def payment_terms_schema(place: Json) -> Json:
    """Days by tier, the longest ways, each seat, and who is short of cash by it."""
    step = {
        **place,
        "payment_terms_days": nullable(COUNT),
        "payment_trigger": nullable(TEXT),
    }
    tier = {
        "tier": WHOLE,
        **dict.fromkeys(("places", "late", "days_unknown"), COUNT),
        **dict.fromkeys(("value", "late_value"), MONEY),
        "late_share": nullable(TEXT),
    }
    worst = {
        "contract": THING,
        "value": MAYBE,
        "cumulative_days": COUNT,
        "path": lists("PaymentStep", step),
    }
    checked: Json = {
        **dict.fromkeys(("seats", "payments", "late"), COUNT),
        "late_share": SHARES,
    }
    said: Json = {"anyOf": [ANYTHING, {"type": "array"}, NULL]}
    seat = {
        **step,
        "contract": THING,
        "value": MAYBE,
        "cumulative_days": nullable(COUNT),
        "lends": MAYBE,
        "cash_of_holder": nullable(objects("CashOfHolder", _CASH)),
        "terms_verdict": ref("TermsVerdict"),
        **dict.fromkeys(("attested_payer", "attested_payee"), nullable(ANYTHING)),
        "attested_on": nullable(DATE),
        **dict.fromkeys(("disputed", "payments", "spot_checks"), said),
    }
    return framed(
        "SupplyChainPaymentTerms",
        {
            "limit_days": COUNT,
            "tiers": lists("PaymentTier", tier),
            "findings": {"type": "object", "additionalProperties": COUNT},
            "spot_checked": objects("SpotChecked", checked),
            "sme_share": SHARES,
            "vcse_share": SHARES,
            "worst": lists("PaymentWorst", worst),
            "worst_total": COUNT,
            "seats": lists("PaymentSeat", seat),
            "seats_total": COUNT,
            "cash": _strain(),
        },
    )


def _strain() -> Json:
    """Who lends how much on these terms, by the cash of filed accounts."""
    rate = {**dict.fromkeys(("rate", "base", "source", "address"), TEXT)}
    interest = objects("StatutoryInterest", {**rate, "base_on": DATE})
    firm = lists("StrainedOrganisation", {"organisation": THING, **_CASH})
    counts = ("cash_known", "cash_not_known", "organisations_total")
    told = {"statutory_interest": nullable(interest), "organisations": firm}
    return objects("CashStrain", {**dict.fromkeys(counts, COUNT), **told})
