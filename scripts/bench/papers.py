"""Papers over HTTP: the exit planning report of one contract with forty seats."""

from contextlib import ExitStack, closing
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from domain.log.desk import WritingDesk
from domain.log.register import Home, Register
from domain.plan.commands import OpenPlan
from domain.plan.part_commands import AddTask
from domain.plan.plan import Plan
from domain.plan.work import add_task
from projections.opening import open_generations, open_reads
from scripts.bench.chains import declare, enter, submit
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

SEATS: Final = 40
TASKS: Final = 20
FORMS: Final = ("json", "pdf", "docx", "xlsx")


def run(store: str, effort: Effort) -> Table:
    """One client asks for the same report again and again, in each form."""
    with ExitStack() as stack:
        home = stack.enter_context(register_on(store))
        contract, key = _seeded(home)
        server = stack.enter_context(our_server(home))
        path = f"/v1/contracts/{contract}/exit-report"
        ways = {
            form: partial(
                _round, Asked(server, key, "GET", [f"{path}.{form}"]), effort.seconds
            )
            for form in FORMS
        }
        found = interleaved(ways, effort.rounds)
    rows = [
        Row(form, (f"{found[form]['p50']:.0f}", f"{found[form]['p95']:.0f}"))
        for form in FORMS
    ]
    note = (
        f"One contract with {SEATS} seats and a plan of {TASKS} tasks; one client;"
        f" {effort.rounds} rounds of {effort.seconds:.0f} s."
    )
    one = found["pdf"]["p95"]
    targets = [Target("as PDF, p95", 1000, one, at_most=True, unit="ms")]
    head = ("exit planning report", "p50 ms", "p95 ms")
    return Table(f"Papers, {NAMES[store]}", head, rows, targets, (note,))


def _round(asked: Asked, seconds: float) -> Figures:
    return drive(asked, 1, seconds)._asdict()


def _seeded(home: Home) -> tuple[UUID, str]:
    """A register with one contract, its read side built; and a key to it."""
    firms, contract, plan = [uuid4() for _ in range(SEATS + 1)], uuid4(), uuid4()
    with closing(Register(home)) as register:
        submit(register, partial(enter, firms))
        submit(register, partial(declare, contract, firms))
        submit(register, partial(_plan, contract, plan))
        key = commissioner_key(register)
        log = register.reading
        with closing(open_generations(log, home.data, home.url, home.schema)) as made:
            open_reads(log, made).catch_up(log.head())
    return contract, key


def _plan(contract: UUID, stream: UUID, desk: WritingDesk) -> UUID:
    """A plan to leave it, its tasks in a row."""
    command = OpenPlan(title="Leaving", kind="exit", contract_id=contract)
    desk.record(Plan, stream, Plan.open(command, desk.occasion(command)))
    before: tuple[UUID, ...] = ()
    for nth in range(TASKS):
        task = AddTask(title=f"Task {nth}", days=10, after=before)
        occasion = desk.occasion(task)
        told = add_task(desk.read(Plan, stream), task, occasion, None)
        desk.record(Plan, stream, told)
        before = (UUID(str([*desk.read(Plan, stream).parts.of("tasks")][-1])),)
    return stream
