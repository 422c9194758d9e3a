"""A still's colours as a screen for BT.709 shows them: colour profiles, HDR and wide gamut are undone.

Phones take pictures in Display P3, with a profile (ICC.1) beside the pixels; cameras that write HEIC in HDR
say so by code points (ITU-T H.273) as video does. So do AVIFs, of which Pillow does not tell it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from engine.errors import TweenError

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image

    from engine.media.color import ColorPlan

SPACES = {"RGB": "RGB", "RGBA": "RGB", "P": "RGB", "CMYK": "CMYK"}
"""Pillow's modes whose profiles are followed, and the colour space that such a profile has."""
DAMAGED = (OSError, ValueError, TypeError)
CODE_POINTS = "nclx_profile"
"""Where Pillow's `info` holds the code points of an HEIC, and those of an AVIF by `add_code_points`."""


def color_notes(image: Image) -> list[str]:
    """What `to_screen` will do with the picture, as sentences."""
    coded = _coded(image)
    if coded is not None:
        return list(coded.notes)
    found = _profile(image)
    if found is None:
        return []
    name = " ".join(str(found[1]).split()) or "without a name"
    return [f"The picture has a colour profile of its own ({name}) and was brought to sRGB."]


def add_code_points(image: Image, path: str) -> None:
    """Read from an AVIF's header how its colours are coded; nothing where it does not say."""
    from engine.media.safety import open_container

    try:
        with open_container(path) as container:
            found = next((stream.codec_context for stream in container.streams.video), None)
            if found is not None:
                image.info[CODE_POINTS] = {
                    "transfer_characteristics": int(found.color_trc),
                    "color_primaries": int(found.color_primaries),
                }
    except TweenError:  # Pillow reads what FFmpeg does not
        return


def to_screen(image: Image) -> Image:
    """The picture as RGB, RGBA or as it is, in the colours of BT.709 (sRGB). Alpha stays."""
    if image.mode in ("P", "PA"):
        image = image.convert("RGBA")
    coded = _coded(image)
    if coded is not None:
        return _mapped(image, coded)
    found = _profile(image)
    return _profiled(image, found[0]) if found is not None else image


def _coded(image: Image) -> ColorPlan | None:
    """How an HEIC's or AVIF's code points are undone; None for those of ordinary screens."""
    nclx: Any = image.info.get(CODE_POINTS)
    if not nclx or "icc_profile" in image.info:
        return None
    from engine.media.color import plan_rgb

    plan = plan_rgb(int(nclx["transfer_characteristics"]), int(nclx["color_primaries"]))
    return plan if plan.mapped else None


def _mapped(image: Image, plan: ColorPlan) -> Image:
    import numpy as np
    from av.video.frame import VideoFrame
    from PIL import Image as pillow

    from engine.media.color import ToneMapper

    rgb: np.ndarray = np.asarray(image.convert("RGB")).astype(np.uint16) * 257
    mapped = ToneMapper(plan)(VideoFrame.from_ndarray(rgb, "rgb48le")).to_ndarray()
    shown = pillow.fromarray(((mapped.astype(np.uint32) + 128) // 257).astype(np.uint8))
    if "A" in image.getbands():
        shown.putalpha(image.getchannel("A"))
    return shown


def _profile(image: Image) -> tuple[Any, str] | None:
    """(profile, its name) of a picture whose profile is another than that of ordinary screens."""
    from PIL import ImageCms

    data = image.info.get("icc_profile")
    if not data or image.mode not in SPACES:
        return None
    try:
        profile: Any = ImageCms.ImageCmsProfile(io.BytesIO(data))
        name = ImageCms.getProfileDescription(profile).strip()
        space = profile.profile.xcolor_space.strip()
    except (ImageCms.PyCMSError, *DAMAGED):  # a damaged profile does not make the picture unreadable
        return None
    return None if "srgb" in name.lower() or space != SPACES[image.mode] else (profile, name)


def _profiled(image: Image, profile: Any) -> Image:
    from PIL import ImageCms

    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        done = ImageCms.profileToProfile(
            image, profile, ImageCms.createProfile("sRGB"), ImageCms.Intent.RELATIVE_COLORIMETRIC, mode,
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )  # fmt: skip
    except (ImageCms.PyCMSError, *DAMAGED):
        return image
    return done or image
