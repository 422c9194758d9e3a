"""How a film says what was drawn in it, and by what.

claim.py      what was done, as plain values: drawn ranges, models, footage; the IPTC digital source type
identity.py   this user's own key and certificate, made at first use
manifest.py   a claim in the words of C2PA
signing.py    content credentials into a file that is complete; the one place that loads the library
tags.py       a claim in a container's own metadata, also as the `AIGC` key
labels.py     `Labels`, what a person wishes; `label_for`, what the writer is given
mark.py       words in the picture, where a person asks for them
reading.py    what a file says of itself, and whether that is true
"""
