"""Every operation of the OpenAPI document, for every role, on own and other things."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from httpx2 import Response

from api.examples.common import EXAMPLES
from api.parameters_of_chains import ASKED_OF_CHAINS
from api.schemas.ledger import LEDGER
from api.workbook import MEDIA
from domain.log.signing_keys import create_key
from domain.log.submission import Asker
from projections.findings.identity import finding_id
from tests.api.council import Council, Person
from tests.api.roles import OFFICERS, ROLES, TABLE

Json = dict[str, Any]

# Nobody has read a version like this: whoever passes the rights meets 412, and the
# register stays as it is for the next role.
STALE = {"If-Match": '"999999999"'}
BATCHED: Json = {
    "reason": "Two firms at once",
    "commands": [
        {"method": "POST", "path": "/v1/organisations", "body": {"name": name}}
        for name in ("Halden North", "Halden South")
    ],
}
WORKBOOK = {"Content-Type": MEDIA}
IMPORTED: Json = {"contracts": [{"id": "n-1", "title": "Care"}]}
BUSINESS = (
    "organisation",
    "distress",
    "contract",
    "risk",
    "change",
    "issue",
    "document",
    "plan",
    "kpi",
    "feedback",
)
QUERIES = {
    "stream_events": "?cursor=nowhere",  # who passes would be sent events without end
    "get_risk_around": "?date=2026-11-20",
    "get_consistency": "?from=1",
    "get_diff": "?from=0",
    **{
        f"list_audit_{name}{form}": asked
        for form in ("", "_csv", "_xlsx", "_ndjson")
        for name, asked in (
            ("cut_off", "?period_end=2026-11-20"),
            ("year_end", "?on=2026-11-20"),
            ("sample", "?nonce=auditors-own-1"),
        )
    },
}
MAKING = ("create_", "adopt_", "link_document", "fingerprint_document")
# What no scope but that of all holds.
UNSCOPED = ("import", "row", "erasure", "release", "bundle")
# These lie in no contract, and in few scopes but that of all.
CATALOGUE = ("service", "outcome", "budget")
IN_A_SCOPE = {("service", "auditor"), ("service", "client"), ("budget", "auditor")}
MINE: Mapping[str, Any] = {
    "department": "Adult social care",
    "service": "Home care",
    "wards": ["Abbey"],
}
THEIRS: Mapping[str, Any] = {
    "department": "Highways",
    "service": "Gritting",
    "wards": ["Castle"],
}
SCOPES: Mapping[str, Json] = {
    "contract_manager": {},
    "commissioner": {"departments": ["Adult social care"]},
    "approver": {"departments": ["Adult social care"]},
    "auditor": {"departments": ["Adult social care"]},
    "client": {"services": ["Home care"]},
    "elected_member": {"wards": ["Abbey"]},
}


# What lies in the scope of those who do not read the register as a whole. Providers
# see what is shared with them: their contract, its issues, and what they raised
# themselves. Subcontractors, who hold no contract, see the issues about themselves.
VISIBLE: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("auditor", "client", "elected_member"), BUSINESS),
    "lead_provider": ("contract", "kpi", "issue", "document"),
    "subcontractor": ("issue", "document"),
}


@dataclass(frozen=True)
class Things:
    """One thing of each kind, by noun, and the department that they belong to."""

    ids: Mapping[str, str]
    department: str

    def path(self, path: str) -> str:
        """A path of the document with the ids filled in."""
        noun = re.sub("(?<!s)s$", "", path.split("/")[2])
        noun = noun.replace("provider", "organisation")
        return path.replace("{id}", self.ids.get(noun, ""))


@dataclass(frozen=True)
class World:
    """A person of a role, what lies in that person's scope, and what does not."""

    council: Council
    role: str
    who: Person
    admin: Person
    own: Things
    other: Things
    release: str
    bundle: str


