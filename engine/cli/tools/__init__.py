"""The tools on the command line: one module a tool, with its grammar and what it runs.

Each has `add(command)`, called for every `tween --help` and so without heavy imports, and a function of the
module's own name that is run. All that edit end in `engine.cli.tools.apply`: the edit is committed, then the
cards are drawn when `--draw` asks for it.
"""

from engine.cli.tools import (
    again,
    animate,
    aspect,
    blend,
    cinemagraph,
    dissolve,
    draft,
    extend,
    fade,
    frame,
    freeze,
    grade,
    loop,
    prompt,
    recut,
    redo,
    refine,
    remix,
    slow,
    storyboard,
    style,
    template,
    title,
    volume,
)

TOOLS = (
    storyboard,
    template,
    redo,
    remix,
    extend,
    recut,
    loop,
    blend,
    slow,
    freeze,
    cinemagraph,
    aspect,
    draft,
    refine,
    again,
    style,
    prompt,
    animate,
    title,
    fade,
    dissolve,
    volume,
    frame,
    grade,
)
"""In the order of `tween --help`."""
