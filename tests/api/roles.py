"""Who may do what by the table of roles: written down here, not read from the code.

"anywhere", "scope" (inside what the grant is for), "own" (what is the account's own).
Who is not named may not do it.
"""

from collections.abc import Mapping

# They read the register as a whole.
OFFICERS = (
    "reader",
    "adviser",
    "contract_manager",
    "commissioner",
    "approver",
    "finance",
)
ROLES = (
    *OFFICERS,
    "auditor",
    "client",
    "elected_member",
    "lead_provider",
    "subcontractor",
    "administrator",
    "break_glass",
)

# A sealed emergency account does nothing but open.
COMERS = tuple(role for role in ROLES if role != "break_glass")

Where = Mapping[str, str]


def _may(where: str, *roles: str) -> dict[str, str]:
    return dict.fromkeys(roles, where)


RUN = _may("scope", "contract_manager", "commissioner")
EVENTS = {**_may("anywhere", *OFFICERS), **_may("scope", "auditor")}
READ = {**EVENTS, **_may("scope", "client", "elected_member", "lead_provider")}
# Subcontractors, too, read what is shared with them and what they filed.
SHARED = {**READ, **_may("scope", "subcontractor")}
OUTSIDERS = ("client", "elected_member", "lead_provider", "subcontractor")
KNOWN = {**EVENTS, **_may("scope", "client", "elected_member")}
DECIDE = _may("scope", "commissioner", "approver")
ADMINISTER = _may("anywhere", "administrator")
OWN = {**_may("own", *COMERS), **ADMINISTER}
MINE = {**OWN, **_may("own", "break_glass")}
FORGET = _may("anywhere", "commissioner", "adviser", "administrator")
FORGOTTEN = {**FORGET, **_may("scope", "auditor")}
COMMENT = {**RUN, **_may("anywhere", "adviser", "approver", "finance")}
# Whoever may act on the contract, organisation or council it belongs to.
FILE = {
    **RUN,
    **_may("anywhere", "adviser", "finance"),
    **_may("scope", "approver", "lead_provider", "subcontractor"),
}
MENDED = ("correct", "describe", "enter_in_error", "restore")


def _each(who: Where, *operations: str) -> dict[str, Where]:
    return dict.fromkeys(operations, who)


def _nouns(who: Where, verbs: str, noun: str) -> dict[str, Where]:
    return {f"{verb}_{noun}": who for verb in verbs.split()}


def _read(noun: str, nouns: str, who: Where, history: Where) -> dict[str, Where]:
    return {
        f"list_{nouns}": who,
        f"list_{nouns}_csv": who,
        f"list_{nouns}_xlsx": who,
        f"get_{noun}": who,
        f"get_{noun}_history": history,
    }


def _audit(who: Where, *questions: str) -> dict[str, Where]:
    """Questions of the auditor, each as a page and as three kinds of file."""
    forms = ("", "_csv", "_xlsx", "_ndjson")
    return {f"list_audit_{name}{form}": who for name in questions for form in forms}


