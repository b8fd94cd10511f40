"""Takes a list of edges into the chain of one contract, each edge as one seat.

A supplier of several customers has a seat under each; what stands below it hangs on
the first of them, so that every edge is told once.
"""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid5

from pydantic import ValidationError

from api.imports.batches import in_batches
from api.imports.edges.reading import Edge, Edges, read_edges
from api.imports.faults import Fault, Severity, refused
from api.imports.job import File, Progress, slug
from api.imports.report import Report
from api.imports.runs import Recording, Rehearsal, Run
from api.supply_chain import record
from domain.contract.contract import Contract
from domain.errors import RuleBroken
from domain.facts.imports import ImportCounts
from domain.facts.supply_chain import chain_of
from domain.log.desk import WritingDesk
from domain.log.register import Register
from domain.log.submission import Asker
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from domain.place import Place
from domain.supply_chain.seat_commands import DeclareSeat
from domain.supply_chain.seat_decisions import declare
from domain.supply_chain.supply_chain import SupplyChain
from projections.naming import Named

EDGES: Final = "edges"
AT_ONCE: Final = 20
SEVERAL = refused(
    "is what several organisations are called",
    "merge their records, or name this one as the register does",
)


class EdgeImport:
    """One list of edges on its way into the chain of a contract."""

    def __init__(self, run: Run, named: Named, contract: UUID) -> None:
        self.faults = list[Fault]()
        self.new = self.unchanged = 0
        self._run, self._named = run, named
        self._contract, self._chain = contract, chain_of(contract)
        self._firms = dict[str, UUID]()
        self._seats = dict[str, UUID]()

    def take(self, edges: Edges, progress: Progress) -> None:
        """Takes all edges, some at a time; what is refused becomes a fault."""
        done = 0

        def work(batch: Sequence[Edge]) -> None:
            nonlocal done
            found = list[bool]()

            def act(desk: WritingDesk) -> UUID:
                found.clear()
                desk.authorise("create_import", Place())
                told = [(edge, self._declare(desk, edge)) for edge in batch]
                found.extend(new for edge, new in told if not edge.implied)
                return self._contract

            self._run(act)
            self.new += sum(found)
            self.unchanged += len(found) - sum(found)
            done += len(batch)
            progress(done, len(edges.edges))

        known = [edge for edge in edges.edges if self._tell_apart(edge)]
        for edge, refusal in in_batches(known, AT_ONCE, work):
            wrong = f"{refusal.title} ({refusal.named_rule})"
            fault = (edge.row, "supplier", edge.supplier, wrong, refusal.detail)
            self.faults.append(Fault(*fault, Severity.REFUSED))

    def _tell_apart(self, edge: Edge) -> bool:
        """Whether it is clear which organisation supplies."""
        key = _key(edge.supplier)
        called = self._named.organisations.get(key, frozenset())
        if len(called) > 1:
            self.faults.append(SEVERAL.at(edge.row, "supplier", edge.supplier))
            return False
        self._firms.setdefault(key, next(iter(called), self._new(f"firm {key}")))
        return True

    def _new(self, what: str) -> UUID:
        """The same id for the same thing, however often the file comes."""
        return uuid5(self._chain, f"edge: {what}")

    def _declare(self, desk: WritingDesk, edge: Edge) -> bool:
        """Enters a seat and its holder, if they are not there; whether it is new."""
        key, above = _key(edge.supplier), _key(edge.customer)
        seat = self._new(f"{key} supplies {above}")
        chain = SupplyChain(self._chain, self._contract)
        if desk.version(self._chain):
            chain = desk.read(SupplyChain, self._chain)
        firm, held = self._firms[key], desk.read(Contract, self._contract)
        if edge.implied and firm in (
            held.held("provider_id"),
            chain.on("lead_id", desk.today),
        ):
            return False  # what stands below it stands right under the lead
        self._seats.setdefault(key, seat)
        if seat in chain.seats:
            return False
        if not desk.version(firm):
            self._register(desk, firm, edge.supplier)
        command = _command(edge, firm, self._seats.get(above))
        desk.authorise("declare_seat", held.place)
        occasion = desk.occasion(command)
        record(desk, chain, declare(seat, chain, command, occasion), occasion)
        return True

    def _register(self, desk: WritingDesk, firm: UUID, name: str) -> None:
        desk.authorise("create_organisation", Place())
        command = RegisterOrganisation(name=name)
        facts = Organisation.register(command, desk.occasion(command))
        desk.record(Organisation, firm, facts)


def import_edges(  # noqa: PLR0913 - the last three by name
    register: Register,
    named: Callable[[], Named],
    file: File,
    asker: Asker,
    *,
    contract: str | None = None,
    dry_run: bool = False,
    progress: Progress = lambda _, __: None,
) -> Report:
    """Takes a list of edges into the chain of a contract, or says what would come.

    Brought again, it adds nothing. Raises RuleBroken where no contract is named, or
    none that there is.
    """
    names = named()
    run: Run = Rehearsal(register, asker) if dry_run else Recording(register, asker)
    job = EdgeImport(run, names, _contract(names, contract))
    edges = read_edges(file.data)
    job.take(edges, progress)
    faults = (*edges.faults, *job.faults)
    refusals = {f.row for f in faults if f.severity is Severity.REFUSED}
    return Report(
        kind=EDGES,
        source=slug(contract or "") or EDGES,
        file_name=file.name,
        sha256=sha256(file.data).hexdigest(),
        counts=ImportCounts(
            rows=edges.rows,
            repeated=edges.repeated,
            refused=len(refusals - {None}),
            new=job.new,
            changed=0,
            unchanged=job.unchanged,
            no_longer_listed=0,
            to_match=0,
        ),
        faults=faults,
        matches=(),
        earlier=None,
        import_id=None,
        rehearsed=dry_run,
    )


def _contract(names: Named, called: str | None) -> UUID:
    key = _key(called or "")
    found = names.numbers.get(key) or names.titles.get(key) or frozenset()
    if len(found) != 1:
        detail = "say with --contract which contract's chain it is: C-212, or its title"
        raise RuleBroken(detail, rule="edges-contract", pointer="/contract")
    (one,) = found
    return one


def _command(edge: Edge, firm: UUID, above: UUID | None) -> DeclareSeat:
    said: dict[str, Any] = {"organisation_id": firm, "parent_seat_id": above}
    if (days := edge.terms.get("payment_terms_days")) is not None:
        said["payment_terms_days"] = int(days) if days.isdecimal() else days
    terms = {n: v for n, v in edge.terms.items() if n != "payment_terms_days"}
    try:
        return DeclareSeat.model_validate({**said, **terms})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        detail = f"{'/'.join(map(str, first['loc'][:1]))}: {first['msg']}"
        raise RuleBroken(detail, rule="edges-terms") from None


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
