"""Runs the steps inside the connection that `domain.log.migrate` hands over."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    version_table="log_migrations",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
