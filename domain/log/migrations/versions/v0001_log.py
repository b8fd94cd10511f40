"""Events, ledger, claims and receipts; rights and triggers that only ever append."""

from alembic import op

from domain.log.migrations import statements_0001 as statements

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Makes the tables of an empty register."""
    connection = op.get_bind()
    if connection.dialect.name == "sqlite":
        steps = statements.SQLITE
    else:
        schema = connection.exec_driver_sql("SELECT current_schema()").scalar_one()
        steps = statements.postgres(str(schema))
    for step in steps:
        connection.exec_driver_sql(step)
