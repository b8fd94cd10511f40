"""Supply chains through the API: who delivers through whom, on what terms."""

from io import BytesIO
from typing import Any

import networkx as nx
import pytest

from tests.api.council import Council, Json, Person

DAYS = {"payment_terms_days": 60, "payment_trigger": "pay_when_paid"}
POUNDS = {"amount": "1000000.00", "currency": "GBP", "vat_basis": "net"}


class Chain:
    """A home care contract with its chain, and what can be asked of it."""

    def __init__(self, council: Council, ann: Person, **terms: Any) -> None:
        self.council, self.ann = council, ann
        self.lead = self.firm("Halden Homecare Ltd")
        told = {
            "title": "Home care",
            "provider_id": self.lead,
            "regime": "PA23",
            "department": "Adult social care",
            "service": "Home care",
            "wards": ["Abbey"],
            "payment_terms_days": 30,
            "annual_value": POUNDS,
            "start": "2025-04-01",
            **terms,
        }
        self.contract = ann.make("/v1/contracts", told)
        self.path = f"/v1/contracts/{self.contract['id']}/supply-chain"

    def firm(self, name: str) -> str:
        return str(self.ann.make("/v1/organisations", {"name": name})["id"])

    def declare(self, holder: str, **terms: Any) -> str:
        """A new seat; its id."""
        said = {"organisation_id": holder, "start": "2025-04-01", **terms}
        made = self.ann.make(f"{self.path}/declare", said)
        return str(made["seats"][-1]["id"])

    def act(self, verb: str, who: Person | None = None, **said: Any) -> Json:
        return (who or self.ann).make(f"{self.path}/{verb}", said)

    def read(self, who: Person | None = None, query: str = "") -> Json:
        reply = (who or self.ann).get(self.path + query)
        assert reply.status_code == 200, reply.text
        read: Json = reply.json()
        return read

    def provider(self, name: str, role: str, organisation: str) -> Person:
        scope = {"organisations": [organisation]}
        return self.council.person(name, role, scope=scope)


@pytest.fixture
def chain(council: Council, ann: Person) -> Chain:
    """The chain of one contract, of which nothing is known yet."""
    return Chain(council, ann)


def test_a_chain_of_which_nothing_is_known_says_so(chain: Chain) -> None:
    read = chain.read()

    assert (read["version"], read["seats"], read["consortium"]) == (0, [], None)
    assert read["lead"]["organisation"]["name"] == "Halden Homecare Ltd"
    assert read["lead"]["value"]["amount"] == "1000000.00"
    assert read["coverage"]["tiers"] == [
        {
            "tier": 1,
            "places": 1,
            "next_tier_known": 0,
            "without_value": 0,
            "share_of_value": "0",
        }
    ]
    assert len(read["principles"]) == 15


def test_tiers_values_and_what_is_kept_follow_from_who_stands_under_whom(
    chain: Chain,
) -> None:
    nights = chain.declare(chain.firm("Nightly"), value_share="0.4")
    chain.declare(chain.firm("Bank"), value_share="0.5", parent_seat_id=nights)
    chain.declare(chain.firm("Agency"), parent_seat_id=nights)
    read = chain.read()

    first, second, third = read["seats"]
    assert [seat["tier"] for seat in read["seats"]] == [2, 3, 3]
    assert first["value"]["amount"] == "400000.00"
    assert second["value"]["amount"] == "200000.00"
    assert read["lead"]["retained"]["amount"] == "600000.00"
    # The third has no value that anybody said: what is kept is at most so much.
    assert (third["value"], first["retained"]) == (None, None)
    assert first["retained_at_most"]["amount"] == "200000.00"
    assert second["retained"]["amount"] == "200000.00"


