"""Every role against every group of operations, inside its scope and outside.

y is allowed, 3 is seen and not allowed (403), 4 is not to be known of (404).
"""

from typing import NamedTuple
from uuid import UUID

import pytest

from domain.errors import NotAllowed, NotFound
from domain.facts.account import Scope
from domain.rights import OPERATIONS, Grant, Place, Principal, judge
from tests.given import TODAY

ME = UUID(int=1)
CONTRACT, ELSEWHERE = UUID(int=31), UUID(int=32)
HALDEN, MEADOW, OTHER = UUID(int=41), UUID(int=42), UUID(int=43)

ROLES = (
    "reader",
    "adviser",
    "contract_manager",
    "commissioner",
    "approver",
    "finance",
    "auditor",
    "client",
    "elected_member",
    "lead_provider",
    "subcontractor",
    "administrator",
    "system",
)
PLACES: dict[str, tuple[Place, Place]] = {
    "contract": (
        Place(contract=CONTRACT, organisations=frozenset({HALDEN}), shared=True),
        Place(contract=ELSEWHERE, organisations=frozenset({OTHER}), shared=True),
    ),
    "organisation": (
        Place(organisations=frozenset({HALDEN})),
        Place(organisations=frozenset({OTHER})),
    ),
    # Concerning the lead and one below it, as a place in the chain does.
    "issue": (
        Place(
            contract=CONTRACT, organisations=frozenset({HALDEN, MEADOW}), shared=True
        ),
        Place(contract=ELSEWHERE, organisations=frozenset({OTHER}), shared=True),
    ),
    "own": (Place(account=ME), Place(account=OTHER)),
    "council": (Place(), Place()),
}


class Group(NamedTuple):
    """Operations that are alike, on what, and each role's answer in and out."""

    operations: str
    place: str
    inside: str
    outside: str


