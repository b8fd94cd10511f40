"""Every example of the OpenAPI document, sent as it stands: what is shown works."""

import json
from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest

from api.examples.chains import SEAT, SPARE
from api.examples.common import EXAMPLES
from api.examples.contracts import ACCOUNT, CONTRACT, DOCUMENT
from api.examples.kpis import CHANGE
from api.examples.organisations import DUPLICATE, LOCATION, ORGANISATION, PARENT
from api.examples.people import DEPUTY
from api.examples.plans import PLAN_TASK
from api.examples.risks import PART, RISK
from api.examples.services import SERVICE
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from tests.api.council import Council, Json, Person

IDS = (ACCOUNT, CONTRACT, DEPUTY, DOCUMENT, ORGANISATION, PART, RISK)


class Story:
    """Sends examples one after another, with real ids in the place of the shown."""

    def __init__(self, council: Council) -> None:
        self.paths = dict(_paths(council))
        self.register = council.register
        self.auditor = council.person("Olu Audit", "auditor")
        self.known: dict[str, str] = {}
        self.sent: set[str] = set()

    def send(self, who: Person, operation: str, thing: Json | None = None) -> Json:
        """Sends one example; it has to be accepted, and to change something."""
        body = json.dumps(EXAMPLES[operation])
        for shown, real in self.known.items():
            body = body.replace(shown, real)
        path = self.paths[operation].replace("{id}", thing["id"] if thing else "")
        reply = who.post(path, json.loads(body))
        made: Json = reply.json()
        assert reply.status_code in (200, 201), f"{operation}: {reply.text}"
        assert thing is None or made.get("version", 0) != thing["version"], operation
        self.sent.add(operation)
        return made


def test_every_example_is_accepted(council: Council) -> None:
    ann = council.person("Ann Atkins", "commissioner")
    ben = council.person("Ben Bright", "commissioner")
    admin = council.person("Ada Able", "administrator", "adviser")
    story = Story(council)

    owner = story.send(admin, "create_account")
    story.known[ACCOUNT] = owner["id"]
    organisation = story.send(ann, "create_organisation")
    story.known[ORGANISATION] = organisation["id"]
    contract = story.send(ann, "create_contract")
    story.known[CONTRACT] = contract["id"]
    change = story.send(ann, "create_change")

    story.send(ann, "create_batch")
    _organisations(story, ann, organisation)
    _documents(story, ann, ben)
    _services(story, ann, council.person("Fin Figures", "finance"))
    _contracts(story, ann)
    _lives_of_contracts(story, ann, ben)
    sub = council.person(
        "Sue Sub", "subcontractor", scope={"organisations": [organisation["id"]]}
    )
    _chains(story, ann, sub, contract)
    _plans(story, ann, ben)
    _risks(story, ann, ben)
    lead = council.person(
        "Lea Lead", "lead_provider", scope={"organisations": [organisation["id"]]}
    )
    _issues(story, ann, lead)
    _changes(story, ann, ben, change)
    story.known[CHANGE] = change["id"]
    _kpis(story, ann, lead, ben)
    _feedback(story, ann)
    _administration(story, admin, ben, owner)
    _findings(story, council.person("Aud Audley", "auditor"), ann, ben)
    story.send(ann, "submit_draft", _saved(story, ann))
    story.send(ann, "discard_draft", _saved(story, ann))
    glass = council.person("Break glass 1", "break_glass")
    opened = story.send(glass, "break_glass_account", _of(glass))
    story.send(admin, "seal_account", opened)

    assert story.sent == set(EXAMPLES)


def _organisations(story: Story, ann: Person, thing: Json) -> None:
    for verb in ("identify", "rename", "classify", "describe", "correct", "comment"):
        thing = story.send(ann, f"{verb}_organisation", thing)
    story.known[PARENT] = ann.make("/v1/organisations", {"name": "Halden Group"})["id"]
    for verb in ("link_parent", "check_debarment", "record_accounts", "add_location"):
        thing = story.send(ann, f"{verb}_organisation", thing)
    story.known[f'"location": {LOCATION}'] = (
        f'"location": {thing["locations"][0]["id"]}'
    )
    sign = story.send(ann, "record_distress_organisation", {**thing, "version": 0})
    for verb in ("set_handling", "describe", "correct", "comment", "lift"):
        sign = story.send(ann, f"{verb}_distress", sign)
    sign = story.send(ann, "enter_in_error_distress", sign)
    story.send(ann, "restore_distress", sign)
    for verb in ("correct_location", "rate", "close_location", "close"):
        thing = story.send(ann, f"{verb}_organisation", thing)
    story.known[DUPLICATE] = ann.make("/v1/organisations", {"name": "Halden"})["id"]
    for verb in ("merge", "unmerge"):
        thing = story.send(ann, f"{verb}_organisation", thing)
    thing = story.send(ann, "enter_in_error_organisation", thing)
    story.send(ann, "restore_organisation", thing)