def test_terms_are_judged_by_the_law_that_rules_the_contract(
    council: Council, ann: Person, chain: Chain
) -> None:
    nights = chain.declare(chain.firm("Nightly"), **DAYS)
    seat = chain.read()["seats"][0]
    assert seat["terms_verdict"]["finding"] == "void"
    assert seat["terms_verdict"]["source"] == "Procurement Act 2023, s.73"
    assert seat["terms_verdict"]["days"] == 30
    assert seat["cumulative_days"] == 90

    chain.act("amend", seat_id=nights, payment_trigger="invoice_receipt")
    chain.act("amend", seat_id=nights, payment_terms_days=30)
    assert chain.read()["seats"][0]["terms_verdict"]["finding"] == "lawful"

    older = Chain(council, ann, regime="PCR2015")
    older.declare(older.firm("Older"), **DAYS)
    verdict = older.read()["seats"][0]["terms_verdict"]
    assert (verdict["finding"], verdict["basis"]) == ("breach", "statute")
    nobody_knows = Chain(council, ann, regime="unknown")
    nobody_knows.declare(nobody_knows.firm("Dark"), **DAYS)
    verdict = nobody_knows.read()["seats"][0]["terms_verdict"]
    assert (verdict["finding"], verdict["missing"]) == ("unknown", ["regime"])


def test_a_circle_and_more_than_the_whole_are_refused_by_name(chain: Chain) -> None:
    firm = chain.firm("Nightly")
    nights = chain.declare(firm, value_share="0.7")
    more = {"organisation_id": firm, "value_share": "0.4"}
    refused = chain.ann.post(f"{chain.path}/declare", more)
    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-S2")
    under = {"seat_id": nights, "parent_seat_id": nights}
    refused = chain.ann.post(f"{chain.path}/amend", under)
    assert (refused.status_code, refused.json()["rule"]) == (422, "INV-S1")


def test_both_clocks_reach_a_chain(chain: Chain) -> None:
    nights = chain.declare(
        chain.firm("Nightly"), payment_terms_days=60, start="2025-05-01"
    )
    before = chain.council.head()
    chain.act("amend", seat_id=nights, payment_terms_days=30, effective_on="2026-06-01")
    now = chain.read()["seats"][0]
    known = chain.read(query=f"?known_at={before}")["seats"][0]
    true = chain.read(query="?effective_on=2026-05-31")["seats"][0]
    assert [s["payment_terms_days"] for s in (now, known, true)] == [30, 60, 60]
    assert chain.read(query="?effective_on=2025-04-15")["seats"] == []


def test_a_seat_that_ended_is_told_apart_and_its_place_can_be_taken(
    chain: Chain,
) -> None:
    nights = chain.declare(chain.firm("Nightly"), value_share="0.7")
    made = chain.act(
        "replace",
        seat_id=nights,
        organisation_id=chain.firm("Daily"),
        ended_on="2026-10-01",
    )
    assert [s["organisation"]["name"] for s in made["seats"]] == ["Daily"]
    assert [s["organisation"]["name"] for s in made["past_seats"]] == ["Nightly"]
    assert made["seats"][0]["replaces"] == nights
    assert made["seats"][0]["value"]["amount"] == "700000.00"
    assert chain.read(query="?effective_on=2026-09-30")["seats"][0]["id"] == nights


def test_if_match_counts_what_is_returned_of_seats_too(chain: Chain) -> None:
    nights = chain.declare(chain.firm("Nightly"))
    read = chain.ann.get(chain.path)
    first = {"seat_id": nights, "side": "payee", "nothing_changed": True}
    match = {"If-Match": read.headers["ETag"]}
    done = chain.ann.post(f"{chain.path}/attest", first, headers=match)
    assert done.status_code == 200, done.text
    assert done.json()["version"] == read.json()["version"] + 1
    stale = chain.ann.post(f"{chain.path}/attest", first, headers=match)
    assert stale.status_code == 412


def test_sides_that_differ_are_disputed_until_they_agree(chain: Chain) -> None:
    agency = chain.firm("Nightly")
    nights = chain.declare(agency, payment_terms_days=30)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    sub = chain.provider("Sue Sub", "subcontractor", agency)

    chain.act("attest", lead, seat_id=nights, payment_terms_days=30)
    chain.act("attest", sub, seat_id=nights, payment_terms_days=52)
    seat = chain.read()["seats"][0]
    assert seat["disputed"] == ["payment_terms_days"]
    assert seat["attested_payer"]["terms"] == {"payment_terms_days": 30}
    assert seat["attested_payee"]["terms"] == {"payment_terms_days": 52}

    chain.act("attest", sub, seat_id=nights, payment_terms_days=30)
    assert chain.read()["seats"][0]["disputed"] == []


