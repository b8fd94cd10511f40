"""The council's three years, told by hand and drawn, put in order of time."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from api.demo.beat import Beat, Row, read, text_of
from api.demo.bulk import bulk
from api.demo.notices import NOTICES
from api.demo.stage import PROGRAM, SEED

FILES = (
    "people",
    "policy",
    "firms",
    "contracts",
    "changes",
    "risks",
    "issues",
    "appetite",
    "mending",
    "standing",
    "lives",
    "seats",
    "sheets",
)
# Who lets the others in.
ADMINISTRATOR = "kit"
REVIEWED_EVERY = timedelta(days=91)
_BEAT = ("at", "by", "do", "of")


class Persona(NamedTuple):
    """Somebody through whose eyes the register can be seen."""

    of: str
    name: str
    post: str
    role: str


def personas() -> list[Persona]:
    """Everybody who still has a key, in the order of the story."""
    rows = read("people").get("person", [])
    return [
        Persona(row["of"], row["name"], row["post"], row["role"])
        for row in rows
        if "left" not in row
    ]


def beats(seed: int = SEED) -> list[Beat]:
    """All of it in order; what is told of one moment keeps the order it is in."""
    found = [each for name in FILES for each in _told(read(name))]
    return sorted([*found, *bulk(seed)], key=lambda each: each.at)


def _told(story: Row) -> Iterator[Beat]:
    for row in story.get("person", []):
        yield from _arrival(row)
    for row in story.get("beat", []):
        said = {name: value for name, value in row.items() if name not in _BEAT}
        if row["do"] == "create_import":
            said["file"] = _file(row["of"])
        yield Beat(row["at"], row["by"], row["do"], row["of"], said)
    for row in story.get("risk", []):
        yield from _life(row)


def _file(name: str) -> str:
    return NOTICES[name]() if name in NOTICES else text_of(name)


def _arrival(row: Row) -> Iterator[Beat]:
    """Somebody is invited, may do something, and gets a key."""
    at, of = row["at"], row["of"]
    by = PROGRAM if of == ADMINISTRATOR else ADMINISTRATOR
    grant = {name: row[name] for name in ("role", "limit") if name in row}
    yield Beat(at, by, "create_account", of, {"name": row["name"]})
    yield Beat(at, by, "grant_account", of, grant | {"scope": row.get("scope", "all")})
    yield Beat(at, by, "create_key", of, {})


def _life(row: Row) -> Iterator[Beat]:
    """A risk from the day on which it is entered: scored, reviewed, closed."""
    of, by = row["of"], row["by"]
    entering = "adopt_risk" if row.get("known") else "create_risk"
    yield Beat(row["at"], by, entering, of, dict(_entry(row)))
    for score in row.get("scores", []):
        yield Beat(score[0], by, "assess_risk", of, _scored(*score[1:]))
    for at in row.get("reviewed", []):
        again = (at + REVIEWED_EVERY).date()
        yield Beat(at, by, "review_risk", of, {"next_review": again})
    if "closed" in row:
        at, who, why = row["closed"]
        yield Beat(at, who, "close_risk", of, {"reason": why})


def _entry(row: Row) -> Iterator[tuple[str, Any]]:
    """What is said of a risk when it is entered."""
    on = row["on"]
    if on == "council":
        yield "scope", on
    else:
        yield f"{row.get('hangs_on', 'contract')}_id", on
    for name in ("title", "category"):
        yield name, row[name]
    for name in ("inherent", "current", "target"):
        if name in row:
            yield name, _score(*row[name])


def _scored(likelihood: int, impact: int, why: str, moved_by: str = "") -> Row:
    said = {"current": _score(likelihood, impact), "reason": why}
    return said | ({"change_id": moved_by} if moved_by else {})


def _score(likelihood: int, impact: int) -> Row:
    return {"likelihood": likelihood, "impact": impact}
