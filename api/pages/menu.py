"""Every page there is, in the order of menus."""

from typing import Final

from api.pages import (
    audit,
    audit_compare,
    bundle,
    due,
    home,
    lists,
    look_at,
    records,
    signing_in,
    statement,
)
from api.pages.chains import page as chains

PAGES: Final = (
    *home.pages.routes,
    *chains.pages.routes,
    *due.pages.routes,
    *look_at.pages.routes,
    *lists.pages.routes,
    *audit.pages.routes,
    *audit_compare.pages.routes,
    *bundle.pages.routes,
    *records.pages.routes,
)
# Nobody has to be signed in for these.
OPEN: Final = (*signing_in.ROUTES, *statement.ROUTES)