@pytest.fixture(params=ROLES)
def world(request: pytest.FixtureRequest, council: Council) -> World:
    """Two contracts with all that hangs on them; the first is the role's own."""
    role: str = request.param
    create_key(council.register, Asker(UUID(int=0), "cli", uuid4()))
    ann = council.person("Ann Atkins", "commissioner")
    admin = council.person("Ada Able", "administrator", "adviser")
    fin = council.person("Fin Figures", "finance")
    aud = council.person("Aud Audley", "auditor")
    ours = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})
    theirs = ann.make("/v1/organisations", {"name": "Grit & Sons"})
    who = council.person("Rob Role", role, scope=_scope(role, ours["id"]))
    victim = council.person("Vic Victim")
    about: Json = {}
    if role == "subcontractor":  # whose organisation holds no contract itself
        about = {"organisation_id": ours["id"]}
        ours = ann.make("/v1/organisations", {"name": "Above Them Ltd"})
    manager = {"contract_manager": str(who.account)}
    own = _things(ann, fin, ours["id"], {**MINE, **manager}, about) | _own(admin, who)
    other = _things(ann, fin, theirs["id"], THEIRS) | _own(admin, victim)
    own, other = (things | _marked(aud, things) for things in (own, other))
    own["link"], other["link"] = _links(council, ann, role, own, other)
    own["draft"] = other["draft"] = _draft(ann)
    if role != "break_glass":
        own["draft"] = _draft(who)
    if role in ("lead_provider", "subcontractor"):  # what they filed themselves
        filed = about or {"contract_id": own["contract"]}
        own["document"] = who.file(b"%PDF-1", title="Plan", **filed)["id"]
    return World(
        council,
        role,
        who,
        admin,
        Things(own, MINE["department"]),
        Things(other, THEIRS["department"]),
        _release(council, ann, own["contract"]),
        str(aud.make("/v1/audit-bundles", {"first": 1, "last": 2})["id"]),
    )


def _scope(role: str, organisation: str) -> Any:
    if role in ("lead_provider", "subcontractor"):
        return {"organisations": [organisation]}
    if role not in SCOPES:
        return "all"
    seen = {"organisations": [organisation]} if role in VISIBLE else {}
    return {**SCOPES[role], **seen}


def _things(
    ann: Person,
    fin: Person,
    organisation: str,
    place: Mapping[str, Any],
    about: Json | None = None,
) -> dict[str, str]:
    live = {"start": "2024-04-01", "issues_contact": {"unknown": "asked_no_answer"}}
    contract = {"title": "Care", "provider_id": organisation, **live, **place}
    on_it = {
        "title": "It ends",
        "contract_id": ann.make("/v1/contracts", contract)["id"],
    }
    issue = {"title": "It ended", **about} if about else on_it
    return {
        "organisation": organisation,
        "contract": on_it["contract_id"],
        "distress": _distress(ann, organisation),
        "seat": _seat(ann, on_it["contract_id"], about, organisation),
        "holder": about["organisation_id"] if about else organisation,
        **_catalogue(ann, fin, place),
        "risk": ann.make("/v1/risks", on_it)["id"],
        "change": ann.make("/v1/changes", on_it)["id"],
        "issue": ann.make("/v1/issues", issue)["id"],
        "about": str(about.get("organisation_id", "")) if about else "",
        "document": ann.file(b"%PDF", **on_it)["id"],
        "import": ann.make("/v1/imports", IMPORTED)["id"],
        "row": _row(ann),
        "plan": ann.make("/v1/plans", {**on_it, "kind": "exit"})["id"],
        "kpi": ann.make("/v1/kpis", on_it)["id"],
        "feedback": ann.make("/v1/feedback", on_it)["id"],
    }


def _seat(ann: Person, contract: str, about: Json | None, lead: str) -> str:
    """A seat of the chain, which who asks holds, or leads."""
    holder = about["organisation_id"] if about else lead
    path = f"/v1/contracts/{contract}/supply-chain/declare"
    return str(ann.make(path, {"organisation_id": holder})["seats"][-1]["id"])


def _links(
    council: Council, ann: Person, role: str, own: Json, other: Json
) -> tuple[str, str]:
    """Links for who has a seat: a provider reads those given out for itself."""
    mine = ann
    if role == "lead_provider":
        scope = {"organisations": [own["organisation"]]}
        mine = council.person("Lea Likewise", role, scope=scope)
    one, another = (
        who.make("/v1/links", {"organisation_id": things["holder"]})
        for who, things in ((mine, own), (ann, other))
    )
    return str(one["id"]), str(another["id"])


def _marked(aud: Person, things: Mapping[str, str]) -> dict[str, str]:
    """A finding on the contract, which an auditor has seen: both have one id."""
    finding = finding_id("A54", things["contract"])
    seen = aud.make(f"/v1/findings/{finding}/acknowledge", {})
    return {"finding": finding, "acknowledgement": str(seen["id"])}


def _row(ann: Person) -> str:
    """What a sheet said in one row."""
    media = {"Content-Type": "text/csv"}
    asked = {"kind": "contracts", "source": "Sheets"}
    sheet = b"Contract title,Start date,End date\nCare,2024-04-01,2027-03-31\n"
    path = "/v1/imports"
    taken = ann.send("POST", path, content=sheet, params=asked, headers=media)
    assert taken.status_code in (200, 201), taken.text
    return str(ann.get("/v1/rows").json()["items"][0]["id"])


