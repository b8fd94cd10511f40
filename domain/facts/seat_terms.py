"""The words of which facts about seats are made: terms, routes, risk facts."""

from typing import Annotated, Literal, Self

from pydantic import BaseModel, Field, StringConstraints, model_validator

from domain.facts.contract_fields import Months, PaymentDays, PeopleServed, Pricing
from domain.values import (
    Answer,
    Code,
    Day,
    Id,
    Known,
    Money,
    Number,
    Several,
    Share,
    Title,
    Unknown,
    Value,
    Words,
)

# What sets the days of payment running.
Trigger = Literal[
    "invoice_receipt",
    "invoice_date",
    "end_of_month",
    "milestone",
    "pay_when_paid",
    "outcome",
]
Mechanism = Literal["mirrors_head", "own", "none"]
Processing = Literal["none", "processor", "sub_processor"]
# Told by who runs the chain, found by the council itself, or no more than suspected.
Disclosure = Literal["disclosed", "found", "suspected"]
EndGround = Literal[
    "expiry", "replaced", "withdrew", "terminated", "insolvency", "other"
]
# Who says it: who pays the seat, who holds it, or the council by itself.
Side = Literal["payer", "payee", "council"]
Weeks = Annotated[int, Field(ge=0, le=520)]
# A year, a quarter or a month: 2027, 2027-Q1, 2027-03.
Period = Annotated[
    str, StringConstraints(pattern=r"^[0-9]{4}(-(0[1-9]|1[0-2])|-Q[1-4])?$")
]
NOT_ASKED = Unknown(unknown="not_asked")


class DefinedIn(Value):
    """Where a route is written down: a document that is kept, a version, a clause."""

    document: Id | None = None
    version: Code | None = None
    clause: Code | None = None

    @model_validator(mode="after")
    def says_something(self) -> Self:
        """At least one of the three is said."""
        if not self.model_fields_set:
            message = "name the document, its version or the clause"
            raise ValueError(message)
        return self


class Activity(Value):
    """What the seat is to deliver in a period: 400 hours a month.

    `band` is by what part it may be more or less, as was agreed: 0.1 for a tenth.
    `prescribed`: the council says how it is done; else whoever does it chooses.
    """

    unit: Code
    planned: Number | None = None
    every: Literal["week", "month", "quarter", "year"] | None = None
    band: Share | None = None
    prescribed: bool | None = None


class Alternative(Value):
    """Who could take over, and within how many weeks."""

    organisation_id: Id | None = None
    weeks_to_replace: Weeks | None = None


# Yes, no, or why nobody knows; every seat can be asked.
RiskAnswer = bool | Unknown


class RiskFacts(Value):
    """Eight facts by which risk is passed down a chain: yes, no, or why not known."""

    uncapped_liability: RiskAnswer = NOT_ASKED
    penalties_passed_down: RiskAnswer = NOT_ASKED
    volume_risk: RiskAnswer = NOT_ASKED
    outcome_payment_delay: RiskAnswer = NOT_ASKED
    pay_when_paid: RiskAnswer = NOT_ASKED
    indexation_withheld: RiskAnswer = NOT_ASKED
    tupe_or_pension_risk: RiskAnswer = NOT_ASKED
    termination_without_cost: RiskAnswer = NOT_ASKED


class AttestableTerms(BaseModel):
    """The terms that both sides of a seat can say in their own words.

    A route, how issues are resolved and how the seat is left, is known without being
    in the contract where nothing says in what document it is defined.
    """

    role: Known[Title] | None = None
    value_share: Known[Share] | None = None
    annual_value: Known[Money] | None = None
    payment_terms_days: Known[PaymentDays] | None = None
    payment_trigger: Known[Trigger] | None = None
    change_mechanism: Known[Mechanism] | None = None
    issue_route: Known[Words] | None = None
    issue_route_defined_in: Known[DefinedIn] | None = None
    exit_arrangement: Known[Words] | None = None
    exit_arrangement_defined_in: Known[DefinedIn] | None = None
    risk_facts: RiskFacts | None = None


class SeatTerms(AttestableTerms):
    """Everything that describes a seat. Left out: not said.

    The value is a share of the value of the seat above, or an amount a year. `end` is
    the last day that was agreed; that it ended is another fact.
    """

    activity: Known[Several[Activity]] | None = None
    pricing: Known[Pricing] | None = None
    retention: Known[Share] | None = None
    essential: Answer | None = None
    alternatives: Known[Several[Alternative]] | None = None
    notice_months: Known[Months] | None = None
    monitoring_right: Answer | None = None
    risk_share: Known[Share] | None = None
    liability_cap: Known[Money] | None = None
    data_processor: Known[Processing] | None = None
    people_served: Known[PeopleServed] | None = None
    selection: Known[Words] | None = None
    start: Known[Day] | None = None
    end: Known[Day] | None = None
