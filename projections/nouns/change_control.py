"""What is known of a change beside its course: ground, notices, and what shows it."""

from collections.abc import Mapping
from typing import Any

from domain.event import Fact
from domain.facts import change_control as facts
from projections.kinds import DAY, FLAG, ID, LIST, MONEY, TEXT, Kind
from projections.model import Effect, Held
from projections.nouns.change_course import closed
from projections.telling import Told

ANSWERS = tuple(facts.GroundAnswers.model_fields)
_SAID = (
    "ground",
    "rationale",
    "known_risk_id",
    "one_with",
    "legal_advice",
    *ANSWERS,
)
NOTICE = (
    "notice",
    "notice_id",
    "published_on",
    "standstill_until",
    "address",
    "notice_document",
)
SHOWN = (
    "artefact",
    "evidence",
    "strength",
    "evidence_document",
    "evidence_event",
    "risk_id",
    "address",
    "version_label",
    "dated_on",
    "statement",
    "no_effect",
    "counts_alone",
)
COLUMNS: Mapping[str, Kind] = {
    "ground": TEXT,
    "rationale": TEXT,
    "known_risk_id": ID,
    "one_with": LIST,
    "legal_advice": ID,
    "classified_by": ID,
    "classified_on": DAY,
    **dict.fromkeys(ANSWERS, FLAG),
    "notices": LIST,
    "reflections": LIST,
    "notified": LIST,
    "saving_claimed": MONEY,
    "saving_realised": MONEY,
    "benefit": TEXT,
    "benefit_realised": TEXT,
}
LINKS: Mapping[str, str] = {
    "classified_by": "account",
    "known_risk_id": "risk",
    "legal_advice": "document",
}


def _classified(told: Told, _: Held) -> Mapping[str, Any]:
    """What is said anew takes the place of all that was said before."""
    who = {"classified_by": told.by, "classified_on": told.effective_on}
    return {name: told.said.get(name) for name in _SAID} | who


def _published(told: Told, held: Held) -> Mapping[str, Any]:
    notice = {"position": told.position, **_picked(told, NOTICE), "by": told.by}
    return {"notices": [*(held["notices"] or []), notice]}


def _reflected(told: Told, held: Held) -> Mapping[str, Any]:
    shown = {
        "position": told.position,
        **_picked(told, SHOWN),
        "by": told.by,
        "on": told.recorded_on,
    }
    return {"reflections": [*(held["reflections"] or []), shown]}


def _confirmed(told: Told, held: Held) -> Mapping[str, Any]:
    """A second person agrees: kept as an entry of its own."""
    confirmed = {
        "position": told.position,
        **dict.fromkeys(SHOWN),
        "artefact": told.said["artefact"],
        "evidence": "confirmed",
        "no_effect": told.said.get("why"),
        "by": told.by,
        "on": told.recorded_on,
    }
    return {"reflections": [*(held["reflections"] or []), confirmed]}


def _picked(told: Told, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: told.said.get(name) for name in names}


EFFECTS: Mapping[type[Fact], Effect] = {
    facts.ChangeGroundClassified: Effect(_classified, "onwards"),
    facts.ChangeNoticePublished: Effect(_published, "onwards", says=False),
    facts.ChangeReflected: Effect(_reflected, "onwards", says=False),
    facts.ChangeNotApplicableConfirmed: Effect(_confirmed, "onwards", says=False),
    facts.ChangeClosed: Effect(closed, "onwards"),
}