def _documents(story: Story, ann: Person, ben: Person) -> None:
    story.send(ann, "fingerprint_document")
    thing = story.send(ann, "link_document")
    story.known[DOCUMENT] = thing["id"]
    for verb in ("describe", "correct", "comment", "enter_in_error", "restore"):
        thing = story.send(ann, f"{verb}_document", thing)
    filed = ann.file(b"%PDF", title="Scan", contract_id=story.known[CONTRACT])
    asked = story.send(ann, "request_disposal_document", filed)
    kept = story.send(ben, "reject_disposal_document", asked)
    again = story.send(ann, "request_disposal_document", kept)
    story.send(ben, "approve_disposal_document", again)


def _services(story: Story, ann: Person, fin: Person) -> None:
    service = story.send(ann, "create_service")
    story.known[SERVICE] = service["id"]
    mended = ("comment", "enter_in_error", "restore")
    for who, noun, thing, verbs in (
        (ann, "service", service, ("describe", "correct", "close", "reopen")),
        (ann, "outcome", None, ("describe", "correct", "close", "reopen")),
        (fin, "budget", None, ("set", "record_outturn", "describe", "correct")),
    ):
        made = thing or story.send(who, f"create_{noun}")
        for verb in (*verbs, *mended):
            made = story.send(who, f"{verb}_{noun}", made)


def _contracts(story: Story, ann: Person) -> None:
    thing = story.send(ann, "adopt_contract")
    for verb in ("establish", "describe", "correct", "comment"):
        thing = story.send(ann, f"{verb}_contract", thing)
    for verb in ("enter_in_error", "restore"):
        thing = story.send(ann, f"{verb}_contract", thing)
    # Terms of a live contract move by a change request: this one is yet to start.
    planned = ann.make("/v1/contracts", {"title": "Day care", "start": "2027-04-01"})
    story.send(ann, "amend_terms_contract", planned)


def _findings(story: Story, aud: Person, ann: Person, ben: Person) -> None:
    said = {"end": "2026-03-31", "annual_value": {"amount": "5000.00"}}
    over = ann.make("/v1/contracts/adopt", {"title": "Care", **said})
    finding = {**over["findings"][0], "version": 0}
    seen = story.send(aud, "acknowledge_finding", finding)
    story.send(ben, "waive_finding", seen)


def _lives_of_contracts(story: Story, ann: Person, ben: Person) -> None:
    bought = {
        "title": "Home care, lot 3",
        "status": "in_procurement",
        "end": "2027-03-31",
        "annual_value": EXAMPLES["create_contract"]["annual_value"],
        "extension_options": [{"months": 12, "notice_months": 6}],
        "indexation": {"clause": "12.3", "index": "CPI", "month": 4, "cap": "0.05"},
    }
    thing = ann.make("/v1/contracts", bought)
    for verb in (
        "request_subcontractor_information",
        "award",
        "sign",
        "start",
        "apply_indexation",
        "freeze_known_risks",
        "exercise_extension",
        "set_tier",
        "set_artefacts",
        "record_notice",
        "set_obligation",
        "add_document",
        "assign_owners",
        "serve_notice",
        "terminate",
        "close",
    ):
        thing = story.send(ann, f"{verb}_contract", thing)
    unsigned = ann.make("/v1/contracts", {"title": "Day care", "start": "2027-04-01"})
    begun = story.send(ann, "start_contract", unsigned)
    story.known['"position": 7'] = (
        f'"position": {begun["as_found_entries"][0]["position"]}'
    )
    ratified = story.send(ben, "ratify_contract", begun)
    story.send(ann, "expire_contract", ratified)


