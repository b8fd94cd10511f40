"""Findings: what is wrong, what is due, and what is not known yet."""

from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from api.call import Asked, Call, Named
from api.finding_acts import answer_act, stake_of, standing
from api.finding_question import finding_question, resolved
from api.operation import operations
from api.query import CLOCKS, read_query
from api.readings import opened
from api.replies import list_reply
from api.rights import require
from api.spreadsheet import File, Path, file_reply
from domain.acknowledgement import (
    AcknowledgeFinding,
    Acknowledgement,
    Seen,
    WaiveFinding,
)
from domain.event import Fact
from domain.log.desk import WritingDesk
from projections.findings.asking import every_finding, findings
from projections.findings.burning_down import burn_down

ASKED = CLOCKS | {"limit", "cursor"}
COLUMNS: Sequence[Path] = (
    *((name,) for name in ("id", "rule", "class", "severity", "title", "since")),
    *(("subject", part) for part in ("noun", "reference", "title")),
    *((name,) for name in ("contract_reference", "owner_name", "because", "events")),
    *((name,) for name in ("basis", "standing", "source", "advice")),
    ("do", "path"),
    ("acknowledged", "on"),
    *(("waived", part) for part in ("on", "until", "reason")),
    *((name,) for name in ("missing", "things")),
)
DAYS = frozenset({("since",)})

router = operations("/findings", "findings")


@router.get("")
async def list_findings(call: Asked) -> Response:
    """What is wrong, due or not known yet, and what each rule has looked at."""
    return await call.elsewhere(lambda: _listed(call))


@router.get(".csv")
async def list_findings_csv(call: Asked) -> Response:
    """All findings as a CSV file."""
    return await call.elsewhere(lambda: _as_file(call, "csv"))


@router.get(".xlsx")
async def list_findings_xlsx(call: Asked) -> Response:
    """All findings as an Excel workbook."""
    return await call.elsewhere(lambda: _as_file(call, "xlsx"))


@router.get("/burn-down")
async def get_finding_burn_down(call: Asked) -> Response:
    """How many gaps there were at the end of each month, as was known then."""
    return await call.elsewhere(lambda: _burn_down(call))


@router.get("/{id}")
async def get_finding(call: Asked, thing: Named) -> Response:
    """One finding that stands."""
    return await call.elsewhere(lambda: _one(call, thing))


@router.post("/{id}/acknowledge")
async def acknowledge_finding(
    call: Asked, thing: Named, command: AcknowledgeFinding
) -> Response:
    """Says that an auditor has seen a finding; judged by other values it is new."""

    def decide(
        stands: Acknowledgement,
        seen: Seen,
        _: Any,
        said: AcknowledgeFinding,
        desk: WritingDesk,
    ) -> Sequence[Fact]:
        return stands.acknowledge(seen, said, desk.occasion(said))

    return await answer_act(call, thing, command, decide)


@router.post("/{id}/waive")
async def waive_finding(call: Asked, thing: Named, command: WaiveFinding) -> Response:
    """Lets a finding be until before a day; it stays listed, as waived."""

    def decide(
        stands: Acknowledgement,
        seen: Seen,
        about: Any,
        said: WaiveFinding,
        desk: WritingDesk,
    ) -> Sequence[Fact]:
        occasion = desk.occasion(said)
        return stands.waive(seen, stake_of(desk, about), said, occasion)

    return await answer_act(call, thing, command, decide)


def _one(call: Call, named: str) -> Response:
    require(call.principal(), call.right, call.service.today())
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    view, found = standing(call, named, clocks)
    return list_reply(call.if_none_match, view, clocks, found, [found])


def _burn_down(call: Call) -> Response:
    clocks = call.service.travel.read(read_query(call.query, CLOCKS).single)
    with opened(call, clocks) as view:
        return list_reply(call.if_none_match, view, clocks, burn_down(view), ())


def _listed(call: Call) -> Response:
    query = read_query(call.query, ASKED, filters=True)
    clocks = call.service.travel.read(query.single)
    asked = finding_question(query)
    with opened(call, clocks, asked.cursor) as view:
        asked = resolved(view, call, asked)
        page = findings(view, asked, call.service.findings)._asdict()
        return list_reply(call.if_none_match, view, clocks, page, page["items"])


def _as_file(call: Call, form: str) -> Response:
    query = read_query(call.query, CLOCKS, filters=True)
    clocks = call.service.travel.read(query.single)
    asked = finding_question(query)
    with opened(call, clocks) as view:
        asked = resolved(view, call, asked)
        things = every_finding(view, asked, call.service.findings)
        return file_reply(view, clocks, form, File("findings", COLUMNS, DAYS, things))