def test_nobody_speaks_for_the_other_side(chain: Chain) -> None:
    agency = chain.firm("Nightly")
    nights = chain.declare(agency)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    said = {"seat_id": nights, "side": "payee", "payment_terms_days": 30}
    refused = lead.post(f"{chain.path}/attest", said)
    assert (refused.status_code, refused.json()["rule"]) == (422, "own-side")


def test_what_its_price_is_like_is_between_a_charity_and_the_council(
    chain: Chain,
) -> None:
    agency = chain.firm("Nightly")
    nights = chain.declare(agency)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    sub = chain.provider("Sue Sub", "subcontractor", agency)
    chain.act("attest", sub, seat_id=nights, nothing_changed=True, pricing_works=False)

    told = [
        chain.read(who)["seats"][0]["attested_payee"]["terms"].get("pricing_works")
        for who in (chain.ann, sub, lead)
    ]
    assert told == [False, False, None]


def test_a_provider_reads_its_own_seat_and_what_lies_below(chain: Chain) -> None:
    agency, bank, other = (chain.firm(n) for n in ("Nightly", "Bank", "Other"))
    nights = chain.declare(agency, value_share="0.4")
    below = chain.declare(bank, parent_seat_id=nights)
    apart = chain.declare(other)
    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    middle = chain.provider("Mia Middle", "lead_provider", agency)
    sub = chain.provider("Sue Sub", "subcontractor", bank)
    stranger = chain.provider("Sam Stranger", "subcontractor", chain.firm("None"))

    def seen(who: Person) -> list[str]:
        return [seat["id"] for seat in chain.read(who)["seats"]]

    assert seen(lead) == [nights, below, apart]
    assert seen(middle) == [nights, below]
    assert seen(sub) == [below]
    assert chain.read(sub)["lead"] is None
    assert stranger.get(chain.path).status_code == 404


def test_members_and_clients_read_who_does_what_and_no_terms(chain: Chain) -> None:
    chain.declare(chain.firm("Nightly"), role="Nights", value_share="0.4", **DAYS)
    member = chain.council.person(
        "Mo Member", "elected_member", scope={"wards": ["Abbey"]}
    )
    client = chain.council.person(
        "Cleo Client", "client", scope={"services": ["Home care"]}
    )
    for who in (member, client):
        read = chain.read(who)
        (seat,) = read["seats"]
        assert (seat["role"], seat["tier"]) == ("Nights", 2)
        assert {"value", "terms_verdict", "risk_facts", "disputed"}.isdisjoint(seat)
        assert (read["coverage"], read["principles"]) == (None, None)
        assert "value" not in read["lead"]


def test_partners_of_a_consortium_have_places_of_their_own(chain: Chain) -> None:
    other = chain.firm("Partner")
    table = [
        {"organisation_id": chain.lead, "share": "0.7"},
        {"organisation_id": other, "share": "0.3"},
    ]
    made = chain.act("form-consortium", members=table, legal_form="alliance")
    members = made["consortium"]["members"]
    assert made["consortium"]["shares_come_to"] == "1.0"
    assert members[0]["seat_id"] == made["lead"]["seat_id"]
    assert made["lead"]["value"]["amount"] == "700000.00"

    chain.declare(
        chain.firm("Below"), value_share="0.5", parent_seat_id=members[1]["seat_id"]
    )
    seat = chain.read()["seats"][0]
    assert (seat["tier"], seat["value"]["amount"]) == (2, "150000.00")


