"""The first run of the installed program: what drawing needs is offered and set up from the window."""
