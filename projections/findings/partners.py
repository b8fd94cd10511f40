"""Rules about those who hold places in chains: behind whom they stand, how often asked.

What stands beside an organisation is read by its records, and its group's.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import or_, select, true

from domain.facts.service import service_name
from projections.chain.heads import read_heads
from projections.findings.book import Beside, Book
from projections.findings.cases import RUNNING, OrganisationCase
from projections.findings.ever import ever_named
from projections.findings.seat_case import Names, holders_moved
from projections.findings.sources import KENT
from projections.findings.surroundings import Surroundings
from projections.findings.verdict import CLEAN, Hit, Missing, Rule, Verdict
from projections.moves import Moves
from projections.view import View

HIDDEN, ASKED = "hidden_behind", "asked_of"
QUARTER = timedelta(days=91)
SMALL = frozenset({"micro", "small"})


class Behind(NamedTuple):
    """A service in which a group stands in chains that several organisations lead."""

    service: str
    leads: tuple[str, ...]
    seats: tuple[str, ...]


class Requests(NamedTuple):
    """On which days an organisation was asked for a return, and how large it is."""

    days: tuple[str, ...]
    size: str | None
    vcse: int | None


def hidden_concentration(one: OrganisationCase, around: Surroundings) -> Verdict:
    """A20: several providers of one service all rely on the same group."""
    if one.merged_into is not None:
        return None
    found = [each for r in one.records for each in around.beside(HIDDEN).get(r, ())]
    if not found:
        return None
    several = [each for each in found if len(each.leads) > 1]
    if not several:
        return CLEAN
    because = {"services": {each.service: list(each.leads) for each in several}}
    return Hit(None, because, do="describe")


def asked_too_often(one: OrganisationCase, around: Surroundings) -> Verdict:
    """A40: a small organisation was asked for too many returns in a quarter."""
    asked: Requests | None = around.beside(ASKED).get(one.id)
    if asked is None or one.merged_into is not None:
        return None
    since = (around.today - QUARTER).isoformat()
    days = [day for day in asked.days if since < day <= around.day]
    if len(days) <= around.threshold("requests-per-quarter"):
        return CLEAN
    if asked.size is None and asked.vcse is None:
        return Missing(("size",))
    if asked.size not in SMALL and not asked.vcse:
        return None
    return Hit(max(days), {"requests": days}, do="/links")


def read_hidden(view: View, names: Names) -> Mapping[str, tuple[Behind, ...]]:
    """In which services groups stand below the lead, and behind whom; by top record."""
    up = _owners(view)
    members = None if names is None else _below({*names} - up.keys(), up)
    rows = view.pages.alive("seat", view.pin)
    wanted = select(rows.c.id, rows.c.organisation_id, rows.c.contract_id).where(
        rows.c.in_error == 0,
        rows.c.status != "ended",
        view.pages.readable("seat", view.pin, rows, view.reach),
        true() if members is None else rows.c.organisation_id.in_(sorted(members)),
    )
    held = view.connection.execute(wanted, view.pin.params).all()
    heads = read_heads(view, sorted({row.contract_id for row in held})) if held else {}
    places = defaultdict[tuple[str, str], set[tuple[str, str]]](set)
    for seat, holder, contract in held:
        head = heads.get(contract)
        if head is None or head.lead is None or head.contract["status"] not in RUNNING:
            continue
        if isinstance(service := head.contract["service"], str):
            place = _top(holder, up), service_name(service).value
            places[place].add((head.lead, seat))
    found = defaultdict[str, list[Behind]](list)
    for (top, service), seen in sorted(places.items()):
        leads, ids = (tuple(sorted({one[at] for one in seen})) for at in (0, 1))
        found[top].append(Behind(service, leads, ids))
    return {top: tuple(services) for top, services in found.items()}


def _groups_moved(view: View, moved: Moves) -> Collection[str]:
    """Whoever stands at the top of a group of which something has moved, or stood."""
    firms = moved.get("organisation", ())
    touched = {*holders_moved(view, moved), *firms}
    touched |= ever_named(view, "organisation", firms, ("parent_id", "merged_into"))
    up = _owners(view)
    return touched | {_top(one, up) for one in touched}


def read_asked(view: View, names: Names) -> Mapping[str, Requests]:
    """On which days returns were asked for by link, by organisation."""
    rows = view.pages.alive("link", view.pin)
    wanted = select(rows.c.organisation_id, rows.c.issued_on).where(
        rows.c.status != "revoked",
        view.pages.readable("link", view.pin, rows, view.reach),
        true() if names is None else rows.c.organisation_id.in_(names),
    )
    days = defaultdict[str, list[str]](list)
    for whose, day in view.connection.execute(wanted, view.pin.params):
        days[whose].append(day)
    model = view.schema.models["organisation"]
    return {
        row[0]: Requests(
            tuple(sorted(days[row[0]])), *(model.read(row, n) for n in ("size", "vcse"))
        )
        for row in view.rows("organisation", sorted(days))
    }


def _asked_moved(view: View, moved: Moves) -> Collection[str]:
    links = ever_named(view, "link", moved.get("link", ()), ("organisation_id",))
    return links | frozenset(moved.get("organisation", ()))


def _owners(view: View) -> dict[str, str]:
    """By whom each organisation is owned, or into which record it was merged."""
    rows = view.pages.alive("organisation", view.pin)
    wanted = select(rows.c.id, rows.c.parent_id, rows.c.merged_into).where(
        or_(rows.c.parent_id.is_not(None), rows.c.merged_into.is_not(None))
    )
    found = view.connection.execute(wanted, view.pin.params)
    return {row.id: row.merged_into or row.parent_id for row in found}


def _top(one: str, up: Mapping[str, str]) -> str:
    seen = {one}
    while (above := up.get(one)) is not None and above not in seen:
        seen.add(above)
        one = above
    return one


def _below(tops: Collection[str], up: Mapping[str, str]) -> set[str]:
    """Some records at the top of their groups, with all that lie below them."""
    return {*tops, *(one for one in up if _top(one, up) in tops)}


BOOK = Book(
    besides={
        HIDDEN: Beside(
            read_hidden, ("seat", "contract", "chain", "organisation"), _groups_moved
        ),
        ASKED: Beside(read_asked, ("link", "organisation"), _asked_moved),
    },
    rules=(
        Rule(
            "A20",
            "Several providers of one service rely on the same group",
            "wrong",
            "policy",
            f"{KENT}, table 4: look at all providers of a chain; the measure is ours",
            "medium",
            "See what stops if it fails, and ask each lead for an alternative.",
            "describe",
            {"organisation": hidden_concentration},
        ),
        Rule(
            "A40",
            "A small organisation is asked for returns too often",
            "wrong",
            "policy",
            f"{KENT}, principle 6: the burden on small providers is limited",
            "low",
            "One link covers all its contracts: ask once a quarter.",
            "/links",
            {"organisation": asked_too_often},
            ("requests-per-quarter",),
        ),
    ),
)
