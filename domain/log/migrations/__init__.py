"""The log's tables, step by step."""
