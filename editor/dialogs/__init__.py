"""Dialogs, and the file choosers around them."""
