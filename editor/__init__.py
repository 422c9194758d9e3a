"""The window: everything that a person sees. Widgets show values and emit intentions; the engine works."""
