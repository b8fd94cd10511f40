"""What is done about findings: seen by an auditor, or let be for a while."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from starlette.responses import Response

from api.call import Call
from api.naming import read_name
from api.rights import reach_through, require
from api.time_travel import Clocks
from domain.acknowledgement import Acknowledgement, Seen, Stake
from domain.aggregate import Aggregate
from domain.contract.contract import Contract
from domain.errors import NotFound
from domain.event import Fact
from domain.log.admitting import admit
from domain.log.desk import WritingDesk
from domain.log.kinds import NOUNS
from domain.occasion import Command
from domain.values import NotApplicable, known
from projections.findings.catalogue import BY_ID
from projections.findings.gaps import PREFIX
from projections.findings.identity import all_rules, evidence, subjects
from projections.findings.lacking import field_of, lacking
from projections.kinds import Json
from projections.view import View

Decision = Callable[[Acknowledgement, Seen, Any, Any, WritingDesk], Sequence[Fact]]
UNHARMED = NotApplicable(not_applicable="It hangs on no contract")


async def answer_act(
    call: Call, named: str, command: Command, decision: Decision
) -> Response:
    """Has something said of a finding that stands, by whoever may do so there."""
    require(call.principal(), call.right, call.service.today())
    _, finding = await call.elsewhere(lambda: standing(call, named, Clocks()))
    stream = UUID(finding["id"])
    subject = finding["subject"]
    seen = Seen(
        finding["rule"],
        subject["noun"],
        UUID(subject["id"]),
        evidence(finding["because"]),
    )
    kind, thing = _held_by(finding)

    def act(desk: WritingDesk) -> UUID:
        _, about = admit(desk, call.operation, kind, thing)
        desk.match(stream)
        stands = Acknowledgement()
        if desk.version(stream):
            stands = desk.read(Acknowledgement, stream)
        facts = decision(stands, seen, about, command, desk)
        desk.record(Acknowledgement, stream, facts)
        return stream

    return await call.submit(Acknowledgement, act)


def standing(call: Call, named: str, clocks: Clocks) -> tuple[View, Json]:
    """The finding with an id or a reference, if it stands. Raises NotFound."""
    name = read_name(Acknowledgement.prefix, named)
    today = call.service.today()
    seen = reach_through(call.principal(), "list_findings", today)
    with call.service.reading(seen, clocks.known_at, clocks.effective_on) as view:
        found = view.things.find(view.connection, Acknowledgement.noun, name)
        for rule, noun, subject in _candidates(view, found or ""):
            for one in _on_thing(call, view, rule, noun, subject):
                if one["id"] == found:
                    return view, one
    raise NotFound(f"there is no finding {named} here, or none that you may know of")


def _on_thing(call: Call, view: View, rule: str, noun: str, subject: str) -> list[Json]:
    """The findings on one thing, none where it may not be known of."""
    if rule.startswith(PREFIX):
        lack = lacking(view, noun, subject, rule)
        return [] if lack is None else [lack]
    try:
        findings: list[Json] = call.one(view, noun, subject)["findings"]
    except NotFound:
        return []
    return findings or []


def _candidates(view: View, finding: str) -> Iterator[tuple[str, str, str]]:
    """What a finding with this id may be about: by which rule, of which noun."""
    try:
        ident = UUID(finding)
    except ValueError:
        return
    about = {thing: rule for rule, thing in subjects(ident, all_rules()) if thing}
    for thing, noun in view.nouns(about).items():
        rule = about[thing]
        of_it = BY_ID[rule].on if rule in BY_ID else (field_of(rule)[0],)
        if noun in of_it:
            yield rule, noun, thing


def _held_by(finding: Json) -> tuple[type[Aggregate[Any]], UUID]:
    """The thing by which it is told who may act: a part's is that of its contract."""
    subject = finding["subject"]
    if (kind := NOUNS.get(subject["noun"])) is not None:
        return kind, UUID(subject["id"])
    return Contract, UUID(finding["contract_id"])


def stake_of(desk: WritingDesk, thing: Any) -> Stake:
    """Whose work a finding is about, and what its contract is worth."""
    home = thing if isinstance(thing, Contract) else _contract(desk, thing)
    hands = set(thing.born.people) | _owners(thing)
    if home is None:
        return Stake(frozenset(hands), UNHARMED)
    return Stake(frozenset(hands | _owners(home)), home.held("annual_value"))


def _contract(desk: WritingDesk, thing: Any) -> Contract | None:
    contract = getattr(thing, "contract_id", None)
    return desk.read(Contract, contract) if contract is not None else None


def _owners(thing: Any) -> set[UUID]:
    """Who answers for a thing, and who did what findings are about."""
    held = (known(thing.on(name, date.max)) for name in ("owner", "contract_manager"))
    did = ("raised_by", "scored_by", "assessed_by")
    hands = [hand for name in did for hand in getattr(thing, name, None) or ()]
    return {who for who in (*held, *hands) if isinstance(who, UUID)}
