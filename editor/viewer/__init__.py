"""The viewer: picture, transport and the player behind them."""

from editor.viewer.panel import ViewerPanel

__all__ = ["ViewerPanel"]
