"""The models on this machine: which there are to get, and getting, adding, checking and removing them.

entries.py      the shipped list of checkpoints (resources/models/catalogue.toml)
places.py       where models lie
lock.py         what was put there: revision, and size and SHA-256 of every file
allowed.py      which files of a repository or a folder a model may have
hub.py          one repository on the hub or a mirror of it: its files, and one of them fetched
getting.py      a whole model, resumed where it stopped
adding.py       a folder or a LoRA from this machine
single_file.py  one file of weights made into a folder (needs torch)
removing.py     what the program put there, and nothing else
fit.py          whether a model fits this machine, by the engine's own planner

Importable without torch, but for single_file.py. `engine.families.catalog` is the door for everyone else.
"""
