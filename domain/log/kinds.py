"""Every kind of stream on which something can be decided."""

from typing import Any

from domain.account import Account
from domain.acknowledgement import Acknowledgement
from domain.aggregate import Aggregate
from domain.audit_bundle import AuditBundle
from domain.budget.budget import Budget
from domain.change.change import ChangeRequest
from domain.contract.contract import Contract
from domain.distress.distress import Distress
from domain.document.document import Document
from domain.erasure import Erasure
from domain.event import Fact
from domain.feedback.feedback import Feedback
from domain.imports import Import
from domain.issue.issue import Issue
from domain.key import Key
from domain.kpi.kpi import Kpi
from domain.link.link import ReturnLink
from domain.notice_source import NoticeSource
from domain.organisation.organisation import Organisation
from domain.outcome.outcome import Outcome
from domain.plan.plan import Plan
from domain.policy import Policy
from domain.release.release import Release
from domain.risk.risk import Risk
from domain.service.service import Service
from domain.signing import Signing
from domain.software import Software
from domain.source_row import SourceRow
from domain.supply_chain.seat_returns import SeatReturns
from domain.supply_chain.supply_chain import SupplyChain

KINDS: tuple[type[Aggregate[Any]], ...] = (
    Account,
    Acknowledgement,
    AuditBundle,
    Budget,
    ChangeRequest,
    Contract,
    Distress,
    Document,
    Erasure,
    Import,
    Feedback,
    Issue,
    Kpi,
    Key,
    NoticeSource,
    Organisation,
    Outcome,
    Plan,
    Policy,
    Release,
    ReturnLink,
    Risk,
    SeatReturns,
    Service,
    Signing,
    Software,
    SourceRow,
    SupplyChain,
)
NOUNS: dict[str, type[Aggregate[Any]]] = {kind.noun: kind for kind in KINDS}
_OF: dict[type[Fact], type[Aggregate[Any]]] = {
    fact: kind for kind in KINDS for fact in kind.kinds
}


def kind_of(fact: type[Fact]) -> type[Aggregate[Any]] | None:
    """The kind of stream that a fact belongs to, None for one without decisions."""
    return _OF.get(fact)