def _catalogue(ann: Person, fin: Person, place: Mapping[str, Any]) -> dict[str, str]:
    """What the council commissions, wants and pays."""
    department = {"department": place["department"]}
    service = {"title": place["service"], **department}
    budget = {"financial_year": "2026-27", **department}
    return {
        "service": ann.make("/v1/services", service)["id"],
        "outcome": ann.make("/v1/outcomes", {"title": "More at home"})["id"],
        "budget": fin.make("/v1/budgets", budget)["id"],
    }


def _distress(ann: Person, organisation: str) -> str:
    """A sign that every officer may know of."""
    sign = {"signal": "late_accounts", "handling": "normal"}
    path = f"/v1/organisations/{organisation}/record-distress"
    return str(ann.make(path, sign)["id"])


def _draft(who: Person) -> str:
    """What somebody has begun to say."""
    return str(who.make("/v1/drafts", dict(EXAMPLES["create_draft"]))["id"])


def _own(admin: Person, whose: Person) -> dict[str, str]:
    account = str(whose.account)
    return {
        "account": account,
        "key": admin.make("/v1/keys", {"account_id": account})["id"],
    }


@pytest.mark.exhaustive
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    council: Council, world: World
) -> None:
    wrong = [
        f"{operation} {whose}: {said}, not {expected}"
        for operation, method, path in _operations(council)
        for whose, said in _said(world, operation, method, path)
        if said not in (expected := _expected(world, operation, whose))
    ]

    assert not wrong


def test_the_table_names_every_operation_there_is(council: Council) -> None:
    named = {operation for operation, _, _ in _operations(council)}

    assert named == set(TABLE)


def _operations(council: Council) -> Iterator[tuple[str, str, str]]:
    document = council.document()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/v1/"):
                yield operation["operationId"], method.upper(), path


def _said(
    world: World, operation: str, method: str, path: str
) -> Iterator[tuple[str, str]]:
    """What is said of one's own thing and of another's; a list is asked once."""
    own = _verdict(_ask(world, operation, method, path, world.own))
    yield "own", own
    if method == "GET" and "{" not in path:
        yield "other", own
    else:
        yield "other", _verdict(_ask(world, operation, method, path, world.other))


def _ask(
    world: World, operation: str, method: str, path: str, things: Things
) -> Response:
    if path.startswith("/v1/erasures/{id}"):
        things = Things({"erasure": _erasure(world)}, "")
    if path.startswith("/v1/releases/{id}"):
        things = Things({"release": world.release}, "")
    if path.startswith("/v1/audit-bundles/{id}"):
        things = Things({"audit-bundle": world.bundle}, "")
    if method == "POST":
        if operation == "create_document":
            return world.who.upload(b"%PDF", title="Plan", **_home(things))
        if operation == "create_edit":
            return world.who.send(
                method, path, content=b"", params={"reason": "New"}, headers=WORKBOOK
            )
        stale = {} if operation.startswith(MAKING) else STALE
        return world.who.post(
            things.path(path), _body(operation, things), headers=stale
        )
    path += QUERIES.get(operation, "")
    path = path.replace("{position}", "1").replace("{tile}", "0/000.p/1")
    return world.who.get(things.path(path))


def _erasure(world: World) -> str:
    """A wish of somebody else to forget somebody."""
    forgotten = str(world.council.person("Fay Forgotten").account)
    asked = {"subject": forgotten, "basis": "uk_gdpr_17", "reason": "Asked for it"}
    return str(world.admin.make("/v1/erasures", asked)["id"])


def _release(council: Council, ann: Person, contract: str) -> str:
    """A request for information that was answered."""
    other = council.person("Bo Beside", "adviser")
    asked = {"kind": "foi", "title": "Care", "contract_ids": [contract]}
    path = f"/v1/releases/{ann.make('/v1/releases', asked)['id']}"
    ann.make(f"{path}/prepare", {})
    other.make(f"{path}/approve", {})
    return str(ann.make(f"{path}/make", {})["id"])


def _home(things: Things) -> dict[str, str]:
    """What something belongs to: a contract, or a subcontractor's own firm."""
    if firm := things.ids.get("about"):
        return {"organisation_id": firm}
    return {"contract_id": things.ids.get("contract", "")}


