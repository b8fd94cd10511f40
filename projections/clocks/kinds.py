"""The kinds of clocks there are: what each is about, and on what it rests."""

from collections.abc import Mapping
from typing import Final

from domain.law import procurement_act, publications, terms, transfer
from domain.law.modification.notices import MODIFIED_COPY, VOLUNTARY_STANDSTILL
from domain.law.verdict import Rule

_STRATEGY: Final = (
    "Royal Borough of Windsor and Maidenhead, Commissioning Strategy 2019-2024"
)


def _policy(name: str, asks: str, section: str = "") -> Rule:
    return Rule(name, "policy", "what the council set itself", section, asks)


def _agreed(name: str, asks: str, section: str) -> Rule:
    return Rule(name, "contract", "the contract itself", section, asks)


RULES: Final = (
    terms.CONTRACT_END,
    terms.NOTICE,
    terms.BREAK,
    terms.EXTENSION,
    _policy("contract_review", "The contract is reviewed", "its review date"),
    _agreed("obligation_council", "The council owes something", "its obligations"),
    _agreed("obligation_provider", "The provider owes something", "its obligations"),
    procurement_act.STANDSTILL,
    procurement_act.UK7,
    procurement_act.UK9,
    procurement_act.UK10,
    procurement_act.UK11,
    VOLUNTARY_STANDSTILL,
    MODIFIED_COPY,
    Rule(
        "reflection",
        "policy",
        _STRATEGY,
        "standard 6",
        "The four documents say what has changed",
    ),
    Rule("risk_review", "policy", _STRATEGY, "standard 5", "The risk is reviewed"),
    Rule("risk_action", "policy", _STRATEGY, "standard 5", "An action is done"),
    _policy("acceptance_end", "The acceptance of the risk ends", "its acceptance"),
    transfer.EMPLOYEE_LIABILITY,
    Rule("plan_task", "policy", _STRATEGY, "standard 4", "A task of a plan is done"),
    Rule("plan_review", "policy", _STRATEGY, "standard 4", "The plan is reviewed"),
    Rule("plan_test", "policy", _STRATEGY, "standard 5", "The plan is tried out"),
    _policy("issue_due", "The issue is dealt with", "its due date"),
    _agreed("improvement_plan", "The improvement plan is fulfilled", "its plan"),
    _agreed("dispute", "The dispute moves on", "its dispute clause"),
    _policy("decision_wanted", "A decision is wanted", "what was asked for"),
    _policy("document_review", "The document is reviewed", "its review date"),
    _policy("document_destruction", "The document is destroyed", "its retention"),
    Rule(
        "release_answer",
        "statute",
        "Freedom of Information Act 2000, Environmental Information Regulations 2004",
        "s.10(1); reg. 5(2)",
        "A request for information is answered",
    ),
    _policy("grant_end", "A grant ends", "the grant"),
    _policy("delegation_end", "A delegation ends", "the delegation"),
    _policy("key_end", "A key ends", "the key"),
    publications.TRANSPARENCY,
    publications.PAYMENTS_COMPLIANCE,
    publications.PAYMENTS,
)
KINDS: Final[Mapping[str, Rule]] = {rule.name: rule for rule in RULES}
BASES: Final = ("statute", "contract", "policy", "design")
