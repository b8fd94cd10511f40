"""What is wrong, has to be done or is not known, as a page; gaps thing by thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from api.call import Call
from api.finding_question import finding_question, resolved
from api.pages.clocks import KNOWN_AT, TRUE_ON, PageClocks
from api.pages.listing import Choice, Entry, Listing, Narrowing
from api.pages.page import Pages
from api.pages.records import record_page
from api.pages.rendering import show
from api.papers.words import plain, said
from api.query import read_query
from api.readings import opened
from projections.findings.asking import (
    FindingQuestion,
    Findings,
    by_rule,
    every_finding,
    findings,
)
from projections.findings.catalogue import NOUNS
from projections.findings.gaps import PREFIX as GAP
from projections.findings.lacking import field_of
from projections.findings.saying import field_called
from projections.view import View

Json = dict[str, Any]
ADDRESS: Final = "/lists/to-look-at"
ASKED: Final = frozenset({KNOWN_AT, TRUE_ON, "cursor"})
COLUMNS: Final = ("Of what", "Contract", "Whose", "How grave", "Since", "What to do")
FILL_IN: Final = "Fill it in, or say that it does not apply"
CLASSES: Final = {"wrong": "Wrong", "due": "To be done", "not_known": "Not known yet"}
SEVERITIES: Final = {"high": "High", "medium": "Medium", "low": "Low"}

pages = Pages()


class Looking(NamedTuple):
    """A look at the list: who looks, at what, and how it is narrowed down."""

    call: Call
    view: View
    clocks: PageClocks
    asked: FindingQuestion
    narrowing: Narrowing


@pages.page(ADDRESS, right="list_findings", menu="To look at")
async def get_look_at_page(call: Call) -> Response:
    """What wants a look, the gravest first."""
    return await call.elsewhere(lambda: _shown(call))


def _shown(call: Call) -> Response:
    query = read_query(call.query, ASKED, filters=True)
    clocks = PageClocks.of(call.service, query.single)
    asked = finding_question(query)
    with opened(call, clocks.read, asked.cursor) as view:
        asked = resolved(view, call, asked)
        narrowing = Narrowing(clocks, ADDRESS, query.filters)
        looking = Looking(call, view, clocks, asked, narrowing)
        rules = asked.filters.get("rule", ())
        is_gap = len(rules) == 1 and rules[0].startswith(GAP)
        listing = _gaps(looking, rules[0]) if is_gap else _found(looking)
        return show(call, view, clocks, "list.html", listing=listing)


def _found(looking: Looking) -> Listing:
    """What rules have found, and a line for each kind of thing that nobody knows."""
    view, narrowing = looking.view, looking.narrowing
    page = findings(view, looking.asked, looking.call.service.findings)
    return Listing(
        name="To look at",
        heading=_heading(page, looking.asked.filters),
        order="the gravest first",
        what="What",
        columns=COLUMNS,
        rows=[_row(looking, one) for one in page.items],
        files=narrowing.files(view, "/v1/findings"),
        following=page.next and narrowing.to(cursor=page.next),
        choices=_choices(looking),
    )


def _heading(page: Findings, filters: Mapping[str, Sequence[str]]) -> str:
    rules = filters.get("rule", ())
    if len(rules) == 1 and page.items:
        return f"{page.total:,} of: {page.items[0]['title']}"
    return f"{page.total:,} {'thing' if page.total == 1 else 'things'} to look at"


def _choices(looking: Looking) -> dict[str, Sequence[Choice]]:
    narrowing, rules = looking.narrowing, looking.asked.filters.get("rule", ())
    classes = {"class": None, "rule": None, "noun": None}
    return {
        "What": [
            narrowing.choice("Everything", **classes),
            *(
                narrowing.choice(w, **{**classes, "class": n})
                for n, w in CLASSES.items()
            ),
        ],
        "How grave": [
            narrowing.choice("All", severity=None),
            *(narrowing.choice(w, severity=name) for name, w in SEVERITIES.items()),
        ],
        "Whose": [
            narrowing.choice("Anybody's", owner=None),
            narrowing.choice("Mine", owner="me"),
        ],
        "Only one kind": [*_kinds(looking)]
        if not rules
        else [narrowing.choice("All kinds", rule=None)],
    }


def _kinds(looking: Looking) -> Iterator[Choice]:
    """What each rule has found of what is shown, the gravest first."""
    remembered = looking.call.service.findings
    for one in by_rule(looking.view, looking.asked, remembered):
        if not one.rule.startswith(GAP):
            text = f"{one.title} ({one.found:,})"
            yield looking.narrowing.choice(text, rule=one.rule)


def _row(looking: Looking, one: Json) -> Entry:
    subject, is_gap = one["subject"], one["rule"].startswith(GAP)
    contract = one["contract_reference"]
    return Entry(
        subject["reference"],
        record_page(looking.call, looking.clocks, subject["reference"]),
        one["title"],
        [
            said(subject["title"]) if is_gap else said(_called(subject)),
            said(contract if contract != subject["reference"] else None),
            said(one["owner_name"]),
            plain(one["severity"]),
            said(one["since"]),
            FILL_IN if is_gap else one["advice"],
        ],
        looking.narrowing.to(rule=one["rule"], noun=None) if is_gap else None,
    )


def _called(subject: Json) -> str:
    return str(subject["title"] or plain(subject["noun"]))


def _gaps(looking: Looking, rule: str) -> Listing:
    """The things of which one field is not known, each with who answers for it."""
    noun, field = field_of(rule)
    plural, words = NOUNS[noun].plural, field_called(field)
    # What somebody lets be of one thing is no gap any more.
    lines = {**looking.asked.filters, "noun": ("account",)}
    asked = replace(looking.asked, filters=lines)
    found = every_finding(looking.view, asked, looking.call.service.findings)
    rows = [entry for gap in found for entry in _lacking(looking, noun, gap)]
    sheet = {
        word: looking.clocks.data(looking.view, f"/v1/{plural}.{form}", unknown=field)
        for word, form in (("CSV", "csv"), ("Excel, to fill in and load back", "xlsx"))
    }
    return Listing(
        name="Not known yet",
        heading=f"{len(rows):,} {noun if len(rows) == 1 else plural} without {words}",
        order="the oldest first",
        what="What",
        columns=("Whose", "What to do"),
        rows=rows,
        files=sheet,
        choices={
            "What": [
                looking.narrowing.choice(
                    "All that is not known", **{"rule": None, "class": "not_known"}
                )
            ],
            "Whose": [
                looking.narrowing.choice("Anybody's", owner=None),
                looking.narrowing.choice("Mine", owner="me"),
            ],
        },
        notes=("The spreadsheets have all of them, whoever answers for them.",),
    )


def _lacking(looking: Looking, noun: str, gap: Json) -> Iterator[Entry]:
    """The things of a gap."""
    labels = looking.view.labels(noun, sorted(gap["things"]))
    for thing in gap["things"]:
        label = labels.get(thing, {})
        reference = label.get("reference")
        yield Entry(
            reference,
            record_page(looking.call, looking.clocks, reference),
            said(label.get("title") or label.get("name")),
            [said(gap["owner_name"]), FILL_IN],
        )
