"""Places of footage beside the history: the last word holds for every state, whatever was done in between."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.document.edits import add_asset, set_prompt
from engine.document.model import Asset, Document
from engine.project.project import Project
from engine.project.whereabouts import placed
from tests.document.boards import VIDEO, film

NAMES = st.sampled_from(("a", "b"))
WHERE = st.sampled_from(("in/x.mp4", "in/y.mp4", "/out/z.mp4", "../beside.mp4", "-.mp4"))
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("import"), NAMES, WHERE),
        st.tuples(st.just("relocate"), NAMES, WHERE),
        st.tuples(st.just("type"), NAMES, WHERE),
        st.tuples(st.sampled_from(("undo", "redo", "reopen", "copy")), NAMES, WHERE),
    ),
    min_size=12,
    max_size=25,
)


def asset(name: str, path: str) -> Asset:
    return replace(VIDEO, id=f"id of {name}", fingerprint=f"content of {name}", path=path)


def states(project: Project) -> list[Document]:
    return [project.history.document_at(index) for index in range(len(project.history.names()))]


@given(ACTS)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_state_names_the_place_that_was_said_last(tmp_path_factory, acts) -> None:
    folder: Path = tmp_path_factory.mktemp("film")
    path = folder / "film.tween"
    said: dict[str, str] = {}
    project = Project.create(path, film())
    first = {each.fingerprint: each.path for each in project.document.assets}
    for number, (act, name, where) in enumerate(acts):
        there = str(folder / where)
        if act == "import":
            project.commit(add_asset(project.document, asset(name, there)), "Import")
            said[f"content of {name}"] = there
        elif act == "relocate" and f"content of {name}" in said:
            before = project.history.position, project.history.names()
            project.relocate({f"content of {name}": there})
            assert (project.history.position, project.history.names()) == before
            said[f"content of {name}"] = there
        elif act == "type":
            card = project.document.cards[0].id
            project.commit(set_prompt(project.document, card, f"{number}"), "Prompt")
        elif act == "undo" and project.can_undo:
            project.undo()
        elif act == "redo" and project.can_redo:
            project.redo()
        elif act == "reopen":
            project.close()
            project = Project.open(path)
        elif act == "copy":
            project.copy_to(folder / f"{number}.tween")
            with Project.open(folder / f"{number}.tween") as copy:
                assert states(copy) == states(project)
        for document in (project.document, *states(project)):
            for each in document.assets:
                assert each.path == said.get(each.fingerprint, first.get(each.fingerprint))
    project.close()


def test_a_document_that_says_so_already_is_the_same_one() -> None:
    doc = film()
    assert placed(doc, {}) is doc
    assert placed(doc, {each.fingerprint: each.path for each in doc.assets}) is doc
