"""The KPIs as people read them: figures with how they stand, checks, ratings, trend."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from domain.facts import kpi as facts
from projections import mistakes
from projections.kinds import COUNT, DAY, FLAG, ID, JSON, LIST, SHARE, TEXT, TITLE, Json
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, becomes, commented
from projections.telling import Told

FIGURE = ("period_to", "value", "numerator", "denominator", "note")
ASSESSED = ("period_from", "period_to", "rating", "provider_comment")
CHECKED = frozenset({"sampled", "verified"})
# What the colour of a figure rests on.
AIMS = ("direction", "target", "target_to", "tolerance")


def standing(value: Decimal, aims: Mapping[str, Any]) -> str | None:
    """How a figure stands: green (target met), amber (tolerated), red (neither).

    None where the target or its direction is not known. Where no tolerance is known,
    what misses the target is red. For a range the target is its lower end.
    """
    short = _short_by(value, aims)
    if short is None:
        return None
    if short <= 0:
        return "green"
    tolerance = aims.get("tolerance")
    return "amber" if tolerance and short <= Decimal(tolerance) else "red"


def _short_by(value: Decimal, aims: Mapping[str, Any]) -> Decimal | None:
    """By how much a figure misses the target, in its unit; none or less: it is met."""
    direction, target = aims.get("direction"), aims.get("target")
    if not isinstance(direction, str) or not isinstance(target, str):
        return None
    aim = Decimal(target)
    if direction == "higher":
        return aim - value
    if direction == "lower":
        return value - aim
    upper = aims.get("target_to")
    return max(aim - value, value - Decimal(upper)) if isinstance(upper, str) else None


def _proposed(told: Told, held: Held) -> Mapping[str, Any]:
    return {"status": "proposed", **_figures(told, held, ())}


def _aimed(told: Told, held: Held) -> Mapping[str, Any]:
    """Another target, and the figures stand otherwise to it."""
    return _figures(told, held, held["figures"] or ())


def _measured(told: Told, held: Held) -> Mapping[str, Any]:
    said = told.said
    figure = {"period_from": said["period_from"]}
    figure |= {name: said.get(name) for name in FIGURE}
    figure |= {"check": None, "query": None, "by": told.by, "role": told.role}
    others = [
        each
        for each in held["figures"] or ()
        if each["period_from"] != said["period_from"]
    ]
    laid = sorted([*others, figure], key=lambda each: str(each["period_from"]))
    return _figures(told, held, laid)


def _checked(told: Told, held: Held) -> Mapping[str, Any]:
    check = told.said.get("check", "queried")
    news = {"check": check, "query": told.said.get("text")}
    laid = [
        {**each, **news} if each["period_from"] == told.said["period_from"] else each
        for each in held["figures"] or ()
    ]
    return _figures(told, held, laid)


def _figures(told: Told, held: Held, figures: Sequence[Json]) -> dict[str, Any]:
    """The figures, each with how it stands, and what all of them come to."""
    aims = {name: told.said.get(name, held[name]) for name in AIMS}
    shown = [
        {**each, "standing": standing(Decimal(each["value"]), aims)} for each in figures
    ]
    last = shown[-1] if shown else {}
    return {
        "figures": shown,
        "measured": len(shown),
        "checked": sum(1 for each in shown if each["check"] in CHECKED),
        "last_value": last.get("value"),
        "measured_to": last.get("period_to"),
        "standing": last.get("standing"),
        "trend": _trend(shown, aims),
    }


def _trend(figures: Sequence[Json], aims: Mapping[str, Any]) -> str | None:
    """Whether the last figure is nearer to the target than the one before it."""
    if len(figures) < 2:  # noqa: PLR2004 - one figure has no trend
        return None
    before, last = (_short_by(Decimal(each["value"]), aims) for each in figures[-2:])
    if before is None or last is None:
        return None
    return "same" if last == before else "better" if last < before else "worse"


def _assessed(told: Told, held: Held) -> Mapping[str, Any]:
    rated = {name: told.said.get(name) for name in ASSESSED}
    rated |= {"published_on": None, "notice_id": None}
    laid = sorted(
        [*(held["assessments"] or ()), rated], key=lambda each: str(each["period_to"])
    )
    return {
        "assessments": laid,
        "rating": laid[-1]["rating"],
        "assessed_to": laid[-1]["period_to"],
    }


def _published(told: Told, held: Held) -> Mapping[str, Any]:
    news = {name: told.said.get(name) for name in ("published_on", "notice_id")}
    laid = list(held["assessments"] or ())
    return {"assessments": [*laid[:-1], {**laid[-1], **news}] if laid else laid}


KPI = Model(
    noun="kpi",
    prefix="KPI",
    columns={
        "status": TEXT,
        "contract_id": ID,
        "seat_id": ID,
        "title": TITLE,
        "definition": TEXT,
        "formula": TEXT,
        "unit": TEXT,
        "direction": TEXT,
        "target": TEXT,
        "target_to": TEXT,
        "tolerance": TEXT,
        "weight": SHARE,
        "kind": TEXT,
        "horizon": TEXT,
        "frequency": TEXT,
        "data_source": TEXT,
        "collected_by": TEXT,
        "statutory": FLAG,
        "most_material": FLAG,
        "benchmark": JSON,
        "consequence": TEXT,
        "change_route": TEXT,
        "owner": ID,
        "standing": TEXT,
        "trend": TEXT,
        "last_value": TEXT,
        "measured_to": DAY,
        "measured": COUNT,
        "checked": COUNT,
        "rating": TEXT,
        "assessed_to": DAY,
        "figures": LIST,
        "assessments": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.KpiProposed: Effect(_proposed),
        facts.KpiAgreed: becomes("agreed"),
        facts.KpiRevised: Effect(_aimed),
        facts.KpiDescribed: Effect(_aimed),
        facts.KpiCorrected: Effect(_aimed),
        facts.KpiMeasured: Effect(_measured, "onwards", says=False),
        facts.KpiVerified: Effect(_checked, "onwards", says=False),
        facts.KpiQueried: Effect(_checked, "onwards", says=False),
        facts.KpiAssessed: Effect(_assessed, "onwards", says=False),
        facts.KpiPublished: Effect(_published, "onwards", says=False),
        facts.KpiRetired: becomes("retired"),
        facts.KpiEnteredInError: in_error(mistaken=True),
        facts.KpiErrorReported: error_reported(),
        facts.KpiRestored: in_error(mistaken=False),
        facts.KpiCommented: commented(),
    },
    carried=("status", "contract_id", "seat_id", "measured", "checked", "comments"),
    words=("title",),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "owner": "account",
    },
    indexes=(("contract_id",), ("seat_id",)),
)
