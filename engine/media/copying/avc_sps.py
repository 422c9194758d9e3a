"""How many frames an H.264 decoder holds back, read off a sequence parameter set (ITU-T H.264, 7.3.2.1.1).

Where that number changes from one sequence to the next, a decoder may throw away what it has not shown yet
(C.4.4): what is encoded to follow footage must state the footage's number.
"""

from __future__ import annotations

from engine.media.copying.nal import Bits, payload

HIGH_PROFILES = (44, 83, 86, 100, 110, 118, 122, 128, 134, 135, 138, 139, 244)
INTRA_PROFILES = (44, 86, 100, 110, 122, 244)
DPB_BLOCKS = {
    9: 396, 10: 396, 11: 900, 12: 2376, 13: 2376, 20: 2376, 21: 4752, 22: 8100, 30: 8100, 31: 18000,
    32: 20480, 40: 32768, 41: 32768, 42: 34816, 50: 110400, 51: 184320,
    52: 184320, 60: 696320, 61: 696320, 62: 696320,
}  # fmt: skip
"""Macroblocks that the decoded pictures of a level may take (table A-1)."""

MOST = 16
ESCAPE = 255  # an aspect ratio that is written out


def dpb_frames(unit: bytes) -> int:
    """Frames that a decoder keeps, as stated, else the most that the level allows. Raises `ValueError`."""
    bits = Bits(payload(unit)[1:])
    profile, constraints, level = bits.u(8), bits.u(8), bits.u(8)
    bits.ue()
    if profile in HIGH_PROFILES:
        _skip_high(bits)
    bits.ue()
    _skip_order(bits)
    bits.ue()
    bits.u(1)
    width, height = bits.ue() + 1, bits.ue() + 1
    if not bits.u(1):  # fields: the height counts pairs of rows of blocks
        height *= 2
        bits.u(1)
    bits.u(1)
    if bits.u(1):
        for _ in range(4):
            bits.ue()
    stated = _stated(bits) if bits.u(1) else None
    if stated is not None:
        return stated
    if profile in INTRA_PROFILES and constraints & 0x10:
        return 0
    return min(DPB_BLOCKS.get(level, DPB_BLOCKS[62]) // (width * height), MOST)


def _se(bits: Bits) -> int:
    code = bits.ue()
    return (code + 1) // 2 if code % 2 else -(code // 2)


def _skip_high(bits: Bits) -> None:
    chroma = bits.ue()
    if chroma == 3:
        bits.u(1)
    bits.ue()
    bits.ue()
    bits.u(1)
    if bits.u(1):
        for i in range(12 if chroma == 3 else 8):
            if bits.u(1):
                _skip_scaling(bits, 16 if i < 6 else 64)


def _skip_scaling(bits: Bits, size: int) -> None:
    last = following = 8
    for _ in range(size):
        if following:
            following = (last + _se(bits)) % 256
        last = following or last


def _skip_order(bits: Bits) -> None:
    kind = bits.ue()
    if kind == 0:
        bits.ue()
    elif kind == 1:
        bits.u(1)
        bits.ue()
        bits.ue()
        for _ in range(bits.ue()):
            bits.ue()


def _stated(bits: Bits) -> int | None:
    """max_dec_frame_buffering of the usability information, where it is given."""
    if bits.u(1) and bits.u(8) == ESCAPE:
        bits.u(32)
    if bits.u(1):
        bits.u(1)
    if bits.u(1):
        bits.u(4)
        if bits.u(1):
            bits.u(24)
    if bits.u(1):
        bits.ue()
        bits.ue()
    if bits.u(1):
        bits.u(65)
    timed = [_skip_buffers(bits) for _ in range(2)]
    if any(timed):
        bits.u(1)
    bits.u(1)
    if not bits.u(1):
        return None
    bits.u(1)
    for _ in range(5):
        bits.ue()
    return bits.ue()


def _skip_buffers(bits: Bits) -> bool:
    if not bits.u(1):
        return False
    count = bits.ue() + 1
    bits.u(8)
    for _ in range(count):
        bits.ue()
        bits.ue()
        bits.u(1)
    bits.u(20)
    return True
