"""A list of edges as a table: who supplies whom, and on what terms if it says so."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple

import networkx as nx

from api.imports.faults import Fault, noted, refused
from api.imports.sheets.csv_text import read_csv

# What the columns are called, in small letters: by ours, and by those of networks.
NAMES: Final[Mapping[str, str]] = {
    "supplier": "supplier",
    "from": "supplier",
    "source": "supplier",
    "customer": "customer",
    "to": "customer",
    "target": "customer",
    "value_share": "value_share",
    "payment_terms_days": "payment_terms_days",
    "role": "role",
}
TERMS: Final = ("value_share", "payment_terms_days", "role")
NO_HEADER = refused(
    "has no row that names its columns",
    "call them supplier and customer (or from and to) in the first row",
)
NO_SUPPLIER = refused("names no supplier", "say who supplies, or leave the row out")
ITSELF = refused("supplies itself", "leave the row out, or mend one of the two names")
CIRCLE = refused(
    "closes a circle of suppliers",
    "a chain runs one way: leave out the edge that turns it back",
)
REPEATED = noted("is there already, further up", "nothing: it is taken once")


class Edge(NamedTuple):
    """A supplier and its customer, "" for who stands right under the lead.

    An edge is implied for a customer whom no row names as a supplier.
    """

    row: int
    supplier: str
    customer: str
    terms: Mapping[str, Any]
    implied: bool = False


class Edges(NamedTuple):
    """The edges of a file, customers first, and what is wrong with the others."""

    edges: Sequence[Edge]
    rows: int
    repeated: int
    faults: Sequence[Fault]


def read_edges(data: bytes) -> Edges:
    """The edges of a CSV file, in an order in which each customer comes first."""
    grid = read_csv(data)
    if isinstance(grid, Fault):
        return Edges((), 0, 0, [grid])
    rows = [[str(cell or "").strip() for cell in row] for row in grid.rows]
    header = [NAMES.get(cell.casefold()) for cell in rows[0]] if rows else []
    if not {"supplier", "customer"} <= set(header):
        return Edges((), 0, 0, [NO_HEADER.at(1, None)])
    found = [e for e in _edges(header, rows[1:]) if e.supplier or e.customer]
    return _ordered(found)


def _edges(
    header: Sequence[str | None], rows: Sequence[Sequence[str]]
) -> Iterator[Edge]:
    for number, row in enumerate(rows, 2):
        said = dict(zip(header, row, strict=False))
        terms = {name: said[name] for name in TERMS if said.get(name)}
        yield Edge(number, said.get("supplier", ""), said.get("customer", ""), terms)


def _ordered(found: Sequence[Edge]) -> Edges:
    taken, faults = list[Edge](), list[Fault]()
    graph: nx.DiGraph[str] = nx.DiGraph()
    seen = set[tuple[str, str]]()
    for edge in found:
        ends = edge.customer.casefold(), edge.supplier.casefold()
        if not edge.supplier:
            faults.append(NO_SUPPLIER.at(edge.row, "supplier"))
        elif ends[0] == ends[1]:
            faults.append(ITSELF.at(edge.row, "supplier", edge.supplier))
        elif ends in seen:
            faults.append(REPEATED.at(edge.row, "supplier", edge.supplier))
        elif ends[0] in graph and ends[1] in graph and nx.has_path(graph, *ends[::-1]):
            faults.append(CIRCLE.at(edge.row, "supplier", edge.supplier))
        else:
            graph.add_edge(*ends)
            taken.append(edge)
        seen.add(ends)
    heads = {e.customer.casefold(): e for e in reversed(taken) if e.customer}
    for name, edge in heads.items():
        if not graph.in_degree(name):
            graph.add_edge("", name)
            taken.append(Edge(edge.row, edge.customer, "", {}, implied=True))
    place = {name: at for at, name in enumerate(nx.topological_sort(graph))}
    taken.sort(key=lambda edge: (place[edge.customer.casefold()], edge.row))
    repeated = sum(fault.wrong == REPEATED.wrong for fault in faults)
    return Edges(taken, len(found), repeated, faults)
