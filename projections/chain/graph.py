"""Supply chains as a networkx graph: the model for every export and any algorithm.

Nodes are contracts and organisations; edges are seats, each from who pays to who
delivers, with the id of the seat as its key. A contract has an edge to its lead.
"""

from collections.abc import Iterator
from typing import Any, Final

import networkx as nx

from projections.chain.columns import NOT_KNOWN, Columns, read_columns
from projections.chain.heads import Head, read_heads
from projections.chain.sight import PUBLIC, payer, seen
from projections.view import View

Json = dict[str, Any]
# What whoever may know of a contract may know of the seats of its chain.
OPEN: Final = ("contract_id", "reference", "tier", "role", "status", "start", "end")


def chain_graph(
    view: View,
    contracts: list[str] | None = None,
    *,
    tier: int | None = None,
    depth: int | None = None,
) -> "nx.MultiDiGraph[str]":
    """The chains of some contracts, None for all of them.

    `tier` keeps the seats of one tier, `depth` those down to one; the lead is tier 1.
    Who may see a part only gets that part: providers their own seats and what lies
    below, members and clients who does what, without terms.
    """
    columns = read_columns(view, contracts)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        effective_on=view.pin.effective_on.isoformat()
    )
    heads = read_heads(view, contracts if contracts is not None else columns.contracts)
    for head in heads.values():
        if head.is_open:
            _add_contract(graph, head, lead=tier in (None, 1))
    for at, sight in enumerate(seen(view, columns, heads)):
        wanted = columns.tier[at]
        is_asked = tier is None or wanted == tier
        if sight and is_asked and (depth is None or wanted <= depth):
            said = _terms(columns, at)
            if sight == PUBLIC:
                said = {name: said[name] for name in OPEN}
            head_of = heads.get(columns.contracts[columns.contract[at]])
            _add_seat(graph, columns, at, head_of, _known(said))
    _name_organisations(view, graph)
    return graph


def _add_contract(graph: "nx.MultiDiGraph[str]", head: Head, *, lead: bool) -> None:
    contract = head.contract
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
    if lead and head.lead is not None:
        graph.add_node(head.lead, kind="organisation")
        days = {name: _text(contract[name]) for name in ("start", "end")}
        more = {
            "tier": 1,
            "contract_id": contract["id"],
            "annual_value": amount,
            **days,
        }
        graph.add_edge(
            contract["id"], head.lead, key=f"lead:{contract['id']}", **_known(more)
        )


def _add_seat(
    graph: "nx.MultiDiGraph[str]",
    columns: Columns,
    at: int,
    head: Head | None,
    said: Json,
) -> None:
    """Adds a seat; who pays is whoever holds the place above, or the lead."""
    contract = columns.contracts[columns.contract[at]]
    holder = columns.organisations[columns.organisation[at]]
    pays = payer(columns, at, head)
    if pays is None:  # nobody knows who leads
        pays = contract
        if contract not in graph:
            graph.add_node(contract, kind="contract")
    for node in (pays, holder):
        if node not in graph:
            graph.add_node(node, kind="organisation")
    graph.add_edge(pays, holder, key=columns.ids[at], **said)


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
        "start": columns.starts[at],
        "end": columns.ends[at],
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
    for pays, holder, key, said in graph.edges(keys=True, data=True):
        ends = {
            "from": pays,
            "from_label": graph.nodes[pays].get("label"),
            "to": holder,
            "to_label": graph.nodes[holder].get("label"),
        }
        yield {"seat_id": key, **ends, **said}
