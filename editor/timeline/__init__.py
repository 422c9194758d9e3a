"""The timeline: ruler, cards and tracks on one painted surface."""

from editor.timeline.view import TimelineView

__all__ = ["TimelineView"]
