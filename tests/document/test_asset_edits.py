"""What leaves the library: only what nothing shows."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.document.edits import attach_keyframe, remove_assets
from engine.document.invariants import check
from engine.document.queries import used_assets
from engine.errors import TweenError
from tests.document.boards import ASSETS, IMAGE, VIDEO, film


@given(st.frozensets(st.sampled_from([asset.id for asset in ASSETS])))
def test_what_is_used_stays_and_the_rest_can_go(ids: frozenset[str]) -> None:
    doc = replace(film(60), assets=ASSETS)
    used = used_assets(doc)
    assert used == {VIDEO.id}
    if ids & used:
        with pytest.raises(TweenError, match=r"a\.webm is used"):
            remove_assets(doc, ids)
    else:
        after = remove_assets(doc, ids)
        check(after)
        assert {asset.id for asset in after.assets} == {asset.id for asset in ASSETS} - ids
        assert (after.tracks, after.cards) == (doc.tracks, doc.cards)


def test_keyframes_count_as_use_and_unknown_ids_are_refused() -> None:
    doc = replace(film(60), assets=ASSETS)
    doc = attach_keyframe(doc, doc.cards[0].id, IMAGE.id)
    assert used_assets(doc) == {VIDEO.id, IMAGE.id}
    with pytest.raises(TweenError, match="no footage"):
        remove_assets(doc, ["of another film"])