def test_returns_stay_with_their_seat_and_the_last_of_a_period_counts(
    chain: Chain,
) -> None:
    nights = chain.declare(chain.firm("Nightly"))
    paid: Json = {"seat_id": nights, "side": "payee", "period": "2026-Q3"}
    chain.act("report-payments", **paid, longest_days=52)
    chain.act("report-payments", **paid, longest_days=61)
    volumes = [{"unit": "hours", "planned": "400", "actual": "371"}]
    chain.act("report-volumes", **paid, volumes=volumes)
    chain.act("spot-check", seat_id=nights, terms_seen=True, checked_on="2026-11-02")
    seat = chain.read()["seats"][0]
    assert [each["longest_days"] for each in seat["payments"]] == [61]
    assert seat["volumes"][0]["volumes"][0]["actual"] == "371"
    assert seat["spot_checks"][0]["checked_on"] == "2026-11-02"
    history = chain.ann.get(f"{chain.path}/history").json()["items"]
    assert [event["fact"] for event in history][-4:] == [
        "seat-payments-reported",
        "seat-payments-reported",
        "seat-volumes-reported",
        "seat-spot-checked",
    ]


def test_a_chain_is_a_file_as_well(chain: Chain) -> None:
    chain.declare(chain.firm("=Nightly"), role="Nights", **DAYS)
    text = chain.ann.get(f"{chain.path}.csv").text
    assert "'=Nightly" in text
    assert "Procurement Act 2023, s.73" in text
    assert chain.ann.get(f"{chain.path}.xlsx").content[:2] == b"PK"


def test_seats_are_listed_across_contracts(chain: Chain) -> None:
    chain.declare(chain.firm("Nightly"), payment_terms_days=60)
    listed = chain.ann.get("/v1/seats?payment_terms_days_from=31").json()
    assert listed["total"] == 1
    assert listed["items"][0]["organisation_name"] == "Nightly"
    reference = listed["items"][0]["reference"]
    assert chain.ann.get(f"/v1/seats/{reference}").json()["contract_title"]


@pytest.mark.parametrize("form", ["graphml", "gexf", "dot", "mermaid", "csv"])
def test_the_graph_comes_in_the_forms_of_other_programs(
    chain: Chain, form: str
) -> None:
    chain.declare(chain.firm('Night & "Day" <Ltd>'), role="Nights")
    reply = chain.ann.get(f"/v1/supply-chain/graph?format={form}")
    assert reply.status_code == 200
    assert "Night" in reply.text


def test_the_graph_is_read_back_by_networkx(chain: Chain) -> None:
    nights = chain.declare(chain.firm("Nightly"), value_share="0.4", essential=True)
    below = chain.declare(chain.firm("Bank"), parent_seat_id=nights)

    def graph(query: str = "") -> Any:
        reply = chain.ann.get(f"/v1/supply-chain/graph{query}")
        assert reply.status_code == 200, reply.text
        return nx.node_link_graph(reply.json(), edges="edges")

    whole = graph()
    assert isinstance(whole, nx.MultiDiGraph)
    keys = {key: said for _, _, key, said in whole.edges(keys=True, data=True)}
    assert keys[nights]["tier"] == 2
    assert keys[nights]["essential"] is True
    assert keys[below]["tier"] == 3
    assert nx.has_path(whole, chain.contract["id"], list(whole)[-1])
    assert below not in {k for *_, k in graph("?depth=2").edges(keys=True)}
    assert {k for *_, k in graph("?tier=3").edges(keys=True)} == {below}
    assert len(graph("?service=home%20care").edges) == 3
    assert len(graph("?service=Gritting").edges) == 0
    one = f"?contract={chain.contract['reference']}"
    assert len(graph(one).edges) == 3
    assert chain.ann.get("/v1/supply-chain/graph?format=png").status_code == 422


