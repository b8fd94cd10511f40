"""Networks of real supply chains come back as networkx knows them from their files.

They lie in one register, a contract each, as anybody's list of edges comes in; many
name the same organisations. A few are looked at in every run, all of them when asked.
"""

import csv
import json
from collections.abc import Iterator, Sequence
from io import StringIO
from pathlib import Path

import networkx as nx
import numpy as np
import pytest

from api.opening import EVERYTHING
from projections.chain.assembling import chains_at
from projections.chain.dated import Column
from projections.chain.graph import chain_graph
from projections.chain.measures.dependence import merged_picture, single_failures
from projections.chain.measures.forest import Forest
from projections.chain.naming import Names
from projections.view import View
from tests.api.conftest import open_council
from tests.api.council import Council
from tests.api.imports.edges import take
from tests.conftest import Clock

DATA = Path(__file__).parents[4] / "shared" / "data"
WILLEMS, STOCKPYL = DATA / "network-willems2008", DATA / "network-stockpyl"
pytestmark = pytest.mark.skipif(
    not (WILLEMS.is_dir() and STOCKPYL.is_dir()), reason="shared data is not here"
)
Arcs = list[tuple[str, str]]
Known = nx.DiGraph
FEW = ("chain 01", "chain 05", "chain 11")


def _willems() -> Iterator[tuple[str, Arcs]]:
    ends = "/arcs/arc/@from", "/arcs/arc/@to"
    for path in sorted(WILLEMS.glob("*.csv")):
        text = path.read_text("utf-8-sig")
        rows = csv.DictReader(StringIO(text.partition("\n")[2]))
        arcs = [(row[ends[0]], row[ends[1]]) for row in rows if row[ends[0]]]
        yield f"chain {path.stem}", arcs


def _stockpyl() -> Iterator[tuple[str, Arcs]]:
    """Every network of the textbook, but the one of a single node that has no arc."""
    told = json.loads((STOCKPYL / "stockpyl_instances.json").read_text())
    for instance in told["instances"]:
        if instance["type"] != "network":
            continue
        arcs = [
            (f"Node {node['_index']}", f"Node {other}")
            for node in instance["data"]["_nodes"]
            for other in node["_successor_indices"]
        ]
        if arcs:
            yield instance["name"], arcs


def test_a_few_real_networks_come_back_as_networkx_knows_them(tmp_path: Path) -> None:
    some = {name: arcs for name, arcs in _willems() if name in FEW}
    _compare_all(tmp_path, some | dict(sorted(_stockpyl())[::5]))


@pytest.mark.exhaustive
@pytest.mark.timeout(600)
def test_every_real_network_comes_back_as_networkx_knows_it(tmp_path: Path) -> None:
    _compare_all(tmp_path, dict(_willems()) | dict(_stockpyl()))


def _compare_all(folder: Path, networks: dict[str, Arcs]) -> None:
    with open_council(folder, Clock()) as council:
        ids = {name: _load(council, name, arcs) for name, arcs in networks.items()}
        known = {name: _rooted(name, arcs) for name, arcs in networks.items()}
        with council.app.state.service.reads.at(EVERYTHING) as view:
            for name, contract in ids.items():
                _same_graph(name, known[name], _found(view, contract, name))
            _same_places(view, known)


def _load(council: Council, name: str, arcs: Arcs) -> str:
    """Brings a network as a list of edges into the chain of a contract of its own."""
    ann = council.person("Ann Bell", "commissioner")
    lead = ann.make("/v1/organisations", {"name": _lead(name)})["id"]
    made = ann.make("/v1/contracts", {"title": name, "provider_id": lead})
    ann.make(f"/v1/contracts/{made['id']}/start", {"started_on": "2026-01-01"})
    text = "\n".join(["from,to", *(",".join(arc) for arc in arcs)])
    report = take(council, text.encode(), made["reference"])
    assert (report.counts.new, report.faults) == (len(set(arcs)), ())
    contract: str = made["id"]
    return contract


def _lead(name: str) -> str:
    return f"Lead of {name}"


def _rooted(name: str, arcs: Arcs) -> "Known[str]":
    """The graph of the file, from who is supplied to who supplies, under its lead."""
    graph: Known[str] = nx.DiGraph((customer, supplier) for supplier, customer in arcs)
    heads = [node for node, above in graph.in_degree() if not above]
    graph.add_edges_from((_lead(name), head) for head in heads)
    return graph


def _found(view: View, contract: str, name: str) -> "Known[str]":
    """The graph that is exported of a contract, its organisations by their names."""
    graph = chain_graph(view, [contract])
    labels = {node: said["label"] for node, said in graph.nodes(data=True)}
    assert len(set(labels.values())) == len(labels)
    found: Known[str] = nx.relabel_nodes(nx.DiGraph(graph), labels)
    found.remove_node(name)
    return found


def _same_graph(name: str, known: "Known[str]", found: "Known[str]") -> None:
    assert set(found) == set(known)
    assert set(found.edges) == set(known.edges)
    longest = nx.dag_longest_path_length
    assert longest(found) == longest(known)
    points = nx.articulation_points
    # The lead, whom the file does not know, joins what may be in pieces.
    for lead in (True, False):
        both = [each.to_undirected() for each in (found, known)]
        if not lead:
            for each in both:
                each.remove_node(_lead(name))
        assert set(points(both[0])) == set(points(both[1]))
    for node in known:
        assert nx.descendants(found, node) == nx.descendants(known, node)
    dominators = nx.immediate_dominators
    assert dominators(found, _lead(name)) == dominators(known, _lead(name))


def _same_places(view: View, networks: "dict[str, Known[str]]") -> None:
    """Columns hold every edge once, and the measures on them what the files hold."""
    standing = chains_at(view)
    forest = standing.forest
    assert standing.seats.born.size == sum(len(g.edges) for g in networks.values())
    firms = _called(view, "organisation", standing.firms)
    contracts = _called(view, "contract", standing.contracts.born)
    pairs = single_failures(forest, standing.others)
    both = zip(pairs.contract.tolist(), pairs.organisation.tolist(), strict=True)
    held = {(contracts[contract], firms[firm]) for contract, firm in both}
    assert held == {(name, node) for name, graph in networks.items() for node in graph}
    deepest = np.zeros(forest.worth.size, np.int64)
    np.maximum.at(deepest, forest.contract, forest.tier)
    for name, tier in zip(contracts, deepest.tolist(), strict=True):
        graph = networks[name]
        # Of who supplies several, all that stands below hangs on the first of them.
        if max(above for _, above in graph.in_degree()) == 1:
            assert tier == nx.dag_longest_path_length(graph) + 1
    _same_reach(forest, firms, networks)


def _called(view: View, noun: str, born: Column) -> list[str]:
    names = Names(view, noun, born.tolist())
    return [names.of(each)["name"] for each in born.tolist()]


def _same_reach(
    forest: Forest, firms: Sequence[str], networks: "dict[str, Known[str]]"
) -> None:
    """In the merged picture a failure reaches whatever hangs on it in any network."""
    merged = nx.compose_all(networks.values())
    below = {name: nx.descendants(merged, _lead(name)) for name in networks}
    for firm, node in enumerate(firms):
        hit = sum(node == _lead(name) or node in each for name, each in below.items())
        failed = np.arange(len(firms)) == firm
        assert merged_picture(forest, failed) == hit
