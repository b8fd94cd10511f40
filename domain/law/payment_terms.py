"""What the law makes of the terms on which a subcontractor is paid.

Which statute rules follows from how the head contract was bought, not from the day.
What is not known stays so: a verdict without its inputs names them.
"""

from typing import Final, Literal, NamedTuple

from domain.law.verdict import Rule

Finding = Literal["lawful", "void", "breach", "not_covered", "unknown"]

DAYS: Final = 30
# The longest that the end of a month can be away from an invoice.
TO_MONTH_END: Final = 30

S73: Final = Rule(
    "payment_terms_of_subcontracts",
    "statute",
    "Procurement Act 2023",
    "s.73",
    "A public subcontract is paid within 30 days of a valid, undisputed invoice; a term"
    " that says otherwise has no effect",
    "https://www.legislation.gov.uk/ukpga/2023/54/section/73",
)
REG113: Final = Rule(
    "payment_terms_of_subcontracts_before_2025",
    "statute",
    "Public Contracts Regulations 2015",
    "reg. 113",
    "The contractor puts 30 days into its subcontracts, and so on down the chain",
    "https://www.legislation.gov.uk/uksi/2015/102/regulation/113",
)
S113: Final = Rule(
    "pay_when_paid_in_construction",
    "statute",
    "Housing Grants, Construction and Regeneration Act 1996",
    "s.113",
    "To be paid only when paid has no effect in construction",
    "https://www.legislation.gov.uk/ukpga/1996/53/section/113",
    "recalled",
)
# Regimes under which no statute says how subcontractors are paid.
OUTSIDE: Final = frozenset(
    {"grant", "internal", "CCR2016", "exempt_vertical", "exempt_horizontal"}
)


class Head(NamedTuple):
    """What of the head contract decides which statute rules; None is not known."""

    regime: str | None
    kind: str | None = None
    category: str | None = None


class Terms(NamedTuple):
    """How a subcontractor is paid; None is not known."""

    days: int | None
    trigger: str | None


class TermsVerdict(NamedTuple):
    """What the law makes of terms, why, and how many days hold in their place.

    `missing` names what has to be known for a verdict; `days` is None where the
    statute puts nothing in the place of what was agreed.
    """

    finding: Finding
    why: str
    rule: Rule | None = None
    days: int | None = None
    missing: tuple[str, ...] = ()


def verdict(head: Head, terms: Terms) -> TermsVerdict:
    """What the law that rules the head contract makes of a subcontractor's terms."""
    if (why := _outside(head)) is not None:
        return TermsVerdict("not_covered", why)
    if head.category == "works" and terms.trigger == "pay_when_paid":
        why = "construction may not be paid only when paid"
        return TermsVerdict("void", why, S113, DAYS)
    if head.regime == "PA23":
        return _of_days(S73, "void", terms)
    if head.regime == "PCR2015":
        return _of_days(REG113, "breach", terms)
    if head.regime in (None, "unknown"):
        why = "how the contract was bought is not known"
        return TermsVerdict("unknown", why, missing=("regime",))
    return TermsVerdict("unknown", f"nobody has confirmed what {head.regime} says")


def _outside(head: Head) -> str | None:
    """Why no statute sets the terms, None where one may."""
    if head.kind == "concession":
        return "concessions are outside of the rule"
    if head.kind in ("grant", "sla_in_house") or head.regime in OUTSIDE:
        return "no statute sets the terms under it"
    return None


def _of_days(rule: Rule, contrary: Finding, terms: Terms) -> TermsVerdict:
    if terms.trigger == "pay_when_paid":
        why = "it is paid only when whoever is above is paid, however long that takes"
        return TermsVerdict(contrary, why, rule, DAYS)
    if terms.days is not None and terms.days > DAYS:
        why = f"{terms.days} days are longer than {DAYS}"
        return TermsVerdict(contrary, why, rule, DAYS)
    missing = tuple(
        name
        for name, value in (
            ("payment_terms_days", terms.days),
            ("payment_trigger", terms.trigger),
        )
        if value is None
    )
    if missing:
        return TermsVerdict("unknown", "the terms are not known", rule, None, missing)
    if terms.trigger == "end_of_month" and terms.days:
        why = (
            f"{terms.days} days after a month's end can be {terms.days + TO_MONTH_END}"
        )
        return TermsVerdict(contrary, why, rule, DAYS)
    return TermsVerdict("lawful", f"within {DAYS} days", rule, terms.days)
