"""Tells the risks of a contract: entered, scored, eased, reviewed, closed."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from api.demo.beat import Beat, Row
from api.demo.bulk_contracts import known_since
from api.demo.drawn import BEGAN, LAST, Days

_MINUTES = timedelta(minutes=20)
_HALF_A_YEAR = timedelta(days=190)
_REVIEWED = tuple(date(y, m, 9) for y in (2024, 2025, 2026) for m in (6, 12))[:-1]
_CAME_IN = {"adopt_risk", "create_risk"}
_FIRST = (
    "First assessment",
    "First assessment, with the provider in the room",
    "As the service scores it today",
    "Scored at the contract meeting",
)
_CLOSED = (
    "Within target for two quarters, and the controls stay",
    "No longer possible: the cause is gone",
    "Taken into the service's own register",
)


def risks_of(told: Row, phrases: Row, days: Days) -> Iterator[Beat]:
    """Each risk of the contract, from the day on which it was entered."""
    for nth, (title, category, *grades, worse) in enumerate(told["risks"], start=1):
        of = f"{told['of']}-risk-{nth}"
        likelihood, impact = grades
        first = likelihood - 1 if worse else likelihood
        said = {
            "contract_id": f"@{told['of']}",
            "title": title,
            "category": category,
            "owner": f"@{told['by']}",
        }
        came = _came_in(told, of, said, (first, impact), days)
        yield from came
        now = came[-1].at
        words = phrases[category]
        yield from _worked_on(told["by"], of, words, now, days)
        if worse:
            moved = days.between(now.date() + timedelta(days=20), LAST)
            yield _scored(moved, told["by"], of, (likelihood, impact), worse)
            now = moved
        if days.chance(0.4) and (likelihood if worse else first) > 1:
            eased = days.after(now, 60, 200)
            if eased.date() >= days.last:
                continue
            score = (max((likelihood if worse else first) - 1, 1), impact)
            yield _scored(eased, told["by"], of, score, days.one(words["eased"]))
            now = eased
        if not worse and days.chance(0.25):
            at = days.after(now, 90, 300)
            if at.date() < days.last:
                yield Beat(
                    at, told["by"], "close_risk", of, {"reason": days.one(_CLOSED)}
                )


def reviews_of(told: Row, beats: Sequence[Beat], days: Days) -> Iterator[Beat]:
    """All that is open is looked at twice a year; some contracts are late with it."""
    for due in _REVIEWED:
        at = days.after(datetime.combine(due, datetime.min.time()), 0, 9)
        if told.get("reviewed_late") == due.year:
            at = days.near(due + _HALF_A_YEAR - timedelta(days=21))
        if at.date() >= days.last or due <= known_since(told):
            continue
        stand = {b.of for b in beats if b.do in _CAME_IN and b.at < at}
        stand -= {b.of for b in beats if b.do == "close_risk" and b.at < at}
        if stand:
            again = at.date() + _HALF_A_YEAR
            said = {
                "risk_ids": [f"@{of}" for of in sorted(stand)],
                "next_review": again,
            }
            yield Beat(at, told["by"], "review_risks", told["of"], said)


def _came_in(
    told: Row, of: str, said: Row, score: tuple[int, int], days: Days
) -> list[Beat]:
    """Known before the register and brought in, or found since and scored."""
    likelihood, impact = score
    target = _score(max(likelihood - 1, 1), impact)
    since = known_since(told)
    if told["start"] < BEGAN and days.chance(0.6):
        at = days.between(since, since + timedelta(days=40))
        scores = {
            "inherent": _score(min(likelihood + 1, 5), impact),
            "current": _score(*score),
            "target": target,
            "next_review": at.date() + _HALF_A_YEAR,
        }
        return [Beat(at, told["by"], "adopt_risk", of, {**said, **scores})]
    at = days.between(since, days.last - timedelta(days=100))
    entered = {**said, "next_review": at.date() + _HALF_A_YEAR}
    scored = _scored(at + _MINUTES, told["by"], of, score, days.one(_FIRST))
    scored = scored._replace(said={**scored.said, "target": target})
    return [Beat(at, told["by"], "create_risk", of, entered), scored]


def _worked_on(
    by: str, of: str, words: Row, since: datetime, days: Days
) -> Iterator[Beat]:
    """What keeps it down, and what is still to be done about it."""
    if days.chance(0.55):
        kind = days.one(["preventive", "detective", "corrective"])
        said = {"title": days.one(words["controls"]), "kind": kind, "owner": f"@{by}"}
        yield Beat(days.after(since, 5, 60), by, "add_control_risk", of, said)
    if days.chance(0.3):
        at = days.after(since, 10, 90)
        due = at.date() + timedelta(days=days.one([45, 60, 90]))
        said = {"title": days.one(words["actions"]), "owner": f"@{by}", "due": due}
        done = due - timedelta(days=days.one([3, 9, -12]))
        action = f"{of}-action"
        yield Beat(at, by, "add_action_risk", of, {**said, "makes": action})
        if done < days.last and days.chance(0.85):
            over = {"action_id": f"@{action}"}
            yield Beat(days.near(done), by, "complete_action_risk", of, over)


def _scored(at: datetime, by: str, of: str, score: tuple[int, int], why: str) -> Beat:
    return Beat(at, by, "assess_risk", of, {"current": _score(*score), "reason": why})


def _score(likelihood: int, impact: int) -> Row:
    return {"likelihood": likelihood, "impact": impact}
