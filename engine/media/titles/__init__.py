"""Titles: words drawn into a picture with alpha that remembers them, in the fonts of this computer.

recipe.py   what a title says and how it looks, as plain values and as text
fonts.py    which fonts there are, and which of them have the letters
layout.py   where each line lies in the picture
drawing.py  the letters, their outline, shadow and box
file.py     the picture as a PNG whose text chunk holds the recipe
"""