MENDING = "correct_{0} describe_{0} enter_in_error_{0} restore_{0}"
# Every operation of the register stands in exactly one row.
GROUPS = {
    #                      reader, adviser, manager, commissioner, approver, finance,
    #                      auditor, client, member, lead, sub, administrator, system
    "read": Group(
        "list_contracts get_contract list_changes get_change get_change_log"
        " get_contract_notices"
        " get_supply_chain_graph list_kpis get_kpi",
        "contract",
        "yyyyyyyyyy44y",
        "yyyyyy444444y",
    ),
    "see what ends, and what stops": Group(
        "get_pipeline get_supply_chain_concentration get_supply_chain_critical"
        " get_supply_chain_failure get_supply_chain_timeline",
        "contract",
        "yyyyyyyyy344y",
        "yyyyyy444444y",
    ),
    "read an organisation": Group(
        "list_organisations get_organisation get_provider",
        "organisation",
        "yyyyyyyyy444y",
        "yyyyyy444444y",
    ),
    "read what happened": Group(
        "get_contract_history get_risk_history get_change_history list_imports"
        " list_rows get_row get_row_history"
        " get_document_history get_import get_import_history list_events get_event"
        " stream_events get_diff list_findings get_clocks get_known_risks get_finding"
        " get_finding_burn_down"
        " list_acknowledgements get_acknowledgement get_acknowledgement_history"
        " list_seats get_seat get_seat_history get_chain_history get_link_history"
        " get_supply_chain_payment_terms get_supply_chain_risk_transfer"
        " get_supply_chain_diff get_supply_chain_loss"
        " list_plans get_plan get_plan_history get_plan_schedule get_exit_report"
        " get_kpi_history get_feedback_history get_decision_paper",
        "contract",
        "yyyyyyy33344y",
        "yyyyyy444444y",
    ),
    "read what happened to an organisation": Group(
        "get_organisation_history list_distress get_distress get_distress_history",
        "organisation",
        "yyyyyyy33444y",
        "yyyyyy444444y",
    ),
    "organisations": Group(
        "rename_organisation identify_organisation classify_organisation"
        " rate_organisation add_location_organisation check_debarment_organisation"
        " record_accounts_organisation"
        " record_distress_organisation merge_organisation unmerge_organisation"
        " link_parent_organisation close_organisation correct_location_organisation"
        " close_location_organisation set_handling_distress lift_distress "
        + " ".join(map(MENDING.format, ("organisation", "distress"))),
        "organisation",
        "33yy33333444y",
        "33yy33444444y",
    ),
    "erase again after a restore": Group(
        "reapply_erasure", "council", "333333444444y", "333333444444y"
    ),
    "sign at the machine alone": Group(
        "adopt_signing_key", "council", "333333333333y", "333333333333y"
    ),
    "say at the machine alone what is lost, and what runs": Group(
        "declare_loss confirm_loss note_software",
        "council",
        "333333444444y",
        "333333444444y",
    ),
    "ask as auditors ask": Group(
        "list_audit_entries list_audit_cut_off list_audit_late_knowledge"
        " list_audit_variations list_audit_decisions list_audit_year_end"
        " list_audit_totals list_audit_population list_audit_sample"
        " list_audit_reperformance list_audit_evidence",
        "contract",
        "yyyyyyy33344y",
        "yyyyyy444444y",
    ),
    "ask who read what is withheld": Group(
        "list_audit_reads get_audit_reads_checkpoint",
        "contract",
        "333333y33344y",
        "333333444444y",
    ),
    "ask who may what": Group(
        "list_audit_access", "contract", "333333y3334yy", "33333344444yy"
    ),
    "ask how it was set up": Group(
        "list_audit_settings", "contract", "yyyyyyy3334yy", "yyyyyy44444yy"
    ),
    "ask what was erased": Group(
        "list_audit_erasures", "contract", "3y3y33y3334y3", "3y3y3344444y3"
    ),
    "enter an organisation": Group(
        "create_organisation create_batch create_edit create_import",
        "council",
        "33yy33333333y",
        "33yy33333333y",
    ),
    "contracts, risks and changes": Group(
        "create_contract adopt_contract establish_contract award_contract"
        " request_subcontractor_information_contract sign_contract start_contract"
        " amend_terms_contract apply_indexation_contract exercise_extension_contract"
        " serve_notice_contract terminate_contract expire_contract close_contract"
        " set_tier_contract set_artefacts_contract freeze_known_risks_contract"
        " record_notice_contract mark_unlisted_contract add_document_contract"
        " set_obligation_contract adopt_risk assess_risk plan_response_risk"
        " add_control_risk test_control_risk add_action_risk complete_action_risk"
        " record_indicator_risk escalate_risk review_risk review_risks"
        " materialise_risk share_risk set_handling_risk allocate_risk move_risk"
        " close_risk reopen_risk"
        " assess_impact_change"
        " classify_ground_change withdraw_change publish_notice_change sign_change"
        " implement_change reflect_change close_change"
        " keep_row"
        " approve_seat amend_seat suspend_seat resume_seat replace_seat end_seat"
        " spot_check_seat correct_seat enter_in_error_seat restore_seat"
        " create_plan decide_option_plan add_task_plan complete_task_plan"
        " add_alternative_plan set_continuity_plan record_asset_plan"
        " record_data_return_plan record_workforce_plan decide_seat_plan set_cost_plan"
        " test_plan review_plan activate_plan stand_down_plan complete_plan"
        " create_kpi agree_kpi revise_kpi verify_kpi query_kpi assess_kpi publish_kpi"
        " retire_kpi use_feedback close_feedback"
        " disclose_none_chain form_consortium_chain set_members_chain"
        " set_groups_chain"
        " change_lead_chain dissolve_chain judge_chain "
        + " ".join(
            map(
                MENDING.format,
                ("contract", "risk", "change", "plan", "kpi", "feedback"),
            )
        ),
        "contract",
        "33yy33333344y",
        "333333444444y",
    ),
    "raise with the lead provider": Group(
        "create_risk create_change declare_seat create_link measure_kpi",
        "contract",
        "33yy33333y44y",
        "333333444444y",
    ),
    "enter feedback": Group(
        "create_feedback", "contract", "33yy333y3344y", "333333444444y"
    ),
    "read feedback": Group(
        "list_feedback get_feedback", "contract", "yyyyyyyy3344y", "yyyyyy444444y"
    ),
    "read links": Group(
        "list_links get_link", "contract", "yyyyyyy33y44y", "yyyyyy444444y"
    ),
    "take a link back": Group(
        "revoke_link", "contract", "33yy33333y44y", "33yy33444444y"
    ),
    "answer for one's own places": Group(
        "get_return send_return create_concern",
        "issue",
        "3333333333y43",
        "3333334444443",
    ),
    "report on a place in the chain": Group(
        "attest_seat report_volumes_seat report_payments_seat",
        "issue",
        "33yy33333yy4y",
        "333333444444y",
    ),
    "read what is shared": Group(
        "list_issues get_issue get_chain list_risks get_risk get_risk_register"
        " get_risk_around list_documents get_document get_document_content",
        "issue",
        "yyyyyyyyyyy4y",
        "yyyyyy444444y",
    ),
    "file documents": Group(
        "create_document link_document fingerprint_document request_disposal_document "
        + MENDING.format("document"),
        "issue",
        "3yyyyy333yy4y",
        "3y333y444444y",
    ),
    "read what happened to an issue": Group(
        "get_issue_history", "issue", "yyyyyyy33334y", "yyyyyy444444y"
    ),
    "enter an issue": Group("create_issue", "issue", "33yy333yyyy4y", "333333444444y"),
    "work on an issue": Group(
        "adopt_issue assign_issue escalate_issue open_improvement_plan_issue"
        " judge_improvement_issue raise_dispute_issue advance_dispute_issue"
        " record_remedy_issue set_handling_issue move_issue resolve_issue close_issue"
        " reopen_issue " + MENDING.format("issue"),
        "issue",
        "33yy33333334y",
        "333333444444y",
    ),
    "say how a provider sees it": Group(
        "represent_issue", "issue", "333333333yy43", "3333334444443"
    ),
    "comment on an issue": Group(
        "comment_issue", "issue", "3yyyyy333334y", "3y33yy444444y"
    ),
    "give out a contract": Group(
        "assign_owners_contract", "contract", "333y33333344y", "333333444444y"
    ),
    "decide": Group(
        "approve_change reject_change send_back_change ratify_change"
        " confirm_not_applicable_change accept_risk ratify_contract waive_finding"
        " approve_disposal_document reject_disposal_document approve_plan",
        "contract",
        "333yy33333443",
        "3333334444443",
    ),
    "minute a decision": Group(
        "record_body_decision_change", "contract", "3y3y333333443", "3y33334444443"
    ),
    "comment": Group(
        "comment_contract comment_risk comment_change comment_document comment_plan"
        " comment_kpi comment_feedback",
        "contract",
        "3yyyyy333344y",
        "3y33yy444444y",
    ),
    "comment on an organisation": Group(
        "comment_organisation comment_distress",
        "organisation",
        "3yyyyy333444y",
        "3yyyyy444444y",
    ),
    "services and outcomes": Group(
        "close_service reopen_service close_outcome reopen_outcome "
        + " ".join(map(MENDING.format, ("service", "outcome"))),
        "council",
        "33yy33444444y",
        "33yy33444444y",
    ),
    "enter services and outcomes": Group(
        "create_service create_outcome", "council", "33yy33333333y", "33yy33333333y"
    ),
    "enter a budget": Group(
        "create_budget", "council", "33333y333333y", "33333y333333y"
    ),
    "budgets": Group(
        "set_budget record_outturn_budget " + MENDING.format("budget"),
        "council",
        "33333y444444y",
        "33333y444444y",
    ),
    "talk of services, outcomes and budgets": Group(
        "comment_service comment_outcome comment_budget",
        "council",
        "3yyyyy444444y",
        "3yyyyy444444y",
    ),
    "read services and outcomes": Group(
        "list_services get_service list_outcomes get_outcome",
        "council",
        "yyyyyy444444y",
        "yyyyyy444444y",
    ),
    "read budgets and what happened": Group(
        "get_service_history get_outcome_history list_budgets get_budget"
        " get_budget_history",
        "council",
        "yyyyyy444444y",
        "yyyyyy444444y",
    ),
    "take note as auditor": Group(
        "acknowledge_finding create_audit_bundle get_audit_bundle_file",
        "contract",
        "333333y33344y",
        "333333444444y",
    ),
    "audit bundles": Group(
        "get_audit_bundle list_audit_bundles get_audit_bundle_history",
        "contract",
        "yyyyyyy33344y",
        "yyyyyy444444y",
    ),
    "one's own account and keys": Group(
        "get_account list_accounts get_account_history get_account_holdings"
        " create_key list_keys get_key get_key_history revoke_key rotate_key",
        "own",
        "yyyyyyyyyyyyy",
        "44444444444yy",
    ),
    "delegate": Group(
        "delegate_account end_delegation_account",
        "own",
        "yyyyyy33333yy",
        "44444444444yy",
    ),
    "administer accounts": Group(
        "create_account grant_account revoke_account hand_over_account close_account"
        " seal_account",
        "own",
        "33333333333yy",
        "44444444444yy",
    ),
    "begin a draft": Group(
        "create_draft list_drafts", "council", "yyyyyyyyyyyy3", "yyyyyyyyyyyy3"
    ),
    "one's own drafts": Group(
        "get_draft save_draft discard_draft submit_draft",
        "own",
        "yyyyyyyyyyyy3",
        "444444444443" + "3",
    ),
    # What it gives is held in test_emergency.
    "open an emergency account": Group(
        "break_glass_account", "own", "333333333333y", "444444444443y"
    ),
    "set policy": Group(
        "set_matrix_policy set_appetite_policy set_approval_limits_policy"
        " set_thresholds_policy set_rule_source_policy",
        "council",
        "33333344444yy",
        "33333344444yy",
    ),
    "read policy": Group(
        "get_policy get_policy_history list_people",
        "council",
        "yyyyyy44444yy",
        "yyyyyy44444yy",
    ),
    "forget and release": Group(
        "approve_erasure reject_erasure list_erasures get_erasure get_erasure_history"
        " approve_release reject_release list_releases get_release"
        " get_release_history set_scope_release prepare_release make_release"
        " close_release get_release_preview get_release_file",
        "council",
        "3y3y3344444y3",
        "3y3y3344444y3",
    ),
    "ask to forget and release": Group(
        "create_erasure create_release", "council", "3y3y3333333y3", "3y3y3333333y3"
    ),
    "prove": Group(
        "get_checkpoint list_checkpoints get_tile get_event_proof get_consistency"
        " list_verifier_keys",
        "council",
        "yyyyyyyyyyyyy",
        "yyyyyyyyyyyyy",
    ),
}


def principal(role: str) -> Principal:
    """Somebody with one grant, for CONTRACT and what is Halden's; SYSTEM for all."""
    scope = Scope(contracts=(CONTRACT,), organisations=(HALDEN,))
    if role == "subcontractor":
        scope = Scope(organisations=(MEADOW,))
    return Principal(ME, (Grant(7, role, "all" if role == "system" else scope),))


def answer(role: str, operation: str, place: Place) -> str:
    try:
        judge(principal(role), operation, place, TODAY)
    except NotAllowed:
        return "3"
    except NotFound:
        return "4"
    return "y"


def test_every_operation_stands_in_one_group() -> None:
    named = [op for group in GROUPS.values() for op in group.operations.split()]
    assert sorted(named) == sorted(OPERATIONS)


@pytest.mark.parametrize("name", GROUPS)
def test_what_each_role_may_do_inside_its_scope_and_outside(name: str) -> None:
    group = GROUPS[name]
    inside, outside = PLACES[group.place]
    for operation in group.operations.split():
        answers = "".join(answer(role, operation, inside) for role in ROLES)
        assert (operation, answers) == (operation, group.inside)
        answers = "".join(answer(role, operation, outside) for role in ROLES)
        assert (operation, answers) == (operation, group.outside)
