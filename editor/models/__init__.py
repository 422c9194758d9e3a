"""The model manager: what is here, what could be, and bringing it.

rows.py     what the list shows, read in the background
process.py  one `tween models …` that works in a process of its own
work.py     everything under way, which goes on when the dialog is closed
detail.py   one model: what it is, what it needs, what can be done with it
dialog.py   the list beside it
"""