def _chains(story: Story, ann: Person, sub: Person, contract: Json) -> None:
    thing = {"id": contract["id"], "version": 0}
    checked = story.paths["check_debarment_organisation"]
    firm = story.known[ORGANISATION]
    ann.make(checked.replace("{id}", firm), {"result": "clear"})

    def send(operation: str) -> Json:
        nonlocal thing
        made = story.send(ann, operation, thing)
        thing = {"id": contract["id"], "version": made["version"]}
        return made

    story.known[SEAT] = send("declare_seat")["seats"][-1]["id"]
    declared = story.paths["declare_seat"].replace("{id}", contract["id"])
    beside = ann.make(declared, {"organisation_id": firm})
    story.known[SPARE] = beside["seats"][-1]["id"]
    thing["version"] = beside["version"]
    send("set_groups_chain")
    # Of it nothing more is told, and plans decide on every seat that stands.
    over = {"seat_id": beside["seats"][-1]["id"], "ended_on": "2026-11-01"}
    ended = story.paths["end_seat"].replace("{id}", contract["id"])
    thing["version"] = ann.make(ended, over)["version"]
    for verb in ("approve", "amend", "correct", "attest", "report_volumes"):
        send(f"{verb}_seat")
    for verb in ("report_payments", "spot_check", "suspend", "resume"):
        send(f"{verb}_seat")
    story.send(ann, "revoke_link", story.send(ann, "create_link"))
    story.send(sub, "create_concern")
    thing["version"] = 0
    story.send(sub, "send_return")
    send("disclose_none_chain")
    story.known[SEAT] = send("replace_seat")["seats"][-1]["id"]
    for verb in ("end", "enter_in_error", "restore"):
        send(f"{verb}_seat")
    for verb in ("form_consortium", "set_members", "change_lead", "dissolve", "judge"):
        send(f"{verb}_chain")


def _plans(story: Story, ann: Person, ben: Person) -> None:
    thing = story.send(ann, "create_plan")
    for verb in ("decide_option", "set_continuity", "add_alternative", "add_task"):
        thing = story.send(ann, f"{verb}_plan", thing)
    story.known[PLAN_TASK] = thing["tasks"][0]["id"]
    for verb in ("complete_task", "record_workforce", "decide_seat", "set_cost"):
        thing = story.send(ann, f"{verb}_plan", thing)
    for verb in ("describe", "correct", "comment"):
        thing = story.send(ann, f"{verb}_plan", thing)
    thing = story.send(ben, "approve_plan", thing)
    for verb in ("test", "review", "activate", "stand_down", "enter_in_error"):
        thing = story.send(ann, f"{verb}_plan", thing)
    thing = story.send(ann, "restore_plan", thing)
    story.send(ann, "complete_plan", thing)
    other = story.send(ann, "create_plan")
    for verb in ("record_asset", "record_data_return"):
        other = story.send(ann, f"{verb}_plan", other)


def _kpis(story: Story, ann: Person, lead: Person, ben: Person) -> None:
    thing = story.send(ann, "create_kpi")
    thing = story.send(ann, "agree_kpi", thing)
    thing = story.send(ann, "revise_kpi", thing)
    thing = story.send(lead, "measure_kpi", thing)
    thing = story.send(ben, "verify_kpi", thing)
    verbs = "query assess publish describe correct comment retire enter_in_error"
    for verb in f"{verbs} restore".split():
        thing = story.send(ann, f"{verb}_kpi", thing)


def _feedback(story: Story, ann: Person) -> None:
    thing = story.send(ann, "create_feedback")
    for verb in ("use", "describe", "correct", "comment", "enter_in_error", "restore"):
        thing = story.send(ann, f"{verb}_feedback", thing)
    story.send(ann, "close_feedback", story.send(ann, "create_feedback"))


def _risks(story: Story, ann: Person, ben: Person) -> None:
    story.send(ann, "adopt_risk")
    thing = story.send(ann, "create_risk")
    for verb in ("assess", "review"):
        thing = story.send(ann, f"{verb}_risk", thing)
    story.known[RISK] = thing["id"]
    story.send(ann, "review_risks")
    thing = ann.get(f"/v1/risks/{thing['id']}").json()
    thing = _worked_on(story, ann, ben, thing)
    thing = story.send(ben, "close_risk", thing)
    for verb in ("reopen", "correct", "describe", "comment"):
        thing = story.send(ann, f"{verb}_risk", thing)
    thing = story.send(ann, "enter_in_error_risk", thing)
    thing = story.send(ann, "restore_risk", thing)
    ann.make(f"/v1/risks/{thing['id']}/share", {"organisation_ids": []})
    story.send(ann, "set_handling_risk", {**thing, "version": thing["version"] + 1})


def _worked_on(story: Story, ann: Person, ben: Person, thing: Json) -> Json:
    for verb in ("plan_response", "allocate", "escalate", "share", "record_indicator"):
        thing = story.send(ann, f"{verb}_risk", thing)
    thing = story.send(ben, "accept_risk", thing)
    for adding, ending, parts in (
        ("add_control", "test_control", "controls"),
        ("add_action", "complete_action", "actions"),
    ):
        thing = story.send(ann, f"{adding}_risk", thing)
        story.known[PART] = thing[parts][0]["id"]
        thing = story.send(ann, f"{ending}_risk", thing)
    return story.send(ann, "move_risk", thing)