def test_each_sees_its_own_part_of_the_graph(chain: Chain) -> None:
    agency, bank, other = (chain.firm(n) for n in ("Nightly", "Bank", "Other"))
    nights = chain.declare(agency, value_share="0.4", role="Nights")
    below = chain.declare(bank, parent_seat_id=nights)
    apart = chain.declare(other, payment_terms_days=60)
    strange = Chain(chain.council, chain.ann, service="Gritting", wards=["Castle"])
    strange.declare(strange.firm("Salt"))

    def edges(who: Person) -> Json:
        reply = who.get("/v1/supply-chain/graph")
        assert reply.status_code == 200, reply.text
        graph: Any = nx.node_link_graph(reply.json(), edges="edges")
        return {key: said for *_, key, said in graph.edges(keys=True, data=True)}

    lead = chain.provider("Lea Lead", "lead_provider", chain.lead)
    middle = chain.provider("Mia Middle", "lead_provider", agency)
    member = chain.council.person(
        "Mo Member", "elected_member", scope={"wards": ["Abbey"]}
    )
    client = chain.council.person(
        "Cleo Client", "client", scope={"services": ["Home care"]}
    )
    top = f"lead:{chain.contract['id']}"
    assert edges(lead).keys() == {top, nights, below, apart}
    assert edges(lead)[apart]["payment_terms_days"] == 60
    assert edges(middle).keys() == {nights, below}
    for who in (member, client):
        seen = edges(who)
        assert seen.keys() == {top, nights, below, apart}
        assert seen[nights].keys() == {
            "contract_id",
            "reference",
            "tier",
            "role",
            "status",
            "start",
        }


def test_another_lead_stands_at_the_head_of_chain_and_graph(chain: Chain) -> None:
    seat = chain.declare(chain.firm("Nightly"))
    new = chain.firm("Alder Care")
    chain.act("change-lead", organisation_id=new, effective_on="2026-06-01")

    def at_the_head(query: str = "") -> set[str]:
        graph: Any = nx.node_link_graph(
            chain.ann.get(f"/v1/supply-chain/graph{query}").json(), edges="edges"
        )
        payers = {payer for payer, _, key in graph.edges(keys=True) if key == seat}
        return payers | set(graph.successors(chain.contract["id"]))

    assert at_the_head() == {new}
    assert at_the_head("?effective_on=2026-05-31") == {chain.lead}
    assert chain.read()["lead"]["organisation"]["name"] == "Alder Care"
    before = chain.read(query="?effective_on=2026-05-31")
    assert before["lead"]["organisation"]["id"] == chain.lead


def test_partners_pay_those_below_them_in_the_graph(chain: Chain) -> None:
    other, below = chain.firm("Partner"), chain.firm("Below")
    table = [{"organisation_id": one} for one in (chain.lead, other)]
    made = chain.act("form-consortium", members=table)
    place = made["consortium"]["members"][1]["seat_id"]
    seat = chain.declare(below, parent_seat_id=place)
    reply = chain.ann.get("/v1/supply-chain/graph").json()
    graph: Any = nx.node_link_graph(reply, edges="edges")
    assert (other, below, seat) in graph.edges(keys=True)


def test_graphml_is_the_same_graph_as_node_link(chain: Chain) -> None:
    """What one program reads from GraphML and another from JSON is one graph."""
    nights = chain.declare(
        chain.firm("Night & Day"), value_share="0.4", essential=True, **DAYS
    )
    chain.declare(chain.firm("Bank"), parent_seat_id=nights, annual_value=POUNDS)

    def asked(form: str) -> Any:
        return chain.ann.get(f"/v1/supply-chain/graph?format={form}")

    told = nx.node_link_graph(asked("json").json(), edges="edges")
    read = nx.parse_graphml(asked("graphml").text, force_multigraph=True)
    assert isinstance(read, nx.MultiDiGraph)
    assert dict(read.nodes(data=True)) == dict(told.nodes(data=True))
    assert _edges(read) == _edges(told)
    assert nx.node_link_data(told, edges="edges") == asked("json").json()


def test_gexf_says_from_when_until_when_each_place_is_held(chain: Chain) -> None:
    days = {"start": "2026-04-01", "end": "2027-03-31"}
    chain.declare(chain.firm("Nightly"), **days)
    text = chain.ann.get("/v1/supply-chain/graph?format=gexf").text
    assert 'mode="dynamic"' in text
    assert 'timeformat="date"' in text

    read = nx.read_gexf(BytesIO(text.encode()))
    told = [dict(said) for *_, said in read.edges(data=True) if said.get("end")]
    assert days in [{name: one.get(name) for name in days} for one in told]


def _edges(graph: Any) -> list[tuple[Any, ...]]:
    """Every edge without its key, which GraphML keeps as an id of its own."""
    return sorted(
        (payer, holder, sorted(said.items()))
        for payer, holder, said in graph.edges(data=True)
    )
