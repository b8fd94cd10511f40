"""One file imported by several processes at once, some of which are killed."""

import random
from collections import Counter
from contextlib import ExitStack, closing
from multiprocessing.connection import Connection
from uuid import uuid4

from api.imports.contracts_finder_import import import_notices
from api.imports.job import File
from api.imports.report import Report
from domain.facts.contract import ContractAdopted
from domain.facts.contract_notice import ContractNoticeRecorded
from domain.facts.organisation import OrganisationRegistered
from domain.log.register import Home, Register
from domain.log.submission import Asker
from domain.rights import SYSTEM
from scripts.places import tables
from scripts.torture.audit import require, require_gapless, require_sealed
from scripts.torture.notices import notices_file
from scripts.torture.processes import started

SUPPLIERS = 7


def bring_in(home: Home, count: int, pipe: Connection) -> None:
    """Imports a file of so many notices; tells how far it has come, then its report."""
    with closing(Register(home)) as register:
        asker = Asker(account=SYSTEM.account, auth="cli", request=uuid4())
        file = File("northmoor.json", notices_file(count, SUPPLIERS))
        pipe.send("ready")
        pipe.recv()
        report = import_notices(
            register, file, asker, progress=lambda done, _: pipe.send(done)
        )
    pipe.send(report)


def importers_at_once(
    home: Home,
    *,
    notices: int = 400,
    importers: int = 2,
    kills: int = 10,
    seed: int = 1,
) -> Counter[str]:
    """Imports one file several times at once: each notice is taken once.

    Before that an importer is killed on its way, again and again, with another beside
    it that goes on. Counts what happened. Raises Broken for a duplicate or a loss.
    """
    chance = random.Random(seed)  # noqa: S311 - when to kill, so that it is repeatable
    for _ in range(kills):
        _killed_on_its_way(home, notices, chance)
    reports = _together(home, notices, importers)
    new = sum(report.counts.new for report in reports)
    for report in reports:
        require(not report.anything_refused, f"refused: {report.faults[:3]}")
        all_told = report.counts.new + report.counts.changed + report.counts.unchanged
        require(all_told == notices, f"{all_told} of {notices}: {report.summary}")
    (again,) = _together(home, notices, 1)
    require(again.counts.unchanged == notices, f"and once more: {again.summary}")
    found = _require_each_once(home, notices)
    return Counter(kills=kills, importers=importers, new_at_last=new) + found


def _killed_on_its_way(home: Home, notices: int, chance: random.Random) -> None:
    with started(bring_in, home, notices) as child:
        child.hear()
        child.pipe.send("go")
        # It tells after every few notices; it is killed after one of these times.
        for _ in range(chance.randint(1, 6)):
            if isinstance(child.hear(), Report):
                break
        for _ in child.kill():
            pass
    with tables(home) as store, store.writing() as writing:
        require_gapless(writing)


def _together(home: Home, notices: int, importers: int) -> list[Report]:
    with ExitStack() as stack:
        children = [
            stack.enter_context(started(bring_in, home, notices))
            for _ in range(importers)
        ]
        for child in children:
            child.hear()
        for child in children:
            child.pipe.send("go")
        reports = []
        for child in children:
            while not isinstance(told := child.hear(patience=60), Report):
                pass
            reports.append(told)
    return reports


def _require_each_once(home: Home, notices: int) -> Counter[str]:
    """A contract and a notice a row, an organisation a supplier, and all sealed."""
    kinds: Counter[type] = Counter()
    titles: Counter[str] = Counter()
    with closing(Register(home)) as register:
        log_id = register.log_id
        for recorded in register.reading.all_recorded():
            kinds[type(recorded.fact)] += 1
            if isinstance(recorded.fact, ContractAdopted):
                titles[recorded.fact.title] += 1
    twice = [title for title, times in titles.items() if times > 1]
    require(not twice, f"taken twice: {twice[:5]}")
    wanted = {
        ContractAdopted: notices,
        ContractNoticeRecorded: notices,
        OrganisationRegistered: min(SUPPLIERS, notices),
    }
    for kind, many in wanted.items():
        require(kinds[kind] == many, f"{kinds[kind]} {kind.__name__}, not {many}")
    with tables(home) as store:
        require_sealed(store, log_id)
    return Counter(contracts=notices, events=sum(kinds.values()))
