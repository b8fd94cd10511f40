"""The plans as people read them: of exit, mobilisation, contingency and continuity."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain.facts import plan as facts
from projections import mistakes
from projections.kinds import COUNT, DAY, FLAG, ID, JSON, LIST, TEXT, TITLE, WHOLE
from projections.mistakes import error_reported, in_error
from projections.model import Effect, Held, Model, commented
from projections.nouns.plan_parts import PART_EFFECTS, TESTED_EFFECT
from projections.telling import Told

WORKED_ON = {"worked_on_since": True}


def _opened(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "draft", "entered_by": told.by, "open_tasks": 0}


def _worked_on(_: Told, __: Held) -> Mapping[str, Any]:
    """Whatever was approved before is not quite what stands now."""
    return WORKED_ON


def _decided(told: Told, _: Held) -> Mapping[str, Any]:
    return {"option_decided_on": told.effective_on, "option_decided_by": told.by} | (
        WORKED_ON
    )


def _approved(told: Told, held: Held) -> Mapping[str, Any]:
    carried_out = held["status"] == "activated"
    return {
        "status": held["status"] if carried_out else "approved",
        "approved_on": told.effective_on,
        "approved_by": told.by,
        "approved_at": told.position,
        "conditions": told.said.get("conditions"),
        "worked_on_since": False,
    }


def _reviewed(told: Told, _: Held) -> Mapping[str, Any]:
    return {"reviewed_on": told.effective_on, "reviewed_at": told.position}


def _activated(told: Told, _: Held) -> Mapping[str, Any]:
    return {"status": "activated", "activated_on": told.effective_on}


def _stood_down(_: Told, held: Held) -> Mapping[str, Any]:
    """It is what it was before."""
    was = "draft" if held["approved_on"] is None else "approved"
    return {"status": was, "activated_on": None, "trigger": None}


def _completed(told: Told, _: Held) -> Mapping[str, Any]:
    return {
        "status": "complete",
        "completed_on": told.effective_on,
        "exceptions": told.said.get("exceptions", ()),
        "final_cost": told.said.get("final_cost"),
    }


def _marked(effect: Effect) -> Effect:
    """The effect of a fact about a part: the plan was worked on, too."""

    def sets(told: Told, held: Held) -> Mapping[str, Any]:
        found = effect.sets(told, held) if effect.sets else {}
        return {**found, **WORKED_ON}

    return replace(effect, sets=sets)


PLAN = Model(
    noun="plan",
    prefix="P",
    columns={
        "kind": TEXT,
        "status": TEXT,
        "contract_id": ID,
        "organisation_id": ID,
        "seat_id": ID,
        "handling": TEXT,
        "entered_by": ID,
        "owner": ID,
        "end_on": DAY,
        "next_review": DAY,
        "review_every_days": WHOLE,
        "reviewed_on": DAY,
        "reviewed_at": WHOLE,
        "approved_on": DAY,
        "approved_by": ID,
        "approved_at": WHOLE,
        "worked_on_since": FLAG,
        "option_decided_on": DAY,
        "option_decided_by": ID,
        "decision_body": TEXT,
        "tested_on": DAY,
        "test_outcome": TEXT,
        "activated_on": DAY,
        "trigger": TEXT,
        "completed_on": DAY,
        "open_tasks": WHOLE,
        "interim_provider_id": ID,
        "care_act_48": FLAG,
        "title": TITLE,
        "provider_manager": TEXT,
        "purpose": TEXT,
        "minimum_service": TEXT,
        "step_in": TEXT,
        "communications": TEXT,
        "knowledge_transfer": TEXT,
        "users_transfer": TEXT,
        "intellectual_property": TEXT,
        "residual_liabilities": TEXT,
        "lessons": TEXT,
        "activation_trigger": TEXT,
        "conditions": TEXT,
        "defined_in": JSON,
        "final_cost": JSON,
        "options": LIST,
        "tasks": LIST,
        "alternatives": LIST,
        "assets": LIST,
        "data": LIST,
        "workforce": LIST,
        "seats": LIST,
        "costs": LIST,
        "tests": LIST,
        "exceptions": LIST,
        "comments": COUNT,
        **mistakes.COLUMNS,
    },
    facts=facts.FACTS,
    effects={
        facts.PlanOpened: Effect(_opened),
        facts.PlanOptionDecided: Effect(_decided),
        facts.PlanContinuitySet: Effect(_worked_on),
        **{kind: _marked(effect) for kind, effect in PART_EFFECTS.items()},
        facts.PlanApproved: Effect(_approved, "onwards", says=False),
        facts.PlanTested: TESTED_EFFECT,
        facts.PlanReviewed: Effect(_reviewed),
        facts.PlanActivated: Effect(_activated, "onwards"),
        facts.PlanStoodDown: Effect(_stood_down, "onwards"),
        facts.PlanCompleted: Effect(_completed, "onwards", says=False),
        facts.PlanDescribed: Effect(_worked_on),
        facts.PlanCorrected: Effect(_worked_on),
        facts.PlanEnteredInError: in_error(mistaken=True),
        facts.PlanErrorReported: error_reported(),
        facts.PlanRestored: in_error(mistaken=False),
        facts.PlanCommented: commented(),
    },
    carried=(
        "kind",
        "status",
        "contract_id",
        "organisation_id",
        "seat_id",
        "handling",
        "entered_by",
        "open_tasks",
        "comments",
    ),
    words=("title",),
    links={
        **mistakes.LINKS,
        "contract_id": "contract",
        "organisation_id": "organisation",
        "seat_id": "seat",
        "owner": "account",
        "entered_by": "account",
        "approved_by": "account",
        "option_decided_by": "account",
        "interim_provider_id": "organisation",
    },
    indexes=(("contract_id",), ("organisation_id",), ("handling",)),
)
