"""Files beside the log, and the one way to dispose of them."""

from alembic import op

from domain.log.migrations import statements_0002 as statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables of files."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        steps = statements.SQLITE
    else:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        steps = statements.postgres(str(schema))
    for step in steps:
        connection.exec_driver_sql(step)
