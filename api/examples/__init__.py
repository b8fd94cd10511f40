"""An example body for every command."""
