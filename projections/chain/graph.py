"""Supply chains as a networkx graph: the model for every export and any algorithm.

Nodes are contracts and organisations; edges are seats, each from who pays to who
delivers, with the id of the seat as its key. A contract has an edge to its lead.
"""

from collections.abc import Iterator
from typing import Any

import networkx as nx

from projections.chain.columns import NOT_KNOWN, Columns, read_columns
from projections.view import View

Json = dict[str, Any]


def chain_graph(
    view: View,
    contracts: list[str] | None = None,
    *,
    tier: int | None = None,
    depth: int | None = None,
) -> "nx.MultiDiGraph[str]":
    """The chains of some contracts, None for all of them.

    `tier` keeps the seats of one tier, `depth` those down to one; the lead is tier 1.
    """
    columns = read_columns(view, contracts)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        effective_on=view.pin.effective_on.isoformat()
    )
    named = contracts if contracts is not None else columns.contracts
    heads = {
        c["id"]: c for c in view.rendered("contract", view.rows("contract", named))
    }
    for contract in heads.values():
        _add_contract(graph, contract, lead=tier in (None, 1))
    for at in range(len(columns.ids)):
        wanted = columns.tier[at]
        if (tier is None or wanted == tier) and (depth is None or wanted <= depth):
            _add_seat(graph, columns, at, heads)
    _name_organisations(view, graph)
    return graph


def _add_contract(graph: "nx.MultiDiGraph[str]", contract: Json, *, lead: bool) -> None:
    value = contract["annual_value"]
    amount = value.get("amount") if isinstance(value, dict) else None
    said = {
        "kind": "contract",
        "label": contract["title"],
        "reference": contract["reference"],
        "annual_value": amount,
        "service": _text(contract["service"]),
    }
    graph.add_node(contract["id"], **_known(said))
    provider = contract["provider_id"]
    if lead and isinstance(provider, str):
        graph.add_node(provider, kind="organisation")
        more = {"tier": 1, "contract_id": contract["id"], "annual_value": amount}
        graph.add_edge(
            contract["id"], provider, key=f"lead:{contract['id']}", **_known(more)
        )


def _add_seat(
    graph: "nx.MultiDiGraph[str]", columns: Columns, at: int, heads: dict[str, Json]
) -> None:
    """Adds a seat; who pays is whoever holds the seat above, or the lead."""
    contract = columns.contracts[columns.contract[at]]
    holder = columns.organisations[columns.organisation[at]]
    above = columns.parent[at]
    lead = heads.get(contract, {}).get("provider_id")
    payer = lead if isinstance(lead, str) else contract
    if above != NOT_KNOWN:
        payer = columns.organisations[columns.organisation[above]]
    for node in (payer, holder):
        if node not in graph:
            graph.add_node(node, kind="organisation")
    graph.add_edge(payer, holder, key=columns.ids[at], **_known(_terms(columns, at)))


def _terms(columns: Columns, at: int) -> Json:
    pence, share = int(columns.pence[at]), int(columns.share[at])
    days, essential = int(columns.days[at]), int(columns.essential[at])
    return {
        "contract_id": columns.contracts[columns.contract[at]],
        "reference": f"S-{columns.references[at]}",
        "tier": int(columns.tier[at]),
        "role": columns.roles[at],
        "status": columns.statuses[at],
        "annual_value": None if pence == NOT_KNOWN else f"{pence / 100:.2f}",
        "value_share": None if share == NOT_KNOWN else f"{share / 1e6:g}",
        "payment_terms_days": None if days == NOT_KNOWN else days,
        "payment_trigger": columns.triggers[at],
        "essential": None if essential == NOT_KNOWN else bool(essential),
    }


def _name_organisations(view: View, graph: "nx.MultiDiGraph[str]") -> None:
    firms = [n for n, said in graph.nodes(data=True) if said["kind"] == "organisation"]
    labels = view.labels("organisation", sorted(firms))
    for node in firms:
        label = labels.get(node, {})
        said = {"label": label.get("name"), "reference": label.get("reference")}
        graph.nodes[node].update(_known(said))


def _known(said: Json) -> Json:
    """What is known: formats for graphs have no word for what is not."""
    return {name: value for name, value in said.items() if value is not None}


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def edges(graph: "nx.MultiDiGraph[str]") -> Iterator[Json]:
    """Every edge as a row, with how its ends are called."""
    for payer, holder, key, said in graph.edges(keys=True, data=True):
        ends = {
            "from": payer,
            "from_label": graph.nodes[payer].get("label"),
            "to": holder,
            "to_label": graph.nodes[holder].get("label"),
        }
        yield {"seat_id": key, **ends, **said}