def _filed(operation: str, home: Json) -> Json:
    plain = {k: v for k, v in EXAMPLES[operation].items() if not k.endswith("_id")}
    return {**plain, **home}


def _body(operation: str, things: Things) -> Json:
    hanging = {"title": "It ends", "contract_id": things.ids.get("contract")}
    home = _home(things)
    on_seat = {"seat_id": things.ids.get("seat")}
    bodies: Mapping[str, Json] = {
        "create_risk": hanging,
        "adopt_risk": hanging,
        "create_change": hanging,
        "create_plan": {**hanging, "kind": "exit"},
        "create_kpi": hanging,
        "create_feedback": hanging,
        "review_risks": {"risk_ids": [things.ids.get("risk")]},
        "move_risk": {"contract_id": things.ids.get("contract")},
        "create_issue": {"title": "It ended", **home},
        "adopt_issue": {"title": "It ended", **home},
        "move_issue": {"reason": "It is this one's", **home},
        "link_document": _filed("link_document", home),
        "fingerprint_document": _filed("fingerprint_document", home),
        "create_contract": {"title": "Care", "department": things.department},
        "adopt_contract": {"title": "Care", "department": things.department},
        "create_link": {"organisation_id": things.ids.get("holder")},
        "send_return": {"seats": [{**on_seat, "nothing_changed": True}]},
        "create_import": IMPORTED,
        "create_batch": BATCHED,
        "create_key": {"account_id": things.ids.get("account")},
        "create_erasure": {
            "subject": things.ids.get("account"),
            "basis": "uk_gdpr_17",
            "reason": "Asked for it",
        },
    }
    body = bodies.get(operation) or dict(EXAMPLES[operation])
    return body | {"seat_id": things.ids["seat"]} if "seat_id" in body else body


def _verdict(reply: Response) -> str:
    """What rights said: other rules may have refused what they allowed."""
    assert reply.status_code < 500, reply.text
    forbidden = reply.status_code == 403 and reply.json()["rule"].startswith("rights/")
    if reply.status_code in (401, 404) or forbidden:
        return str(reply.status_code)
    return "allowed"


def _expected(world: World, operation: str, whose: str) -> tuple[str, ...]:
    """What rights may say, by the table and by what the role sees."""
    where = TABLE[operation].get(world.role)
    if _is_question(operation):
        return ("403",) if where is None else ("allowed",)
    if where == "anywhere":
        return ("allowed",)
    reading = operation.startswith("get_")
    if where and whose == "own" and (not reading or _sees(world, operation, whose)):
        return ("allowed",)
    # Who enters a contract becomes its manager: it is then in the portfolio.
    if where and world.role == "contract_manager" and _makes_contract(operation):
        return ("allowed",)
    if _noun(operation) not in BUSINESS:
        return ("403", "404")
    return ("403",) if _sees(world, operation, whose) else ("404",)


def _is_question(operation: str) -> bool:
    across = (
        "get_risk_register",
        "get_change_log",
        "get_clocks",
        "get_finding_burn_down",
        "get_pipeline",
        "get_diff",
        "get_supply_chain_graph",
        *ASKED_OF_CHAINS,
        "get_return",
        "stream_events",
    )
    asked = operation
    if asked in LEDGER:  # of the log as a whole
        return True
    for form in ("_csv", "_xlsx", "_ndjson", "_ics", "_pdf", "_docx"):
        asked = asked.removesuffix(form)
    return operation.startswith("list_") or asked in across


def _makes_contract(operation: str) -> bool:
    return operation in ("create_contract", "adopt_contract")


def _sees(world: World, operation: str, whose: str) -> bool:
    """Whether the role may know of what the operation is about."""
    if world.role in OFFICERS or operation == "create_organisation":
        return True
    if _makes_contract(operation):  # names nothing that is there
        return True
    noun = _noun(operation)
    if noun in CATALOGUE:
        return whose == "own" and (noun, world.role) in IN_A_SCOPE
    if noun not in BUSINESS:  # these lie in nobody's scope but that of all
        return whose == "own" and noun not in UNSCOPED
    making = operation.startswith(MAKING) and noun != "issue"
    hangs_on = "contract" if making else noun
    return whose == "own" and hangs_on in VISIBLE.get(world.role, ())


def _noun(operation: str) -> str:
    # A provider is an organisation, looked at as a whole.
    plain = operation.replace("get_provider", "get_organisation")
    for part in ("_history", "_around", "_content", "_holdings", "_preview", "_file"):
        plain = plain.removesuffix(part)
    return plain.rpartition("_")[2]
