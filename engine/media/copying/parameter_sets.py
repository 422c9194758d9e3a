"""Decoder configurations of MP4 (ISO/IEC 14496-15) that hold the parameter sets of two encoders at once.

Footage and what is encoded to go with it were coded with different settings. Each keeps its own parameter
sets under numbers of their own, and the configuration lists both: every player finds what it needs, and the
footage's packets stay as they are. x264 is told its numbers; x265 has no such switch, so that its units are
renumbered here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from engine.media.copying.nal import Bits, golomb, payload, protected

AVC_SPS, AVC_PPS, AVC_IDR = 7, 8, 5
AVC_HIGH_PROFILES = (100, 110, 122, 244)
"""Those of which MP4 states chroma format and depths beside the sets."""
HEVC_VPS, HEVC_SPS, HEVC_PPS = 32, 33, 34
AVC_SETS, HEVC_SETS = (AVC_SPS, AVC_PPS), (HEVC_VPS, HEVC_SPS, HEVC_PPS)
AVC_PICTURES, HEVC_PICTURES = range(1, 6), range(32)
HEVC_ENTRIES = range(16, 24)
SLICE_PPS = range(15, 31)
"""Numbers whose code is 9 bits long: in place of x265's 0, of one bit, they move a slice by exactly a byte,
so that nothing behind them has to be understood."""


@dataclass(frozen=True)
class Depth:
    """`chroma` as both standards count it: 0 none, 1 for 4:2:0, 2 for 4:2:2, 3 for 4:4:4; `bits` a sample."""

    chroma: int
    bits: int


@dataclass(frozen=True)
class AvcConfig:
    """An avcC box. `tail` is what follows the sets (chroma format and depths of the high profiles)."""

    profile: int
    compatibility: int
    level: int
    length_size: int
    sps: tuple[bytes, ...]
    pps: tuple[bytes, ...]
    tail: bytes = b""

    @staticmethod
    def parse(data: bytes) -> AvcConfig:
        """Raises `ValueError` for anything that is no avcC."""
        if len(data) < 7 or data[0] != 1:
            raise ValueError("no avcC")
        sps, at = _sets(data, 6, data[5] & 31)
        if at >= len(data):
            raise ValueError("an avcC that ends too soon")
        pps, at = _sets(data, at + 1, data[at])
        return AvcConfig(data[1], data[2], data[3], (data[4] & 3) + 1, tuple(sps), tuple(pps), data[at:])

    @staticmethod
    def of_units(units: Iterable[bytes], depth: Depth) -> AvcConfig:
        """What announces the parameter sets among `units`. Raises `ValueError` where there is none."""
        mine = list(dict.fromkeys(units))
        sps = tuple(unit for unit in mine if unit[0] & 31 == AVC_SPS and len(unit) > 4)
        pps = tuple(unit for unit in mine if unit[0] & 31 == AVC_PPS)
        if not sps or not pps:
            raise ValueError("its parameter sets are not announced")
        profile, compatibility, level = sps[0][1:4]
        tail = bytes([0xFC | depth.chroma, 0xF8 | depth.bits - 8, 0xF8 | depth.bits - 8, 0])
        return AvcConfig(
            profile, compatibility, level, 4, sps, pps, tail if profile in AVC_HIGH_PROFILES else b""
        )

    def to_bytes(self) -> bytes:
        head = bytes([1, self.profile, self.compatibility, self.level, 0xFC | self.length_size - 1])
        parts = [head, bytes([0xE0 | len(self.sps)]), *map(_sized, self.sps)]
        return b"".join([*parts, bytes([len(self.pps)]), *map(_sized, self.pps), self.tail])

    def free_id(self) -> int:
        """A number that neither a sequence nor a picture parameter set has. Raises `ValueError`."""
        used = {Bits(payload(unit)[4:]).ue() for unit in self.sps}
        used |= {Bits(payload(unit)[1:]).ue() for unit in self.pps}
        return _free(used, range(1, 32))

    def with_units(self, units: Iterable[bytes]) -> AvcConfig:
        """This configuration with another encoder's parameter sets beside its own."""
        mine = list(units)
        sps = tuple(unit for unit in mine if unit[0] & 31 == AVC_SPS)
        pps = tuple(unit for unit in mine if unit[0] & 31 == AVC_PPS)
        level = max([self.level, *(unit[3] for unit in sps)])
        return replace(self, level=level, sps=self.sps + sps, pps=self.pps + pps)


