"""Every operation of the register, and the roles that may do it: a table, no code.

What is not in the table nobody may do. `create_risk` is `POST /v1/risks`; the other
operations are verb and noun, `assess_risk`, as in the OpenAPI document.
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Final


class Where(Enum):
    """Where a role may do an operation."""

    ANYWHERE = "anywhere in the register, restricted records excepted"
    SCOPE = "inside what the grant is for"
    OWN = "with what is the account's own"


Rule = dict[str, Where]

SYSTEM_ROLE: Final = "system"
# What an emergency account is while it is open; nobody is granted it.
EMERGENCY: Final = "emergency"
# Who comes by a link for a subcontractor; nobody is granted it either.
LINK_ROLE: Final = "link"
OFFICERS: Final = frozenset(
    {"reader", "adviser", "contract_manager", "commissioner", "approver", "finance"}
)
GRANTED_TO_PROVIDERS: Final = frozenset({"lead_provider", "subcontractor"})
# All who act for an organisation, however they come in.
PROVIDERS: Final = GRANTED_TO_PROVIDERS | {LINK_ROLE}
OUTSIDERS: Final = frozenset({"client", "elected_member"}) | GRANTED_TO_PROVIDERS
EVERYBODY: Final = (
    OFFICERS | OUTSIDERS | {"auditor", "administrator", EMERGENCY, SYSTEM_ROLE}
)


def _may(where: Where, roles: str) -> Rule:
    return dict.fromkeys(roles.split(), where)


# The program itself acts for whoever runs it: it may set up, bring in and read, and
# it never approves, accepts or waives.
_PROGRAM = _may(Where.ANYWHERE, SYSTEM_ROLE)
_READ = dict.fromkeys(OFFICERS | {EMERGENCY}, Where.ANYWHERE) | _PROGRAM
_RECORDS = _READ | _may(Where.SCOPE, "auditor")
_SHOWN = _RECORDS | _may(Where.SCOPE, "client elected_member lead_provider")
_SHARED = _SHOWN | _may(Where.SCOPE, "subcontractor")
_RUN = _may(Where.SCOPE, "contract_manager commissioner") | _PROGRAM
_RUN_ANYWHERE = _may(Where.ANYWHERE, "contract_manager commissioner") | _PROGRAM
_DECIDE = _may(Where.SCOPE, "commissioner approver")
_BODY = _may(Where.ANYWHERE, "adviser") | _may(Where.SCOPE, "commissioner")
_COMMENT = _may(Where.ANYWHERE, "adviser finance approver") | _RUN
_DIRECT = _may(Where.SCOPE, "commissioner") | _PROGRAM
_WITH_LEAD = _RUN | _may(Where.SCOPE, "lead_provider")
_ENTER = _RUN | _may(Where.SCOPE, "client elected_member lead_provider subcontractor")
# Whoever may act on what a document belongs to: advisers and finance on every contract,
# approvers on those they decide on, providers on their own contracts and firms.
_FILE = (
    _WITH_LEAD
    | _may(Where.SCOPE, "approver subcontractor")
    | _may(Where.ANYWHERE, "adviser finance")
)
_PROVIDE = dict.fromkeys(GRANTED_TO_PROVIDERS, Where.SCOPE)
_ANSWER = _may(Where.SCOPE, f"subcontractor {LINK_ROLE}")
_ADMINISTER = _may(Where.ANYWHERE, f"administrator {EMERGENCY}") | _PROGRAM
_BREAK_GLASS = _may(Where.OWN, f"break_glass {EMERGENCY}") | _PROGRAM
_OWN = dict.fromkeys(EVERYBODY, Where.OWN) | _ADMINISTER
_MINE = _OWN | _may(Where.OWN, "break_glass")
_DELEGATE = dict.fromkeys(OFFICERS, Where.OWN) | _ADMINISTER
# What somebody has begun to say is nobody else's.
_BEGIN = dict.fromkeys(EVERYBODY - {SYSTEM_ROLE}, Where.ANYWHERE)
_BEGUN = dict.fromkeys(_BEGIN, Where.OWN)
_PUBLIC = dict.fromkeys(EVERYBODY, Where.ANYWHERE)
_MONEY = _may(Where.ANYWHERE, "finance") | _PROGRAM
_KNOWN = _RECORDS | _may(Where.SCOPE, "client elected_member")
_FORGET = _may(Where.ANYWHERE, "commissioner adviser administrator")
_FORGOTTEN = _FORGET | _may(Where.SCOPE, f"auditor {EMERGENCY}")
_AUDIT = _may(Where.SCOPE, "auditor") | _PROGRAM

_ERRING = "enter_in_error restore"
_MENDING = "correct describe " + _ERRING

# (rule, verbs, noun): the operation is verb_noun.
_VERBS: tuple[tuple[Rule, str, str], ...] = (
    (
        _RUN_ANYWHERE,
        "create rename identify classify rate add_location correct_location"
        " close_location check_debarment record_accounts record_distress merge unmerge"
        " link_parent close " + _MENDING,
        "organisation",
    ),
    (
        _RUN,
        "create adopt establish request_subcontractor_information award sign start"
        " amend_terms apply_indexation exercise_extension serve_notice terminate expire"
        " close set_tier set_artefacts freeze_known_risks record_notice mark_unlisted"
        " add_document set_obligation " + _MENDING,
        "contract",
    ),
    (_RUN_ANYWHERE, "set_handling lift " + _MENDING, "distress"),
    (_RUN_ANYWHERE, "create close reopen " + _MENDING, "service"),
    (_RUN_ANYWHERE, "create close reopen " + _MENDING, "outcome"),
    (_MONEY, "create set record_outturn " + _MENDING, "budget"),
    (
        _RUN,
        "approve amend suspend resume replace end spot_check correct " + _ERRING,
        "seat",
    ),
    (_WITH_LEAD, "declare", "seat"),
    (
        _WITH_LEAD | _may(Where.SCOPE, "subcontractor"),
        "attest report_volumes report_payments",
        "seat",
    ),
    (
        _RUN,
        "disclose_none form_consortium set_members change_lead dissolve judge",
        "chain",
    ),
    (_RUN, "set_groups", "chain"),
    (_WITH_LEAD, "create", "link"),
    (_RUN_ANYWHERE | _may(Where.SCOPE, "lead_provider"), "revoke", "link"),
    (_ANSWER, "send", "return"),
    (_ANSWER, "create", "concern"),
    (_DIRECT, "assign_owners", "contract"),
    (_DECIDE, "ratify", "contract"),
    (
        _RUN,
        "adopt assess plan_response add_control test_control add_action"
        " complete_action record_indicator escalate review materialise share allocate"
        " set_handling move close reopen " + _MENDING,
        "risk",
    ),
    (_RUN, "review", "risks"),
    (_WITH_LEAD, "create", "risk"),
    (_DECIDE, "accept", "risk"),
    (
        _RUN,
        "adopt assign escalate open_improvement_plan judge_improvement raise_dispute"
        " advance_dispute record_remedy set_handling move resolve close reopen "
        + _MENDING,
        "issue",
    ),
    (_ENTER, "create", "issue"),
    (_PROVIDE, "represent", "issue"),
    (
        _RUN,
        "assess_impact classify_ground withdraw publish_notice sign implement reflect"
        " close " + _MENDING,
        "change",
    ),
    (_WITH_LEAD, "create", "change"),
    (_DECIDE, "approve reject send_back ratify confirm_not_applicable", "change"),
    (_BODY, "record_body_decision", "change"),
    (
        _RUN,
        "create decide_option add_task complete_task add_alternative set_continuity"
        " record_asset record_data_return record_workforce decide_seat set_cost test"
        " review activate stand_down complete " + _MENDING,
        "plan",
    ),
    (_DECIDE, "approve", "plan"),
    (
        _RUN,
        "create agree revise verify query assess publish retire " + _MENDING,
        "kpi",
    ),
    (_WITH_LEAD, "measure", "kpi"),
    (_RUN | _may(Where.SCOPE, "client"), "create", "feedback"),
    (_RUN, "use close " + _MENDING, "feedback"),
    (_DECIDE, "waive", "finding"),
    (_AUDIT, "acknowledge", "finding"),
    (_ADMINISTER, "create grant revoke hand_over close seal", "account"),
    (_BREAK_GLASS, "break_glass", "account"),
    (_DELEGATE, "delegate end_delegation", "account"),
    (_BEGIN, "create", "draft"),
    (_BEGUN, "save discard submit", "draft"),
    (_OWN, "create revoke rotate", "key"),
    (
        _ADMINISTER,
        "set_matrix set_appetite set_approval_limits set_thresholds set_rule_source",
        "policy",
    ),
    # Whose rows are whose is asked row by row.
    (_PROGRAM, "adopt", "signing_key"),
    (_PROGRAM, "note", "software"),
    (_PROGRAM, "declare confirm", "loss"),
    (_RUN_ANYWHERE, "create", "import"),
    (_RUN_ANYWHERE, "create", "batch"),
    (_RUN_ANYWHERE, "create", "edit"),
    (_RUN, "keep", "row"),
    (_FILE, "create link fingerprint request_disposal " + _MENDING, "document"),
    (_DECIDE, "approve_disposal reject_disposal", "document"),
    (_AUDIT, "create", "audit_bundle"),
    (_FORGET, "create approve reject", "erasure"),
    (_PROGRAM, "reapply", "erasure"),
    (_FORGET, "create set_scope prepare approve reject make close", "release"),
)

# (who sees it, who sees its history, singular, plural): list_, get_, get_..._history.
_SEEN: tuple[tuple[Rule, Rule, str, str], ...] = (
    (_SHOWN, _RECORDS, "organisation", "organisations"),
    (_RECORDS, _RECORDS, "distress", "distress"),
    (_KNOWN, _RECORDS, "service", "services"),
    (_KNOWN, _RECORDS, "outcome", "outcomes"),
    (_RECORDS, _RECORDS, "budget", "budgets"),
    (_SHOWN, _RECORDS, "contract", "contracts"),
    (_SHARED, _RECORDS, "risk", "risks"),
    (_SHOWN, _RECORDS, "change", "changes"),
    (_SHARED, _RECORDS, "issue", "issues"),
    (_RECORDS, _RECORDS, "seat", "seats"),
    (_RECORDS | _may(Where.SCOPE, "lead_provider"), _RECORDS, "link", "links"),
    (_RECORDS, _RECORDS, "plan", "plans"),
    (_SHOWN, _RECORDS, "kpi", "kpis"),
    (_RECORDS | _may(Where.SCOPE, "client"), _RECORDS, "feedback", "feedback"),
    (_RECORDS, _RECORDS, "import", "imports"),
    (_RECORDS, _RECORDS, "row", "rows"),
    (_SHARED, _RECORDS, "document", "documents"),
    (_MINE, _MINE, "account", "accounts"),
    (_MINE, _MINE, "key", "keys"),
    (_RECORDS, _RECORDS, "acknowledgement", "acknowledgements"),
    (_FORGOTTEN, _FORGOTTEN, "erasure", "erasures"),
    (_FORGOTTEN, _FORGOTTEN, "release", "releases"),
)

# Questions, each under its whole name.
_QUESTIONS: tuple[tuple[Rule, str], ...] = (
    (_SHARED, "get_document_content get_risk_register get_risk_around get_chain"),
    (_SHOWN, "get_change_log get_contract_notices get_supply_chain_graph"),
    (_RECORDS, "get_chain_history"),
    (_ANSWER, "get_return"),
    # Members and clients read what becomes of contracts, and no terms of places.
    (_KNOWN, "get_supply_chain_concentration get_supply_chain_critical"),
    (_KNOWN, "get_supply_chain_failure get_supply_chain_timeline"),
    (_RECORDS, "get_supply_chain_payment_terms get_supply_chain_risk_transfer"),
    (_RECORDS, "get_supply_chain_diff get_supply_chain_loss"),
    (_RECORDS, "get_known_risks get_plan_schedule get_exit_report get_decision_paper"),
    (_KNOWN, "get_provider get_pipeline"),
    (_RECORDS, "list_events get_event stream_events get_diff get_clocks"),
    (_RECORDS, "list_audit_entries list_audit_cut_off list_audit_late_knowledge"),
    (_RECORDS, "list_audit_variations list_audit_decisions list_audit_year_end"),
    (_RECORDS, "list_audit_totals list_audit_population list_audit_sample"),
    (_RECORDS, "list_audit_reperformance list_audit_evidence"),
    (_AUDIT | _ADMINISTER, "list_audit_access"),
    (_AUDIT, "list_audit_reads get_audit_reads_checkpoint"),
    (_RECORDS | _ADMINISTER, "list_audit_settings"),
    (_FORGOTTEN, "list_audit_erasures"),
    (_RECORDS, "list_findings get_finding get_finding_burn_down"),
    (_FORGOTTEN, "get_release_preview get_release_file"),
    (_MINE, "get_account_holdings"),
    (_BEGIN, "list_drafts"),
    (_BEGUN, "get_draft"),
    (_RECORDS | _ADMINISTER, "get_policy get_policy_history list_people"),
    (_AUDIT | _READ, "get_audit_bundle list_audit_bundles"),
    (_AUDIT | _READ, "get_audit_bundle_history"),
    (_AUDIT, "get_audit_bundle_file"),
    (_PUBLIC, "get_checkpoint list_checkpoints get_tile get_event_proof"),
    (_PUBLIC, "get_consistency list_verifier_keys"),
)


# What people talk about; what hangs on no contract lies in nobody's portfolio.
_TALKED_OF: tuple[tuple[Rule, str], ...] = (
    (_COMMENT, "organisation contract document risk change issue plan kpi feedback"),
    (_COMMENT | _RUN_ANYWHERE, "distress service outcome budget"),
)


def _rows() -> Iterator[tuple[str, Rule]]:
    for rule, verbs, noun in _VERBS:
        yield from ((f"{verb}_{noun}", rule) for verb in verbs.split())
    for seen, history, noun, nouns in _SEEN:
        yield f"list_{nouns}", seen
        yield f"get_{noun}", seen
        yield f"get_{noun}_history", history
    for rule, nouns in _TALKED_OF:
        yield from ((f"comment_{noun}", rule) for noun in nouns.split())
    for rule, operations in _QUESTIONS:
        yield from ((operation, rule) for operation in operations.split())


OPERATIONS: Mapping[str, Rule] = dict(_rows())
