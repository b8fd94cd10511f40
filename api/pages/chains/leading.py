"""Where a mark leads: a contract to its chain, an organisation to what stops."""

from typing import Any, NamedTuple

from api.pages.chains.addresses import Addresses
from api.pictures.asking import column_name
from projections.chain.picture.marks import CONTRACTS
from projections.chain.picture.picture import Picture

TABLE = "#facts"


class Leading(NamedTuple):
    """The links of a picture. Who may not ask what stops is led to routes instead."""

    picture: Picture
    to: Addresses
    can_ask: bool

    def href(self, mark: int) -> str | None:
        """Where a mark leads; what was chosen already is given up again."""
        born = int(self.picture.marks.born[mark])
        column = int(self.picture.marks.column[mark])
        if born < 0:
            return None
        at = f"#m{column}-{born}"
        if column == CONTRACTS:
            return self._only("contract", f"C-{born}", at)
        if self.can_ask:
            return self.to.failing_too(f"O-{born}", at)
        return self._only("through", f"O-{born}", at)

    def unfold(self, column: int) -> str:
        """Where the others of a column lead: to all of it, else to the table."""
        name = column_name(column)
        if self.to.single.get("open") == name:
            return TABLE
        return self.to.to(at=f"#c{column}", open=name)

    def _only(self, name: str, reference: str, at: str) -> str:
        is_it = self.to.single.get(name) == reference
        asked: dict[str, Any] = {name: None if is_it else reference}
        return self.to.to(at=at, **asked)