TABLE: Mapping[str, Where] = {
    **_audit(EVENTS, "entries", "cut_off", "late_knowledge", "variations", "decisions"),
    **_audit(EVENTS, "year_end", "totals", "population", "sample"),
    **_audit(EVENTS, "reperformance", "evidence"),
    **_audit({**_may("scope", "auditor"), **ADMINISTER}, "access"),
    **_audit(_may("scope", "auditor"), "reads"),
    "get_audit_reads_checkpoint": _may("scope", "auditor"),
    **_audit({**EVENTS, **ADMINISTER}, "settings"),
    **_audit(FORGOTTEN, "erasures"),
    **_read("organisation", "organisations", READ, EVENTS),
    **_read("contract", "contracts", READ, EVENTS),
    **_read("risk", "risks", SHARED, EVENTS),
    **_read("change", "changes", READ, EVENTS),
    **_read("issue", "issues", SHARED, EVENTS),
    **_each(SHARED, "get_risk_register", "get_risk_around"),
    **_each(SHARED, "get_risk_register_csv", "get_risk_register_xlsx"),
    **_each(SHARED, "get_risk_register_pdf"),
    **_each(READ, "get_change_log", "get_change_log_csv", "get_change_log_xlsx"),
    **_each(READ, "get_change_log_pdf"),
    **_each(EVENTS, "get_known_risks"),
    **_each(READ, "get_contract_notices"),
    **_each(EVENTS, "list_events", "stream_events"),
    **_each(EVENTS, "get_clocks", "get_clocks_csv", "get_clocks_xlsx"),
    **_each(EVENTS, "get_clocks_ics"),
    **_each(EVENTS, "list_findings", "list_findings_csv", "list_findings_xlsx"),
    **_each(KNOWN, "get_provider"),
    **_each(EVENTS, "get_diff"),
    **_each(KNOWN, "get_pipeline", "get_pipeline_csv", "get_pipeline_xlsx"),
    **_each(EVENTS, "get_finding", "get_finding_burn_down"),
    **_nouns(_may("scope", "auditor"), "acknowledge", "finding"),
    **_nouns(DECIDE, "waive", "finding"),
    **_read("acknowledgement", "acknowledgements", EVENTS, EVENTS),
    **_nouns(
        _may("anywhere", "contract_manager", "commissioner"),
        "create identify rename classify add_location correct_location close_location"
        " rate check_debarment record_accounts link_parent merge unmerge close"
        f" {' '.join(MENDED)}",
        "organisation",
    ),
    **_each(
        {**COMMENT, **_may("anywhere", "contract_manager", "commissioner")},
        "comment_organisation",
        "comment_distress",
        "comment_service",
        "comment_outcome",
        "comment_budget",
    ),
    **_each(
        COMMENT, "comment_contract", "comment_risk", "comment_change", "comment_issue"
    ),
    **_each(COMMENT, "comment_document"),
    **_nouns(
        _may("anywhere", "contract_manager", "commissioner"),
        "record_distress",
        "organisation",
    ),
    **_read("distress", "distress", EVENTS, EVENTS),
    **_read("service", "services", KNOWN, EVENTS),
    **_read("outcome", "outcomes", KNOWN, EVENTS),
    **_read("budget", "budgets", EVENTS, EVENTS),
    **_nouns(
        _may("anywhere", "contract_manager", "commissioner"),
        f"create close reopen {' '.join(MENDED)}",
        "service",
    ),
    **_nouns(
        _may("anywhere", "contract_manager", "commissioner"),
        f"create close reopen {' '.join(MENDED)}",
        "outcome",
    ),
    **_nouns(
        _may("anywhere", "finance"),
        f"create set record_outturn {' '.join(MENDED)}",
        "budget",
    ),
    **_nouns(
        _may("anywhere", "contract_manager", "commissioner"),
        f"set_handling lift {' '.join(MENDED)}",
        "distress",
    ),
    **_nouns(_may("anywhere", "contract_manager", "commissioner"), "create", "import"),
    **_nouns(_may("anywhere", "contract_manager", "commissioner"), "create", "batch"),
    **_nouns(_may("anywhere", "contract_manager", "commissioner"), "create", "edit"),
    **_read("import", "imports", EVENTS, EVENTS),
    **_read("row", "rows", EVENTS, EVENTS),
    **_nouns(RUN, f"create adopt establish amend_terms {' '.join(MENDED)}", "contract"),
    **_nouns(
        RUN,
        "request_subcontractor_information award sign start apply_indexation"
        " exercise_extension serve_notice terminate expire close set_tier"
        " set_artefacts record_notice set_obligation freeze_known_risks add_document",
        "contract",
    ),
    **_nouns(
        RUN,
        "approve amend correct suspend resume replace end spot_check enter_in_error"
        " restore",
        "seat",
    ),
    **_nouns({**RUN, **_may("scope", "lead_provider")}, "declare", "seat"),
    **_nouns(
        {**RUN, **_may("scope", "lead_provider", "subcontractor")},
        "attest report_volumes report_payments",
        "seat",
    ),
    **_nouns(
        RUN,
        "disclose_none form_consortium set_members change_lead dissolve set_groups"
        " judge",
        "chain",
    ),
    **_each(
        SHARED,
        "get_chain",
        "get_chain_csv",
        "get_chain_xlsx",
    ),
    **_each(EVENTS, "get_chain_history"),
    **_each(READ, "get_supply_chain_graph"),
    **_each(
        KNOWN,
        "get_supply_chain_concentration",
        "get_supply_chain_critical",
        "get_supply_chain_failure",
        "get_supply_chain_failure_pdf",
        "get_supply_chain_failure_docx",
        "get_supply_chain_timeline",
    ),
    **_each(
        EVENTS,
        "get_supply_chain_payment_terms",
        "get_supply_chain_risk_transfer",
        "get_supply_chain_diff",
        "get_supply_chain_loss",
    ),
    **_nouns({**RUN, **_may("scope", "lead_provider")}, "create", "link"),
    **_nouns(
        {
            **_may("anywhere", "contract_manager", "commissioner"),
            **_may("scope", "lead_provider"),
        },
        "revoke",
        "link",
    ),
    **_read("link", "links", {**EVENTS, **_may("scope", "lead_provider")}, EVENTS),
    **_each(
        _may("scope", "subcontractor"), "get_return", "send_return", "create_concern"
    ),
    **_read("seat", "seats", EVENTS, EVENTS),
    **_nouns(_may("scope", "commissioner"), "assign_owners", "contract"),
    **_nouns(DECIDE, "ratify", "contract"),
    **_nouns(
        FILE,
        f"create link fingerprint request_disposal {' '.join(MENDED)}",
        "document",
    ),
    **_nouns(DECIDE, "approve_disposal reject_disposal", "document"),
    **_each(SHARED, "get_document_content"),
    **_read("document", "documents", SHARED, EVENTS),
    **_nouns(
        RUN,
        "adopt assess review plan_response allocate escalate share set_handling move"
        " materialise"
        " add_control"
        " test_control add_action complete_action record_indicator close reopen"
        f" {' '.join(MENDED)}",
        "risk",
    ),
    **_nouns(RUN, "review", "risks"),
    **_nouns(DECIDE, "accept", "risk"),
    **_nouns(
        RUN,
        "adopt assign escalate open_improvement_plan judge_improvement raise_dispute"
        " advance_dispute record_remedy set_handling move resolve close reopen"
        f" {' '.join(MENDED)}",
        "issue",
    ),
    **_nouns({**RUN, **_may("scope", *OUTSIDERS)}, "create", "issue"),
    **_nouns(
        RUN,
        "create decide_option add_task complete_task add_alternative set_continuity"
        " record_asset record_data_return record_workforce decide_seat set_cost test"
        f" review activate stand_down complete {' '.join(MENDED)}",
        "plan",
    ),
    **_nouns(DECIDE, "approve", "plan"),
    **_nouns(
        RUN,
        f"create agree revise verify query assess publish retire {' '.join(MENDED)}",
        "kpi",
    ),
    **_nouns({**RUN, **_may("scope", "lead_provider")}, "measure", "kpi"),
    **_nouns(COMMENT, "comment", "kpi"),
    **_nouns({**RUN, **_may("scope", "client")}, "create", "feedback"),
    **_nouns(RUN, f"use close {' '.join(MENDED)}", "feedback"),
    **_nouns(COMMENT, "comment", "feedback"),
    **_read("feedback", "feedback", {**EVENTS, **_may("scope", "client")}, EVENTS),
    **_read("kpi", "kpis", READ, EVENTS),
    **_nouns(COMMENT, "comment", "plan"),
    **_read("plan", "plans", EVENTS, EVENTS),
    **_each(EVENTS, "get_plan_schedule", "get_exit_report", "get_exit_report_json"),
    **_each(
        EVENTS, "get_exit_report_pdf", "get_exit_report_docx", "get_exit_report_xlsx"
    ),
    **_each(EVENTS, "get_decision_paper_pdf", "get_decision_paper_docx"),
    **_nouns(_may("scope", "lead_provider", "subcontractor"), "represent", "issue"),
    **_nouns({**RUN, **_may("scope", "lead_provider")}, "create", "risk"),
    **_nouns({**RUN, **_may("scope", "lead_provider")}, "create", "change"),
    **_nouns(
        RUN,
        "assess_impact classify_ground withdraw publish_notice sign implement reflect"
        f" close {' '.join(MENDED)}",
        "change",
    ),
    **_nouns(
        DECIDE, "approve reject send_back ratify confirm_not_applicable", "change"
    ),
    **_each(
        {**_may("anywhere", "adviser"), **_may("scope", "commissioner")},
        "record_body_decision_change",
    ),
    **_nouns(ADMINISTER, "create grant revoke hand_over close seal", "account"),
    **_nouns(
        {**_may("own", *OFFICERS), **ADMINISTER}, "delegate end_delegation", "account"
    ),
    "break_glass_account": _may("own", "break_glass"),
    **_read("account", "accounts", MINE, MINE),
    "get_account_holdings": MINE,
    **_each(_may("anywhere", *COMERS), "create_draft", "list_drafts"),
    **_nouns(_may("own", *COMERS), "get save discard submit", "draft"),
    **_nouns(OWN, "create revoke rotate", "key"),
    **_read("key", "keys", MINE, MINE),
    **_nouns(
        ADMINISTER,
        "set_matrix set_approval_limits set_appetite set_thresholds set_rule_source",
        "policy",
    ),
    **_each(
        {**EVENTS, **_may("anywhere", "auditor"), **ADMINISTER},
        "get_policy",
        "get_policy_history",
        "list_people",
    ),
    **_each(
        _may("anywhere", *COMERS),
        "get_checkpoint",
        "list_checkpoints",
        "get_tile",
        "get_event_proof",
        "get_consistency",
        "list_verifier_keys",
    ),
    **_nouns(FORGET, "create approve reject", "erasure"),
    **_read("erasure", "erasures", FORGOTTEN, FORGOTTEN),
    **_nouns(FORGET, "create set_scope prepare approve reject make close", "release"),
    **_read("release", "releases", FORGOTTEN, FORGOTTEN),
    # Whose engagement is all of the register is given one; nobody else is.
    **_each({}, "create_audit_bundle", "get_audit_bundle_file"),
    **_read("audit_bundle", "audit_bundles", EVENTS, EVENTS),
    **_each(FORGOTTEN, "get_release_preview", "get_release_file"),
}
