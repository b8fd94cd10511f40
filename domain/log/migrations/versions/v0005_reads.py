"""The log of reads of what is withheld from others."""

from alembic import op

from domain.log.migrations import statements_0005 as statements

revision = "0005"
# The seventh step was there first: steps follow one another as they came.
down_revision = "0007"


def upgrade() -> None:
    """Makes the tables of the log of reads."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        steps = statements.SQLITE
    else:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        steps = statements.postgres(str(schema))
    for step in steps:
        connection.exec_driver_sql(step)
