"""One module a resource: three lines an operation."""
