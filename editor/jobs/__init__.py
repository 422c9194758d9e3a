"""The queue of what is to be drawn: what it holds, how it follows the film, and what a person sees of it."""