@dataclass(frozen=True)
class HevcConfig:
    """An hvcC box: its first 22 bytes, and (kind of unit, complete, units) for each of its arrays."""

    head: bytes
    arrays: tuple[tuple[int, bool, tuple[bytes, ...]], ...]

    @staticmethod
    def parse(data: bytes) -> HevcConfig:
        """Raises `ValueError` for anything that is no hvcC."""
        if len(data) < 23 or data[0] != 1:
            raise ValueError("no hvcC")
        arrays: list[tuple[int, bool, tuple[bytes, ...]]] = []
        at = 23
        for _ in range(data[22]):
            if at + 3 > len(data):
                raise ValueError("an hvcC that ends too soon")
            units, end = _sets(data, at + 3, int.from_bytes(data[at + 1 : at + 3], "big"))
            arrays.append((data[at] & 63, bool(data[at] & 128), tuple(units)))
            at = end
        return HevcConfig(data[:22], tuple(arrays))

    @staticmethod
    def of_units(units: Iterable[bytes], depth: Depth) -> HevcConfig:
        """What announces the parameter sets among `units`. Raises `ValueError` where one is missing."""
        mine = list(dict.fromkeys(units))
        arrays = tuple(
            (kind, True, tuple(unit for unit in mine if unit[0] >> 1 & 63 == kind)) for kind in HEVC_SETS
        )
        if not all(found for _, _, found in arrays):
            raise ValueError("its parameter sets are not announced")
        sps = payload(arrays[1][2][0])
        if len(sps) < 15:
            raise ValueError("a parameter set that ends too soon")
        layers = ((sps[2] >> 1 & 7) + 1) << 3 | (sps[2] & 1) << 2
        depths = bytes([0xFC | depth.chroma, 0xF8 | depth.bits - 8, 0xF8 | depth.bits - 8])
        head = b"\1" + sps[3:15] + b"\xf0\0\xfc" + depths + b"\0\0" + bytes([layers | 3])
        return HevcConfig(head, arrays)

    @property
    def length_size(self) -> int:
        return (self.head[21] & 3) + 1

    def to_bytes(self) -> bytes:
        parts = [self.head, bytes([len(self.arrays)])]
        for kind, complete, units in self.arrays:
            parts += [bytes([complete << 7 | kind]), len(units).to_bytes(2, "big"), *map(_sized, units)]
        return b"".join(parts)

    def units(self, kind: int) -> list[bytes]:
        return [unit for each, _, units in self.arrays if each == kind for unit in units]

    def free_ids(self) -> HevcIds:
        """Numbers that no set of this configuration has. Raises `ValueError` where there are none."""
        vps = {payload(unit)[2] >> 4 for unit in self.units(HEVC_VPS)}
        sps = {_sps_fields(payload(unit))[1] for unit in self.units(HEVC_SPS)}
        pps = {Bits(payload(unit)[2:]).ue() for unit in self.units(HEVC_PPS)}
        return HevcIds(_free(vps, range(1, 16)), _free(sps, range(1, 16)), _free(pps, SLICE_PPS))

    def with_units(self, units: Iterable[bytes]) -> HevcConfig:
        """This configuration with another encoder's parameter sets beside its own."""
        mine = list(units)
        arrays = tuple(
            (kind, complete, (*own, *(unit for unit in mine if unit[0] >> 1 & 63 == kind)))
            for kind, complete, own in self.arrays
        )
        head = bytearray(self.head)
        head[12] = max([head[12], *(payload(unit)[14] for unit in mine if unit[0] >> 1 & 63 == HEVC_SPS)])
        return HevcConfig(bytes(head), arrays)


