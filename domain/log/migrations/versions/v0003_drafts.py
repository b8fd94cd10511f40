"""Drafts beside the log."""

from alembic import op

from domain.log.migrations import statements_0003 as statements

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the table of drafts."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        steps = statements.SQLITE
    else:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        steps = statements.postgres(str(schema))
    for step in steps:
        connection.exec_driver_sql(step)
