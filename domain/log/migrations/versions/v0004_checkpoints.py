"""Signed checkpoints, and marks that name what changed."""

from alembic import op

from domain.log.migrations import statements_0004 as statements

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables of checkpoints and marks."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        steps = statements.SQLITE
    else:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        steps = statements.postgres(str(schema))
    for step in steps:
        connection.exec_driver_sql(step)
