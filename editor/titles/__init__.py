"""Titles: the dialog in which words are laid over the film, seen as they will be."""
