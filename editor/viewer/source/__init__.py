"""An item of the library in the viewer: which is shown, it or the film, and which part of it is taken."""

from editor.viewer.source.bar import SourceBar
from editor.viewer.source.tabs import StageTabs

__all__ = ["SourceBar", "StageTabs"]
