"""Supply chains over HTTP: that of one contract, and all of them as a graph."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from functools import partial
from random import Random
from typing import Final
from uuid import UUID, uuid4

from domain.contract.commands import RegisterContract
from domain.contract.contract import Contract
from domain.facts.supply_chain import SeatDeclared, chain_of
from domain.log.desk import Act, WritingDesk
from domain.log.register import Home, Register
from domain.log.submission import Asker, Submission
from domain.organisation.commands import RegisterOrganisation
from domain.organisation.organisation import Organisation
from domain.rights import SYSTEM
from domain.supply_chain.supply_chain import SupplyChain
from domain.values import Money
from projections.opening import open_generations, open_reads
from scripts.bench.load import Asked, drive
from scripts.bench.measuring import (
    NAMES,
    Effort,
    Figures,
    Row,
    Table,
    Target,
    interleaved,
)
from scripts.bench.people import commissioner_key
from scripts.bench.servers import our_server
from scripts.places import register_on

CONTRACTS: Final = 1_000
SEATS: Final = 10
FIRMS: Final = 400
ONE, GRAPH = "chain of one contract", "graph of all chains"


def run(store: str, effort: Effort) -> Table:
    """One client asks for chains at random, and for the graph of all."""
    with ExitStack() as stack:
        home = stack.enter_context(register_on(store))
        contracts, key, _ = seeded(home)
        server = stack.enter_context(our_server(home))
        paths = [f"/v1/contracts/{one}/supply-chain" for one in contracts]
        asked = {ONE: paths, GRAPH: ["/v1/supply-chain/graph"]}
        ways = {
            name: partial(_round, Asked(server, key, "GET", some), effort.seconds)
            for name, some in asked.items()
        }
        found = interleaved(ways, effort.rounds)
    rows = [
        Row(name, (f"{found[name]['p50']:.1f}", f"{found[name]['p95']:.1f}"))
        for name in asked
    ]
    note = (
        f"{CONTRACTS:,} contracts with {SEATS} seats each, four tiers deep, held by"
        f" {FIRMS} firms; one client; {effort.rounds} rounds of {effort.seconds:.0f} s."
    )
    one = found[ONE]["p95"]
    targets = [Target(f"{ONE}, p95", 30, one, at_most=True, unit="ms")]
    head = ("question", "p50 ms", "p95 ms")
    return Table(f"Supply chains, {NAMES[store]}", head, rows, targets, (note,))


def _round(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()


def seeded(
    home: Home, many: int = CONTRACTS, among: int = FIRMS
) -> tuple[Sequence[UUID], str, Sequence[UUID]]:
    """A register with chains, its read side built; a key to it, and who is in it."""
    chance = Random(3)  # noqa: S311 - who holds which seat
    firms, contracts = [[uuid4() for _ in range(n)] for n in (among, many)]
    with closing(Register(home)) as register:
        submit(register, partial(enter, firms))
        for contract in contracts:
            holders = chance.sample(firms, SEATS + 1)
            submit(register, partial(declare, contract, holders))
        key = commissioner_key(register)
        log = register.reading
        with closing(open_generations(log, home.data, home.url, home.schema)) as made:
            open_reads(log, made).catch_up(log.head())
    return contracts, key, firms


def enter(firms: Sequence[UUID], desk: WritingDesk) -> UUID:
    """Enters firms, each under a name."""
    for nth, firm in enumerate(firms):
        command = RegisterOrganisation(name=f"Firm {nth}")
        facts = Organisation.register(command, desk.occasion(command))
        desk.record(Organisation, firm, facts)
    return firms[0]


def declare(contract: UUID, holders: Sequence[UUID], desk: WritingDesk) -> UUID:
    """A contract with seats: three right under the lead, then one under another."""
    command = RegisterContract(
        title=f"Care {contract}",
        status="live",
        provider_id=holders[0],
        regime="PA23",
        annual_value=Money.model_validate({"amount": "100000.00"}),
    )
    entered = Contract.register(command, desk.occasion(command))
    desk.record(Contract, contract, entered)
    seats = [uuid4() for _ in holders[1:]]
    facts = [SupplyChain.open(contract)]
    for nth, (seat, holder) in enumerate(zip(seats, holders[1:], strict=True)):
        facts.append(
            SeatDeclared.model_validate(
                {
                    "seat_id": seat,
                    "contract_id": contract,
                    "organisation_id": holder,
                    "parent_seat_id": seats[nth - 3] if nth > 2 else None,  # noqa: PLR2004
                    "role": "Nights",
                    "value_share": "0.2",
                    "payment_terms_days": 30,
                    "payment_trigger": "invoice_receipt",
                }
            )
        )
    desk.record(SupplyChain, chain_of(contract), facts)
    return contract


def submit(register: Register, act: Act) -> None:
    """Has an act carried out by the program itself."""
    asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())
    register.submit(Submission(act, asker))
