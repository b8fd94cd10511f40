"""A graph of supply chains in the words of other programs."""

import csv
import io
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

import networkx as nx
import orjson

from projections.chain.graph import edges

Graph = nx.MultiDiGraph
COLUMNS: Final = (
    "seat_id",
    "from",
    "from_label",
    "to",
    "to_label",
    "contract_id",
    "reference",
    "tier",
    "role",
    "status",
    "annual_value",
    "value_share",
    "payment_terms_days",
    "payment_trigger",
    "essential",
    "start",
    "end",
)
# What XML cannot hold is left out of a label.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Format(NamedTuple):
    """A format: what it is called on the wire, and how a graph is written in it."""

    media: str
    write: Callable[["nx.MultiDiGraph[str]"], bytes]


def node_link(graph: "nx.MultiDiGraph[str]") -> bytes:
    """The JSON that `networkx.node_link_graph(..., edges="edges")` reads back."""
    return orjson.dumps(nx.node_link_data(graph, edges="edges"))


def graphml(graph: "nx.MultiDiGraph[str]") -> bytes:
    """GraphML, as yEd, Gephi and networkx read it."""
    return "\n".join(nx.generate_graphml(_clean(graph))).encode()


def gexf(graph: "nx.MultiDiGraph[str]") -> bytes:
    """GEXF, as Gephi reads it: edges with their days, so that it replays them."""
    return "\n".join(nx.generate_gexf(_clean(graph))).encode()


def dot(graph: "nx.MultiDiGraph[str]") -> bytes:
    """DOT, as Graphviz reads it."""
    lines = ["digraph chain {", "  rankdir=LR;"]
    for node, said in graph.nodes(data=True):
        shape = "box" if said["kind"] == "contract" else "ellipse"
        label = _quoted(said.get("label", node))
        lines.append(f"  {_quoted(node)} [label={label}, shape={shape}];")
    for payer, holder, said in graph.edges(data=True):
        label = _quoted(said.get("role", ""))
        ends = f"{_quoted(payer)} -> {_quoted(holder)}"
        lines.append(f"  {ends} [label={label}];")
    return "\n".join([*lines, "}", ""]).encode()


def mermaid(graph: "nx.MultiDiGraph[str]") -> bytes:
    """Mermaid, for pages of up to some eighty nodes."""
    at = {node: f"n{place}" for place, node in enumerate(graph)}
    lines = ["flowchart LR"]
    for node, said in graph.nodes(data=True):
        left, right = ("[", "]") if said["kind"] == "contract" else ("(", ")")
        label = _entity(said.get("label", node))
        lines.append(f'  {at[node]}{left}"{label}"{right}')
    for payer, holder, said in graph.edges(data=True):
        role = f'|"{_entity(said["role"])}"|' if said.get("role") else ""
        lines.append(f"  {at[payer]} -->{role} {at[holder]}")
    return "\n".join([*lines, ""]).encode()


def table(graph: "nx.MultiDiGraph[str]", safe: Callable[[str], str]) -> bytes:
    """The edges as CSV; `safe` keeps cells from being run as formulas."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for edge in edges(graph):
        writer.writerow([safe(_cell(edge.get(name))) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


FORMATS: Mapping[str, Format] = {
    "json": Format("application/json", node_link),
    "graphml": Format("application/graphml+xml", graphml),
    "gexf": Format("application/gexf+xml", gexf),
    "dot": Format("text/vnd.graphviz", dot),
    "mermaid": Format("text/vnd.mermaid", mermaid),
}


def _clean(graph: "nx.MultiDiGraph[str]") -> "nx.MultiDiGraph[str]":
    """The graph with texts that XML can hold, and edges that carry their own ids."""
    copy: nx.MultiDiGraph[str] = nx.MultiDiGraph(**graph.graph)
    for node, said in graph.nodes(data=True):
        copy.add_node(node, **_xml(said))
    for payer, holder, key, said in graph.edges(keys=True, data=True):
        copy.add_edge(payer, holder, key=key, **_xml(said))
    return copy


def _xml(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: _NOT_XML.sub("", value) if isinstance(value, str) else value
        for name, value in said.items()
    }


def _quoted(text: str) -> str:
    """A string of DOT."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _entity(text: str) -> str:
    """A text in Mermaid's quotes: whatever could end them is written by number."""
    return re.sub(r'[#"<>&\n`]', lambda found: f"#{ord(found[0])};", text)


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
