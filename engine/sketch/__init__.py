"""The built-in model's own school: it draws captioned scenes and trains Sketch on them."""
