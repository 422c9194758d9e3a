"""Packets that go from footage to a film as they are, and encoded ones that fit beside them.

packets.py         which packets show a range, and whether they can be copied
byte_stream.py     H.264 and H.265 of transport streams, as MP4 has it
nal.py             the units of H.264 and H.265; avc_sps.py: one kind of them in detail
parameter_sets.py  numbers for the encoded parts' parameter sets that the footage does not use
patch.py           an encoder whose stream goes on from the footage's
splice_writer.py   both into one file
"""
