"""A clip framed by hand: handles over the picture that move, scale and turn it."""

from editor.viewer.framing.framer import Framer

__all__ = ["Framer"]
