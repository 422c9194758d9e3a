"""`.cube` files: what is in them, and what damaged and hostile ones get instead: one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media import cube
from engine.media.cube import read_cube
from tests.media.cubes import solid, trilinear, write_line, write_solid


def test_a_3d_table_is_read_by_red_green_and_blue(tmp_path: Path) -> None:
    table = solid(5)
    read = read_cube(write_solid(tmp_path / "a.cube", table, 'TITLE "A look, 1.0"\n'))
    assert read.solid
    assert np.abs(read.table - table).max() < 1e-6


def test_a_1d_table_is_read(tmp_path: Path) -> None:
    table = np.linspace(0, 1, 9)[:, None] ** [0.5, 1, 2]
    read = read_cube(write_line(tmp_path / "a.cube", table))
    assert not read.solid
    assert np.abs(read.table - table).max() < 1e-6


def test_tables_over_another_domain_are_brought_to_0_to_1(tmp_path: Path) -> None:
    head = "DOMAIN_MIN 0.25 0 -1\nDOMAIN_MAX 0.75 2 1\n"
    table = solid(33)
    read = read_cube(write_solid(tmp_path / "a.cube", table, head))
    places = np.linspace(0, 1, 33)
    for n in (0, 5, 13, 20, 32):
        wanted = [(places[n] - low) / (high - low) for low, high in ((0.25, 0.75), (0, 2), (-1, 1))]
        expected = trilinear(table, np.clip([wanted], 0, 1))[0]
        assert np.abs(read.table[n, n, n] - expected).max() < 1e-5, n
    line = read_cube(
        write_line(tmp_path / "b.cube", np.array([[0.0] * 3, [1.0] * 3]), "LUT_1D_INPUT_RANGE 0 2\n")
    )
    assert np.allclose(line.table, [[0] * 3, [0.5] * 3])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "is empty"),
        ("hello\n", "a line that is unknown"),
        ("0 0 0\n1 1 1\n", "does not say its size"),
        ("LUT_3D_SIZE 2\n0 0 0\n", "1 of 8 rows"),
        ("LUT_3D_SIZE 1000000\n0 0 0\n", "its size is not 2 to 128"),
        ("LUT_3D_SIZE 99999999999999999999\n", "its size is not"),
        ("LUT_3D_SIZE -3\n", "its size is not"),
        ("LUT_1D_SIZE 2\nLUT_3D_SIZE 2\n", "its size twice"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 1\n", "not three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1 nan 1\n", "not three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n1e30 1 1\n", "not three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\n0x1 1 1\n", "not three numbers"),
        ("LUT_1D_SIZE 2\n0 0 0\nTITLE x\n1 1 1\n", "broken off"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN 0 0\n0 0 0\n1 1 1\n", "domain is not made of numbers"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN inf 0 0\n0 0 0\n1 1 1\n", "domain is not made of numbers"),
        ("LUT_1D_SIZE 2\nDOMAIN_MIN a b c\n0 0 0\n1 1 1\n", "is no look-up table"),
        ("LUT_1D_SIZE 2\nDOMAIN_MAX 0 1 1\n0 0 0\n1 1 1\n", "domain is empty"),
        ("LUT_1D_SIZE 2\n" + "0" * 600 + "\n", "too long"),
    ],
)
def test_damaged_tables_are_refused_in_one_sentence(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "bad.cube"
    path.write_text(text)
    with pytest.raises(TweenError, match=why) as refused:
        read_cube(path)
    assert str(refused.value).count(". ") == 0
    assert "“bad.cube”" in str(refused.value)


def test_giant_files_are_refused_before_they_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "giant.cube"
    with path.open("wb") as file:
        file.truncate(cube.LARGEST + 1)
    with pytest.raises(TweenError, match="too large for a look-up table; it may have 64 MiB"):
        read_cube(path)
    monkeypatch.setattr(cube, "MOST_ROWS", 10)
    path.write_text("LUT_1D_SIZE 20\n" + "0 0 0\n" * 20)
    with pytest.raises(TweenError, match="too many rows"):
        read_cube(path)
    with pytest.raises(TweenError, match="a folder"):
        read_cube(tmp_path)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.integers(0, 200))
def test_no_bytes_are_anything_but_a_table_or_a_sentence(tmp_path: Path, junk: bytes, at: int) -> None:
    whole = write_solid(tmp_path / "a.cube", solid(2)).read_bytes()
    path = tmp_path / "junk.cube"
    path.write_bytes(whole[:at] + junk + whole[at + len(junk) :])
    try:
        table = read_cube(path).table
    except TweenError:
        return
    assert np.isfinite(table).all()
    assert 0 <= table.min() <= table.max() <= 1
