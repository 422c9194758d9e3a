"""Wishes for an export: what they become, and what bad ones are told."""

from __future__ import annotations

import os
import stat
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import TweenError
from engine.media.output import encoders
from engine.media.output.encoders import (
    ENCODERS,
    choose_encoder,
    encoders_for,
    present,
    rate_options,
    trial,
    usable,
)
from engine.media.output.formats import BY_NAME, FORMATS
from engine.media.output.presets import PRESETS, preset
from engine.media.output.settings import Settings, make_plan

SIZE = (1920, 1080)


def test_software_is_there_for_every_format_with_a_picture() -> None:
    for format in FORMATS:
        if format.codec:
            assert choose_encoder(format).maker == "software"
            assert not encoders_for(format)[0].hardware


@given(encoder=st.sampled_from(ENCODERS), crf=st.integers(-5, 80))
def test_a_quality_is_in_the_encoders_own_range_or_refused(encoder: encoders.Encoder, crf: int) -> None:
    legal = encoder.quality is not None and encoder.quality[0] <= crf <= encoder.quality[1]
    if legal:
        assert rate_options(encoder, crf, None)
    else:
        with pytest.raises(TweenError, match=r"out of reach|one quality only"):
            rate_options(encoder, crf, None)


@given(bit_rate=st.integers(1, 2_000_000_000))
def test_a_bit_rate_is_in_reach_or_refused(bit_rate: int) -> None:
    x264 = choose_encoder(BY_NAME["h264"])
    if 50_000 <= bit_rate <= 800_000_000:
        assert rate_options(x264, None, bit_rate)["b"] == str(bit_rate)
    else:
        with pytest.raises(TweenError, match="Mbit/s is out of reach"):
            rate_options(x264, None, bit_rate)


@pytest.mark.parametrize(
    ("path", "settings", "said"),
    [
        ("a.mp4", Settings(crf=18, bit_rate=8_000_000), "both given"),
        ("a.mov", Settings(crf=18), "one quality only"),
        ("a.mp4", Settings(speed="warp"), "no speed “warp”"),
        ("a.mov", Settings(speed="slow"), "one speed only"),
        ("a.mp4", Settings(encoder="abacus"), "no encoder “abacus”"),
        ("a.mkv", Settings(encoder="nvenc"), "not encoded by nvenc"),
        ("a.mp4", Settings(size=(0, 100)), "takes sides of"),
        ("a.mp4", Settings(size=(20_000, 100)), "takes sides of"),
        ("a.mp4", Settings("av1", size=(32, 32)), "takes sides of 64"),
        ("a.mp4", Settings(audio_bit_rate=1), "out of reach"),
        ("a.webp", Settings(bit_rate=1_000_000), "give a CRF"),
    ],
)
def test_a_wish_that_cannot_be_met_is_said(path: str, settings: Settings, said: str) -> None:
    with pytest.raises(TweenError, match=said):
        make_plan(path, settings, SIZE)


def test_an_encoder_that_this_build_lacks_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    lost = replace(ENCODERS[0], name="libnothing")
    monkeypatch.setattr(encoders, "ENCODERS", (lost,))
    assert not present("libnothing")
    with pytest.raises(TweenError, match="libnothing, which this build of FFmpeg lacks"):
        choose_encoder(BY_NAME["h264"])


# Trials of encoders


@pytest.fixture
def fresh_trials():
    trial.cache_clear()
    yield
    trial.cache_clear()


@pytest.mark.usefixtures("fresh_trials")
def test_an_encoder_is_believed_once_it_has_encoded() -> None:
    assert trial("libx264") == ""
    assert trial("no_such_encoder") != ""


@pytest.mark.usefixtures("fresh_trials")
@pytest.mark.skipif(os.name != "posix", reason="a shell script stands in for a bad driver")
def test_a_driver_that_crashes_takes_only_its_child_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crash = tmp_path / "python"
    crash.write_text("#!/bin/sh\nkill -SEGV $$\n")
    crash.chmod(crash.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(crash))
    assert trial("h264_nvenc") == "its driver crashed with signal 11"
    hang = tmp_path / "slow"
    hang.write_text("#!/bin/sh\nexec sleep 60\n")
    hang.chmod(hang.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "executable", str(hang))
    monkeypatch.setattr(encoders, "TRIAL_SECONDS", 0.3)
    assert "hung" in trial("h264_qsv")


@pytest.mark.usefixtures("fresh_trials")
def test_hardware_is_refused_with_its_reason_or_works() -> None:
    h264 = BY_NAME["h264"]
    works = {encoder.maker for encoder in usable(h264)}
    assert "software" in works
    for maker in ("nvenc", "qsv"):
        if maker not in works:
            with pytest.raises(TweenError, match=r"does not work on this machine|lacks"):
                choose_encoder(h264, maker)


# Presets


def test_every_preset_is_a_plan() -> None:
    for one in PRESETS:
        for film in (SIZE, (1080, 1920), (640, 360)):
            plan = make_plan(f"film{one.format.suffix}", one.settings_for(film), film)
            assert plan.format is one.format
    with pytest.raises(TweenError, match="no preset “vhs”"):
        preset("vhs")


@given(width=st.integers(64, 8192), height=st.integers(64, 8192))
def test_a_preset_only_shrinks_and_keeps_the_shape(width: int, height: int) -> None:
    size = preset("mail").settings_for((width, height)).size or (width, height)
    longer, shorter = max(size), min(size)
    assert longer <= max(854, longer if longer == max(width, height) else 0)
    assert size[0] <= width
    assert size[1] <= height
    assert shorter <= 480 or size == (width, height)
    # One side was rounded by at most a pixel.
    assert abs(size[0] * height - size[1] * width) <= max(width, height) * 2
    assert preset("instagram-reel").settings_for((width, height)).size in ((1080, 1920), None)
