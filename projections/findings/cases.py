"""What the rules are told of a thing: cells of its row as the read tables have them.

Dates are text, sums whole pence, lists JSON text; None is a value that there is none
of, and `gaps` says why, where somebody did. The fields are the columns' own names.
"""

from typing import Any, NamedTuple, Protocol

from pydantic_core import from_json

# In these states of a contract nothing is agreed yet, or all is over.
BEFORE = frozenset({"planned", "in_procurement"})
AFTER = frozenset({"ended", "closed"})
RUNNING = frozenset({"live", "extended", "notice_given", "exiting"})
# Changes that still have to be decided on, and those of which nothing is left to do.
UNDECIDED = frozenset({"raised", "assessed", "sent_back"})
DECIDED = frozenset({"rejected", "withdrawn", "closed"})
RESOLVED = frozenset({"resolved", "closed"})


class Case(Protocol):
    """A thing as rules are told of it: a NamedTuple of columns of its noun."""

    @property
    def id(self) -> str:
        """The thing's id."""
        ...

    @property
    def known_from(self) -> int:
        """The position that wrote the row."""
        ...

    @property
    def born_at(self) -> int:
        """The position of the thing's first fact."""
        ...

    @property
    def gaps(self) -> str | None:
        """Why values are missing, by field, as JSON."""
        ...


class ContractCase(NamedTuple):
    """A contract."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    status: str = "live"
    opening: int | None = None
    provider_id: str | None = None
    contract_manager: str | None = None
    commissioner: str | None = None
    service: str | None = None
    tier: str | None = None
    regime: str | None = None
    start: str | None = None
    end: str | None = None
    review_on: str | None = None
    annual_value_pence: int | None = None
    annual_value_currency: str | None = None
    annual_value_vat: str | None = None
    estimated_value_at_award_pence: int | None = None
    estimated_value_at_award_currency: str | None = None
    estimated_value_at_award_vat: str | None = None
    payment_terms_days: int | None = None
    issues_contact: str | None = None
    extension_options: str | None = None
    extensions: str | None = None
    notice_period_months: str | None = None
    obligations: str | None = None
    as_found_entries: str | None = None
    signed_on: str | None = None
    started_on: str | None = None
    ended_on: str | None = None

    @property
    def owner(self) -> str | None:
        """Who has to see to it: its manager, else its commissioner."""
        return self.contract_manager or self.commissioner

    @property
    def runs(self) -> bool:
        """Whether it is in force."""
        return self.status in RUNNING


class RiskCase(NamedTuple):
    """A risk."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    status: str = "open"
    scope: str = "contract"
    contract_id: str | None = None
    owner: str | None = None
    entered_by: str | None = None
    category: str | None = None
    issue_id: str | None = None
    indicators: str | None = None
    reviewed_on: str | None = None
    current_score: int | None = None
    previous_score: int | None = None
    assessed_at: int | None = None
    assessed_on: str | None = None
    change_id: str | None = None
    indicator_id: str | None = None
    next_review: str | None = None
    response: str | None = None
    accepted_until: str | None = None
    accepted_score: int | None = None
    accepted_by: str | None = None
    next_action_due: str | None = None
    contingency: str | None = None
    actions: str | None = None
    controls: str | None = None


class IssueCase(NamedTuple):
    """An issue."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    status: str = "open"
    contract_id: str | None = None
    owner: str | None = None
    entered_by: str | None = None
    from_risk: str | None = None
    raised_on: str | None = None
    severity: int | None = None
    due: str | None = None
    plan_deadline: str | None = None
    plan_judged_on: str | None = None


class ChangeCase(NamedTuple):
    """A change request."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    status: str = "assessed"
    contract_id: str | None = None
    entered_by: str | None = None
    assessed_by: str | None = None
    approved_by: str | None = None
    approved_on: str | None = None
    decision_by: str | None = None
    steward: str | None = None
    held_by: str | None = None
    held_for: str | None = None
    decision_wanted_by: str | None = None
    value_delta_pence: int | None = None
    signed_on: str | None = None
    signed_as_found: int | None = None
    implemented_on: str | None = None
    implemented_as_found: int | None = None
    meeting_date: str | None = None
    body_as_found: int | None = None
    ratified_by: str | None = None
    kind: str | None = None
    agreed_at: int | None = None
    ground: str | None = None
    known_risk_id: str | None = None
    notices: str | None = None
    reflections: str | None = None
    risk_ids: str | None = None
    seat_ids: str | None = None

    @property
    def owner(self) -> str | None:
        """Who holds it, or looks after it where it is over."""
        return self.held_by or self.steward


class OrganisationCase(NamedTuple):
    """An organisation."""

    id: str
    known_from: int = 1
    born_at: int = 1
    gaps: str | None = None
    status: str = "active"
    merged_into: str | None = None
    absorbed: str | None = None
    sector: str | None = None
    size: str | None = None
    vcse: int | None = None
    accounts_to: str | None = None
    accounts_months: int | None = None
    turnover_pence: int | None = None
    turnover_currency: str | None = None
    debarment: str | None = None
    debarment_checked_on: str | None = None

    @property
    def records(self) -> tuple[str, ...]:
        """Its id and those of the records that were merged into it."""
        return (self.id, *listed(self.absorbed))


def listed(cell: str | None) -> Any:
    """A list as a cell holds it."""
    return from_json(cell) if cell else []


NO_ANSWER = frozenset({"asked_no_answer", "refused"})


def applies(case: Case, field: str) -> bool:
    """Whether nobody has said that a field does not apply to a thing."""
    if case.gaps is None:
        return True
    return "not_applicable" not in from_json(case.gaps).get(field, ())


def was_asked(case: Case, field: str) -> bool:
    """Whether somebody was asked for a field of a thing, and there was no answer."""
    if case.gaps is None:
        return False
    return from_json(case.gaps).get(field, {}).get("unknown") in NO_ANSWER


def contract_of(case: Case) -> str | None:
    """The contract that a thing is, or hangs on."""
    if isinstance(case, ContractCase):
        return case.id
    contract: str | None = getattr(case, "contract_id", None)
    return contract