def _issues(story: Story, ann: Person, lead: Person) -> None:
    story.send(ann, "materialise_risk", story.send(ann, "adopt_risk"))
    story.send(ann, "create_issue")
    thing = story.send(ann, "adopt_issue")
    for verb in (
        "assign",
        "escalate",
        "open_improvement_plan",
        "judge_improvement",
        "raise_dispute",
        "advance_dispute",
        "record_remedy",
    ):
        thing = story.send(ann, f"{verb}_issue", thing)
    thing = story.send(lead, "represent_issue", thing)
    for verb in ("resolve", "close", "reopen", "describe", "correct", "comment"):
        thing = story.send(ann, f"{verb}_issue", thing)
    for verb in ("set_handling", "move", "enter_in_error", "restore"):
        thing = story.send(ann, f"{verb}_issue", thing)


def _changes(story: Story, ann: Person, ben: Person, thing: Json) -> None:
    for verb in ("assess_impact", "classify_ground", "describe"):
        thing = story.send(ann, f"{verb}_change", thing)
    thing = story.send(ben, "approve_change", thing)
    for verb in ("publish_notice", "sign", "implement", "reflect", "correct"):
        thing = story.send(ann, f"{verb}_change", thing)
    thing = story.send(ben, "confirm_not_applicable_change", thing)
    for left in ("risk_register", "financial_model"):
        why = {"artefact": left, "why": "It is not touched"}
        thing = ben.make(f"/v1/changes/{thing['id']}/confirm-not-applicable", why)
    for verb in ("close", "comment"):
        thing = story.send(ann, f"{verb}_change", thing)
    for verb in ("enter_in_error", "restore"):
        thing = story.send(ann, f"{verb}_change", thing)
    story.send(ben, "reject_change", story.send(ann, "create_change"))
    sent = story.send(ben, "send_back_change", story.send(ann, "create_change"))
    story.send(ben, "record_body_decision_change", sent)
    found = story.send(ann, "sign_change", _assessed(story, ann))
    story.send(ben, "ratify_change", found)
    story.send(ann, "withdraw_change", story.send(ann, "create_change"))


def _assessed(story: Story, ann: Person) -> Json:
    change = story.send(ann, "create_change")
    return story.send(ann, "assess_impact_change", change)


def _saved(story: Story, ann: Person) -> Json:
    begun = story.send(ann, "create_draft")
    return story.send(ann, "save_draft", begun) | {"version": None}


def _of(who: Person) -> Json:
    account: Json = who.get(f"/v1/accounts/{who.account}").json()
    return account


def _administration(story: Story, admin: Person, ben: Person, owner: Json) -> None:
    story.send(admin, "set_matrix_policy")
    for setting in ("approval_limits", "appetite", "thresholds", "rule_source"):
        story.send(admin, f"set_{setting}_policy")
    story.known[DEPUTY] = story.send(admin, "create_account")["id"]
    granted = story.send(admin, "grant_account", owner)
    story.known['"grant": 7'] = f'"grant": {granted["grants"][0]["id"]}'
    lent = story.send(admin, "delegate_account", granted)
    story.known['"delegation": 8'] = f'"delegation": {lent["delegations"][0]["id"]}'
    alone = story.send(admin, "end_delegation_account", lent)
    revoked = story.send(admin, "revoke_account", alone)
    rotated = story.send(admin, "rotate_key", story.send(admin, "create_key"))
    story.send(admin, "revoke_key", rotated)
    ben.make("/v1/risks", {"title": "x", "scope": "council", "owner": owner["id"]})
    handed = story.send(admin, "hand_over_account", revoked)
    story.send(admin, "close_account", handed)
    story.send(ben, "reject_erasure", story.send(admin, "create_erasure"))
    story.send(ben, "approve_erasure", story.send(admin, "create_erasure"))
    _releases(story, admin, ben)
    story.send(story.auditor, "create_audit_bundle")


def _releases(story: Story, admin: Person, ben: Person) -> None:
    create_key(story.register, Asker(UUID(int=0), "cli", uuid4()))
    asked = story.send(admin, "create_release")
    asked = story.send(admin, "prepare_release", asked)
    asked = story.send(ben, "reject_release", asked)
    asked = story.send(admin, "set_scope_release", asked)
    asked = story.send(admin, "prepare_release", asked)
    asked = story.send(ben, "approve_release", asked)
    asked = story.send(admin, "make_release", asked)
    story.send(admin, "close_release", asked)


def test_every_command_has_an_example(council: Council) -> None:
    assert {operation for operation, _ in _paths(council)} == set(EXAMPLES)


@pytest.mark.parametrize("shown", IDS)
def test_the_ids_of_the_examples_are_used(shown: str) -> None:
    assert shown in json.dumps(EXAMPLES)


def _paths(council: Council) -> Iterator[tuple[str, str]]:
    for operation in council.operations():
        if operation.command is not None:
            yield operation.name, operation.path
