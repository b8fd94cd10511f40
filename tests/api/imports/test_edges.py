"""Lists of edges become chains: every edge a seat, and the same graph comes back."""

import csv
import json
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import networkx as nx
import numpy as np
import pytest

from api.imports.edges.importing import import_edges
from api.imports.job import File
from api.imports.report import Report
from api.opening import EVERYTHING
from domain.errors import RuleBroken
from domain.log.submission import Asker
from domain.rights import SYSTEM
from projections.chain.assembling import chains_at
from projections.chain.graph import chain_graph
from projections.chain.measures.dependence import merged_picture
from projections.naming import Named, named
from tests.api.conftest import open_council
from tests.api.council import Council, Person
from tests.conftest import Clock

DATA = Path(__file__).parents[4] / "shared" / "data"
WILLEMS, STOCKPYL = DATA / "network-willems2008", DATA / "network-stockpyl"
here_only = pytest.mark.skipif(
    not (WILLEMS.is_dir() and STOCKPYL.is_dir()), reason="shared data is not here"
)
Arcs = list[tuple[str, str]]
LIST = b"""supplier,customer,payment_terms_days
Night Agency,Halden Homecare Ltd,60
Bank Nurses,Night Agency,30
Bank Nurses,Day Agency,
night agency,HALDEN HOMECARE LTD,60
Halden Homecare Ltd,Bank Nurses,
,Day Agency,
Odd Agency,Odd Agency,
"""


def take(council: Council, data: bytes, contract: str, **asked: Any) -> Report:
    service = council.app.state.service
    asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())

    def names() -> Named:
        with service.reads.at(EVERYTHING) as view:
            return named(view)

    file = File("edges.csv", data)
    return import_edges(
        service.register, names, file, asker, contract=contract, **asked
    )


def test_every_edge_is_a_seat_and_what_cannot_be_one_is_said(
    council: Council, ann: Person
) -> None:
    lead = ann.make("/v1/organisations", {"name": "Halden Homecare Ltd"})["id"]
    told = {"title": "Home care", "provider_id": lead}
    made = ann.make("/v1/contracts", told)
    before = council.head()

    rehearsed = take(council, LIST, made["reference"], dry_run=True)
    assert council.head() == before
    report = take(council, LIST, made["reference"])
    assert report.counts == rehearsed.counts
    assert (report.counts.new, report.counts.repeated, report.counts.refused) == (
        3,
        1,
        3,
    )
    assert {(fault.row, fault.wrong) for fault in report.faults} == {
        (5, "is there already, further up"),
        (6, "closes a circle of suppliers"),
        (7, "names no supplier"),
        (8, "supplies itself"),
    }
    seats = ann.get(f"/v1/contracts/{made['id']}/supply-chain").json()["seats"]
    places = sorted((one["tier"], one["organisation"]["name"]) for one in seats)
    assert places == [
        (2, "Day Agency"),
        (2, "Night Agency"),
        (3, "Bank Nurses"),
        (3, "Bank Nurses"),
    ]
    days = {str(one["payment_terms_days"]) for one in seats if one["tier"] == 3}
    assert "30" in days

    after = council.head()
    again = take(council, LIST, made["reference"])
    assert (again.counts.new, again.counts.unchanged) == (0, 3)
    assert council.head() == after


def test_what_is_no_list_of_edges_is_refused_in_words(
    council: Council, ann: Person
) -> None:
    made = ann.make("/v1/contracts", {"title": "Home care"})
    for data in (b"", b"name,value\na,1\n"):
        report = take(council, data, made["reference"])
        assert report.anything_refused
    with pytest.raises(RuleBroken, match="--contract"):
        take(council, LIST, "C-999999")
    bad = take(council, b"from,to,value_share\nA,B,much\n", made["reference"])
    (fault,) = bad.faults
    assert (fault.row, "value_share" in fault.advice) == (2, True)


def _willems(name: str) -> Arcs:
    text = (WILLEMS / f"{name}.csv").read_text("utf-8-sig")
    rows = csv.DictReader(StringIO(text.partition("\n")[2]))
    ends = "/arcs/arc/@from", "/arcs/arc/@to"
    return [(row[ends[0]], row[ends[1]]) for row in rows if row[ends[0]]]


def _stockpyl() -> Iterator[tuple[str, Arcs]]:
    told = json.loads((STOCKPYL / "stockpyl_instances.json").read_text())
    for instance in told["instances"]:
        if instance["type"] != "network":
            continue
        nodes = instance["data"]["_nodes"]
        arcs = [
            (f"Node {node['_index']}", f"Node {other}")
            for node in nodes
            for other in node["_successor_indices"]
        ]
        if arcs:
            yield instance["name"], arcs


def _networks() -> dict[str, Arcs]:
    small = dict(sorted(_stockpyl())[::5])
    return {**small, **{name: _willems(name) for name in ("01", "05", "11")}}


@here_only
def test_real_networks_come_back_as_networkx_knows_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    for name, arcs in _networks().items():
        with open_council(tmp_path_factory.mktemp("edges"), Clock()) as council:
            _compare(council, name, arcs)


def _compare(council: Council, name: str, arcs: Arcs) -> None:
    ann = council.person("Ann Bell", "commissioner")
    lead = ann.make("/v1/organisations", {"name": "The Lead"})["id"]
    told = {"title": name, "provider_id": lead}
    made = ann.make("/v1/contracts", told)
    ann.make(f"/v1/contracts/{made['id']}/start", {"started_on": "2026-01-01"})
    text = "\n".join(["from,to", *(",".join(arc) for arc in arcs)])
    report = take(council, text.encode(), made["reference"])
    assert (report.counts.new, report.faults) == (len(set(arcs)), ())

    expected: nx.DiGraph[str] = nx.DiGraph(arcs)
    with council.app.state.service.reads.at(EVERYTHING) as view:
        graph, standing = chain_graph(view), chains_at(view)
    labels = {node: said["label"] for node, said in graph.nodes(data=True)}
    whole = nx.relabel_nodes(nx.DiGraph(graph), labels).reverse()
    found = whole.subgraph(set(whole) - {name, "The Lead"})
    assert set(found.edges) == set(expected.edges)
    assert set(found) == set(expected)
    longest = nx.dag_longest_path_length
    assert longest(found) == longest(expected)
    flat, known = found.to_undirected(), expected.to_undirected()
    points = nx.articulation_points
    assert set(points(flat)) == set(points(known))
    for node in expected:
        assert nx.descendants(found, node) == nx.descendants(expected, node)
    # All that the lead reaches is dominated by it alone, or by who is passed always.
    heads = [node for node in expected if not expected.out_degree(node)]
    rooted: nx.DiGraph[str]
    rooted = nx.DiGraph([*expected.reverse().edges, *(("The Lead", h) for h in heads)])
    own = whole.reverse().subgraph({*expected, "The Lead"})
    dominators = nx.immediate_dominators
    assert dominators(own, "The Lead") == dominators(rooted, "The Lead")
    # Every place but the lead's is a seat; whoever fails is found below the lead.
    assert standing.seats.born.size == len(set(arcs)) + len(heads)
    for firm in np.unique(standing.forest.organisation):
        failed = np.arange(standing.firms.size) == firm
        assert merged_picture(standing.forest, failed) == 1
