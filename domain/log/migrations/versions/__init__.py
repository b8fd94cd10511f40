"""One module a step; steps are never edited once released."""
