"""Who may do what: the table of rights, a module a subject."""
