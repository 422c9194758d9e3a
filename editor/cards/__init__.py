"""The card panel: what should happen in one range, and what came of it."""
