"""The one error that reaches a person.

Everything that can go wrong with a person's input (a file, a card, a model, a disk) is raised as
`TweenError` by the module that can name the cause. Its message is one sentence that says which file or
card, what is wrong, and what to do. Anything else that escapes is a defect of the program.
"""


class TweenError(Exception):
    """One clear sentence for a person; nothing was changed, nothing half-written."""


class Cancelled(TweenError):
    """A person stopped the work; not a failure."""