@dataclass(frozen=True)
class HevcIds:
    """Numbers of the video, sequence and picture parameter set."""

    vps: int
    sps: int
    pps: int

    def renumbered(self, unit: bytes) -> bytes:
        """A unit of x265, whose sets all have number 0, with these numbers. Raises `ValueError` for more."""
        kind = unit[0] >> 1 & 63
        if kind not in HEVC_PICTURES and kind not in (HEVC_VPS, HEVC_SPS, HEVC_PPS):
            return unit
        raw = payload(unit)
        if kind == HEVC_VPS:
            return protected(raw[:2] + bytes([self.vps << 4 | raw[2] & 15]) + raw[3:])
        if kind == HEVC_SPS:
            start, _, stop = _sps_fields(raw)
            raw = raw[:2] + bytes([self.vps << 4 | raw[2] & 15]) + raw[3:]
            return protected(_replaced(raw, start, stop, golomb(self.sps)))
        if kind == HEVC_PPS:
            bits = Bits(raw[2:])
            for _ in range(2):
                bits.ue()
            stop = 8 * len(raw) - bits.left
            return protected(_replaced(raw, 16, stop, golomb(self.pps) + golomb(self.sps)))
        return protected(self._slice(raw, kind))

    def _slice(self, raw: bytes, kind: int) -> bytes:
        flags = 2 if kind in HEVC_ENTRIES else 1
        first = raw[2]
        if not first >> (7 - flags) & 1:
            raise ValueError("a slice that does not use picture parameter set 0")
        code = int(golomb(self.pps), 2)  # 9 bits in the place of one
        head = first >> (8 - flags) << (8 - flags) << 8 | code << (7 - flags)
        return raw[:2] + (head | first & ((1 << (7 - flags)) - 1)).to_bytes(2, "big") + raw[3:]


def completed(codec: str, config: bytes, found: set[bytes]) -> bytes:
    """The configuration with the parameter sets that were found in the packets instead.

    Raises `ValueError` where sets in packets are others than those that are announced: which of two with one
    number is meant would depend on what was decoded before.
    """
    if codec == "h264":
        avc = AvcConfig.parse(config)
        more = sorted(found - {*avc.sps, *avc.pps})
        whole = avc.with_units(more)
        numbers = [Bits(payload(unit)[4:]).ue() for unit in whole.sps]
        if more and (avc.sps or len(set(numbers)) != len(numbers) or len(more) > 2 * len(numbers)):
            raise ValueError("its parameter sets change on the way")
        return whole.to_bytes()
    if codec == "hevc":
        hevc = HevcConfig.parse(config)
        if found - {unit for kind in HEVC_SETS for unit in hevc.units(kind)}:
            raise ValueError("its parameter sets change on the way")
    return config


def _sps_fields(raw: bytes) -> tuple[int, int, int]:
    """(first bit, number, bit after) of a sequence parameter set's own number (H.265 7.3.2.2, 7.3.3)."""
    bits = Bits(raw[2:])
    bits.u(4)
    layers = bits.u(3)
    bits.u(1 + 88 + 8)
    flags = [(bits.u(1), bits.u(1)) for _ in range(layers)]
    if layers:
        bits.u(2 * (8 - layers))
    for profile, level in flags:
        bits.u(88 * profile + 8 * level)
    total = 8 * len(raw)
    start = total - bits.left
    number = bits.ue()
    return start, number, total - bits.left


def _replaced(raw: bytes, start: int, stop: int, code: str) -> bytes:
    """The payload with bits `start` … `stop` - 1 replaced, its trailing bits made good again."""
    bits = f"{int.from_bytes(raw, 'big'):0{8 * len(raw)}b}"
    bits = (bits[:start] + code + bits[stop:]).rstrip("0")  # what is left ends with the stop bit
    bits += "0" * (-len(bits) % 8)
    return int(bits, 2).to_bytes(len(bits) // 8, "big")


def _sets(data: bytes, at: int, count: int) -> tuple[list[bytes], int]:
    found: list[bytes] = []
    for _ in range(count):
        length = int.from_bytes(data[at : at + 2], "big")
        if at + 2 + length > len(data) or not length:
            raise ValueError("a parameter set that ends too soon")
        found.append(data[at + 2 : at + 2 + length])
        at += 2 + length
    return found, at


def _sized(unit: bytes) -> bytes:
    return len(unit).to_bytes(2, "big") + unit


def _free(used: set[int], numbers: range) -> int:
    for number in numbers:
        if number not in used:
            return number
    raise ValueError("all numbers of parameter sets are taken")
