"""Boards from and for other programs: OpenTimelineIO, edit decision lists, written scripts."""
