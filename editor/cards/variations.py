"""Several takes of a card at once, each with a seed of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from engine.document.card_edits import MAX_SEED
from engine.errors import TweenError

if TYPE_CHECKING:
    from editor.workspace import Workspace

COUNTS = (1, 2, 4, 8)


def draw(workspace: Workspace, card_ids: Sequence[str], count: int) -> None:
    """Queue `count` takes of each card: its own seed comes last, so that its take is the one shown; before
    it come those with the seeds after. What cannot be drawn says why."""
    project = workspace.project
    if count == 1 or project is None:
        workspace.generate(card_ids)
        return
    with workspace.jobs.together():
        for card_id in card_ids:
            card = workspace.card(card_id)
            if card is None or workspace.jobs.busy(card_id):
                workspace.generate([card_id])  # which says that it is being drawn
                continue
            try:
                request = workspace.request_for(card)
            except TweenError as error:
                workspace.notice.emit(str(error))
                continue
            for n in range(count - 1, 0, -1):
                other = replace(request, seed=(request.seed + n) % (MAX_SEED + 1))
                workspace.jobs.submit(project.takes_folder, other, own_seed=True)
            workspace.jobs.submit(project.takes_folder, request)


def cancel(workspace: Workspace, card_ids: Sequence[str]) -> None:
    """Stop everything that is drawn or waits for these cards."""
    with workspace.jobs.together():
        for view in reversed(workspace.jobs.views()):
            if view.card in card_ids and view.state != "failed":
                workspace.jobs.dismiss(view.job_id)
