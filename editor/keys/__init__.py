"""Keys and the words that stand for them: keymaps, the palette's search, who may have a key."""
