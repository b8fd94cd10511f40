"""Rows of a risk register: risks to take on, with their scores as they were written."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from api.imports.columns.grades import OTHER_PRODUCT, Scheme
from api.imports.rows.draft import Draft, Drafting
from api.imports.rows.names import NO_CONTRACT, Unmatched
from api.imports.rows.options import COUNCIL
from api.imports.rows.work import NEEDS_MORE, PLAIN, Work
from domain.risk.commands import AdoptRisk

SCORES: Final = ("current", "inherent", "target")
SIDES: Final = ("likelihood", "impact")
TOLD: Final = frozenset(
    {
        "title",
        "cause",
        "event",
        "consequence",
        "category",
        "owner",
        "next_review",
        "review_every_days",
        "mitigation",
        "contingency",
        "status",
        "handling",
        "current",
        "inherent",
        "target",
        "legacy_score",
    }
)
# Words that are looked for long after the sheet is gone.
FOUND_BY: Final = ("mitigation", "contingency", "controls", "actions")
# What is longer than this is a sentence, and no step of a scale.
SENTENCE: Final = 25


def draft_risk(drafting: Drafting, draft: Draft) -> None:
    """What the row of a risk asks for."""
    drafting.owner(draft, "owner")
    drafting.owner(draft, "action_owner")
    _read_scores(drafting, draft)
    _read_rhythm(draft)
    for name in FOUND_BY:
        drafting.keep(draft, name)
    draft.handling = str(draft.says.get("handling", "normal"))
    draft.noun = "risk"
    hangs_on = _hangs_on(drafting, draft)
    if isinstance(hangs_on, Unmatched):
        draft.unmatched.append(hangs_on)
        return
    draft.contract = hangs_on
    draft.work = _work(drafting, draft)
    said = {name: draft.says[name] for name in TOLD & draft.says.keys()}
    scope = COUNCIL if hangs_on is None else None
    draft.adoption = drafting.command(
        draft,
        AdoptRisk,
        **said,
        scope=scope,
        contract_id=None if hangs_on is None else str(hangs_on),
    )


def _read_rhythm(draft: Draft) -> None:
    """A column for the next review may say how often instead."""
    found = draft.says.get("next_review")
    if isinstance(found, dict) and "every_days" in found:
        del draft.says["next_review"]
        draft.says.setdefault("review_every_days", found["every_days"])


def _work(drafting: Drafting, draft: Draft) -> Work:
    """What is done about it; of a risk that is over nothing is to be done any more."""
    says = draft.says
    controls = says.get("controls", ())
    if says.get("status") == "closed":
        return Work(controls=controls)
    response = says.get("response")
    if isinstance(response, str) and response not in PLAIN:
        drafting.tell(draft, "response", NEEDS_MORE)
    return Work(
        response if response in PLAIN else None,
        controls,
        says.get("actions", ()),
        says.get("action_owner"),
        says.get("action_due"),
    )


def _hangs_on(drafting: Drafting, draft: Draft) -> UUID | Unmatched | None:
    """The contract that a row names, else what was said for the file; None: council."""
    named = draft.says.get("contract") or drafting.options.contract
    if not isinstance(named, str):
        return Unmatched("contract", "", NO_CONTRACT)
    if named == COUNCIL == drafting.options.contract:
        return None
    return drafting.names.contract(named)


def _read_scores(drafting: Drafting, draft: Draft) -> None:
    """Scores by the register's scale, where the file or a table says how; and as found.

    What was written stays word for word, whatever it comes to here.
    """
    scheme = drafting.options.scoring(drafting.file_name)
    legacy: dict[str, Any] = {}
    for when in SCORES:
        written = {
            what: draft.row.written[f"{when}_{what}"]
            for what in (*SIDES, "score")
            if f"{when}_{what}" in draft.row.written
        }
        score = _score(drafting, draft, scheme, when, written)
        for what in written:
            draft.says.pop(f"{when}_{what}", None)
        if written:
            legacy[when] = _as_written(written)[:100].strip()
        if score is not None:
            draft.says[when] = score
    if legacy:
        draft.says["legacy_score"] = {"scheme": scheme.name, **legacy}


def _score(
    drafting: Drafting,
    draft: Draft,
    scheme: Scheme,
    when: str,
    written: dict[str, str],
) -> Mapping[str, int] | None:
    """Likelihood and impact: as graded, else what the score of the file stands for."""
    _move_sentence(draft, when, written)
    grades = _grades(drafting, draft, scheme, when, written)
    score = written.get("score")
    if len(grades) == len(SIDES):
        if score and score.isdecimal() and int(score) != _product(grades):
            drafting.tell(draft, f"{when}_score", OTHER_PRODUCT)
        return grades
    value, wrong = scheme.score(score)
    for problem, _ in wrong:
        drafting.tell(draft, f"{when}_score", problem)
    return value if isinstance(value, dict) else None


def _grades(
    drafting: Drafting,
    draft: Draft,
    scheme: Scheme,
    when: str,
    written: Mapping[str, str],
) -> dict[str, int]:
    grades: dict[str, int] = {}
    for side in SIDES:
        value, wrong = scheme.grade(side, written.get(side))
        for problem, _ in wrong:
            drafting.tell(draft, f"{when}_{side}", problem)
        if value is not None:
            grades[side] = value
    return grades


def _move_sentence(draft: Draft, when: str, written: dict[str, str]) -> None:
    """A column called "Impact" may hold what the impact would be, in words."""
    said = written.get("impact", "")
    if when == "current" and len(said) > SENTENCE and "consequence" not in draft.says:
        draft.says["consequence"] = said
        del written["impact"]
        draft.says.pop("current_impact", None)


def _as_written(written: Mapping[str, str]) -> str:
    """A score in the words of the file: "4 x 5", "Red", "4 x 5 = 20"."""
    sides = " x ".join(written.get(side, "?") for side in SIDES)
    if not any(side in written for side in SIDES):
        return written["score"]
    return f"{sides} = {written['score']}" if "score" in written else sides


def _product(grades: Mapping[str, int]) -> int:
    return grades["likelihood"] * grades["impact"]
