"""The known risks of a contract: to be frozen as of a day, and as they were frozen."""

from collections.abc import Sequence

from sqlalchemy import select

from projections.model import ID
from projections.pages import MOST, Question
from projections.rendering import Json
from projections.view import View

KEPT = (
    "contract_id",
    "frozen_at",
    "frozen_on",
    "frozen_by",
    "frozen_by_name",
    "as_known_at",
    "notice_id",
)


def open_risks(view: View, contract: str) -> list[Json]:
    """The risks of a contract that are open, as the view knows them.

    Restricted ones are left out: a snapshot is read by more than they name.
    """
    risks, following = [], None
    while True:
        asked = Question(
            filters={"contract_id": [contract], "status": ["open"]},
            sort="born_at",
            limit=MOST,
            cursor=following,
        )
        found = view.pages.page(view.connection, "risk", view.pin, view.reach, asked)
        risks += view.rendered("risk", found.rows)
        following = found.next
        if following is None:
            return [risk for risk in risks if risk["handling"] == "normal"]


def named_risks(view: View, ids: Sequence[str]) -> dict[str, Json]:
    """Risks by their ids, as the view knows them; those alone that may be read."""
    may = view.readable("risk", ids)
    rows = view.rows("risk", [each for each in ids if each in may])
    return {risk["id"]: risk for risk in view.rendered("risk", rows)}


def snapshots(view: View, named: str) -> list[Json]:
    """Every snapshot of a contract, the first first. Raises NotFound."""
    contract = view.known("contract", named)
    alive = view.pages.alive("snapshot", view.pin)
    wanted = (
        select(alive)
        .where(alive.c.contract_id == contract)
        .order_by(alive.c.known_from)
    )
    rows = [tuple(r) for r in view.connection.execute(wanted, view.pin.params)]
    shown = view.rendered("snapshot", rows)
    risks = {each["risk_id"] for s in shown for each in s["risks"]}
    may, names = view.readable("risk", risks), _names(view, risks)
    for each in shown:  # what was restricted since is kept from others here, too
        each["risks"] = [risk for risk in each["risks"] if risk["risk_id"] in may]
    return [_shown(each, row[ID], names) for each, row in zip(shown, rows, strict=True)]


def _shown(snapshot: Json, ident: str, names: dict[str, Json]) -> Json:
    risks = [
        {
            **dict.fromkeys(("current", "inherent", "target", "matrix_version")),
            **dict.fromkeys(("reference", "title")),
            **names.get(risk["risk_id"], {}),
            **risk,
        }
        for risk in snapshot["risks"]
    ]
    kept = ("contract_id", "frozen_at", "frozen_on", "as_known_at", "notice_id")
    by = {name: snapshot.get(name) for name in ("frozen_by", "frozen_by_name")}
    return {
        "id": ident,
        **{name: snapshot[name] for name in kept},
        **by,
        "risks": risks,
    }


def _names(view: View, ids: set[str]) -> dict[str, Json]:
    """How the risks are called that may be read."""
    known = view.labels("risk", sorted(view.readable("risk", ids)))
    return {
        risk: {"reference": label["reference"], "title": label.get("title")}
        for risk, label in known.items()
    }
