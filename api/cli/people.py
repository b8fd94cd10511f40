"""Who is meant on the command line: an account or a key, by a name or a reference."""

from uuid import UUID, uuid4

from api.cli.words import fail
from domain.log.submission import Asker
from domain.rights import SYSTEM
from projections.pages import Question
from projections.view import View


def asker() -> Asker:
    """Whoever runs the command line, in a request of its own."""
    return Asker(SYSTEM.account, "cli", uuid4())


def found_account(view: View, name: str) -> UUID:
    """The account that is called so, and no other."""
    page = view.page("account", Question(q=name, limit=200))
    called = [UUID(item["id"]) for item in page.items if item.get("name") == name]
    if len(called) == 1:
        return called[0]
    if called:
        listed = ", ".join(map(str, called))
        fail(f"{len(called)} accounts are called {name}; name one by its id: {listed}")
    return UUID(view.one("account", name)["id"])


def named_or_only_key(view: View, name: str) -> UUID:
    """The key of this id or reference, or the only valid one of who is called so."""
    if name.startswith("K-"):
        return UUID(view.one("key", name)["id"])
    if (stream := _as_id(name)) and view.rows("key", [str(stream)]):
        return stream
    account = found_account(view, name)
    asked = Question(
        filters={"account_id": [str(account)], "status": ["valid"]}, limit=200
    )
    held = view.page("key", asked).items
    if len(held) != 1:
        listed = ", ".join(key["reference"] for key in held) or "none"
        fail(f"{name} has {len(held)} keys that open; name one: {listed}")
    return UUID(held[0]["id"])


def _as_id(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None
