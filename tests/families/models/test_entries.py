"""The shipped list: complete, honest about its numbers, and drawable by the engine's families."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import diffusers
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import (
    Gemma3TextConfig,
    Gemma3TextModel,
    T5Config,
    T5EncoderModel,
    UMT5Config,
    UMT5EncoderModel,
)

from engine.errors import TweenError
from engine.families.memory.plan import GB, Machine, Plan
from engine.families.memory.sizes import _decoder, _strides
from engine.families.models.allowed import PICKLES, allowed, head, wanted
from engine.families.models.entries import entries, entry
from engine.families.models.fit import fitting

HEAD = {"attention_head_dim": 128}
SMALL = HEAD | {"num_layers": 30, "num_attention_heads": 12, "ffn_dim": 8960}
LARGE = HEAD | {"num_layers": 40, "num_attention_heads": 40, "ffn_dim": 13824}
TI2V = HEAD | {
    "num_layers": 30, "num_attention_heads": 24, "ffn_dim": 14336, "in_channels": 48, "out_channels": 48,
}  # fmt: skip
LTX_2B = {"num_layers": 28, "num_attention_heads": 32, "attention_head_dim": 64, "cross_attention_dim": 2048}
LTX_13B = HEAD | {"num_layers": 48, "num_attention_heads": 32, "cross_attention_dim": 4096}
#: The published configurations, as diffusers' classes take them.
TRANSFORMERS = {
    "wan-2.1-vace-1.3b": ("WanVACETransformer3DModel", SMALL | {"vace_layers": list(range(0, 30, 2))}),
    "wan-2.1-vace-14b": ("WanVACETransformer3DModel", LARGE),
    "wan-2.2-ti2v-5b": ("WanTransformer3DModel", TI2V),
    "ltx-video-0.9.5-2b": ("LTXVideoTransformer3DModel", LTX_2B),
    "ltx-video-0.9.7-13b": ("LTXVideoTransformer3DModel", LTX_13B),
    "ltx-2": ("LTX2VideoTransformer3DModel", {}),
    "wan-2.1-t2v-1.3b": ("WanTransformer3DModel", SMALL),
    "wan-2.1-t2v-14b": ("WanTransformer3DModel", LARGE),
    "skyreels-v2-df-1.3b": ("SkyReelsV2Transformer3DModel", SMALL | {"inject_sample_info": True}),
}


@pytest.mark.parametrize("name", TRANSFORMERS)
def test_transformers_are_as_large_as_the_list_says(name: str) -> None:
    kind, config = TRANSFORMERS[name]
    with torch.device("meta"):
        module = getattr(diffusers, kind)(**config)
    listed = entry(name)
    assert listed is not None
    assert sum(weight.numel() for weight in module.state_dict().values()) == listed.sizes.transformer
    width = module.config.num_attention_heads * module.config.attention_head_dim
    assert (width, module.config.num_layers) == (listed.sizes.width, listed.sizes.layers)


def test_text_encoders_and_vaes_are_as_large_as_the_list_says() -> None:
    shape: dict[str, Any] = {"d_model": 4096, "d_kv": 64, "d_ff": 10240, "num_layers": 24, "num_heads": 64}
    gemma: dict[str, Any] = {
        "vocab_size": 262208, "hidden_size": 3840, "intermediate_size": 15360, "num_hidden_layers": 48,
        "num_attention_heads": 16, "num_key_value_heads": 8, "head_dim": 256,
    }  # fmt: skip
    with torch.device("meta"):
        texts = {
            "ltx-video-0.9.5-2b": T5EncoderModel(
                T5Config(vocab_size=32128, feed_forward_proj="gated-gelu", **shape)
            ),
            "wan-2.1-t2v-14b": UMT5EncoderModel(UMT5Config(vocab_size=256384, **shape)),
            "ltx-2": Gemma3TextModel(Gemma3TextConfig(**gemma)),
        }
        vaes = {"wan-2.1-t2v-14b": diffusers.AutoencoderKLWan(), "ltx-2": diffusers.AutoencoderKLLTX2Video()}
    for name, module in texts.items():
        listed = entry(name)
        assert listed is not None
        assert sum(weight.numel() for weight in module.parameters()) == listed.sizes.text
    for name, module in vaes.items():
        listed = entry(name)
        assert listed is not None
        config = {**module.config, "_class_name": type(module).__name__}
        assert sum(weight.numel() for weight in module.state_dict().values()) == listed.sizes.vae
        assert _strides(config) == (listed.sizes.frame_stride, listed.sizes.space_stride)
        assert _decoder(config) == listed.sizes.decoder


def test_every_entry_is_complete_and_pins_nothing_that_was_not_looked_up() -> None:
    names = [each.name for each in entries()]
    assert len(set(names)) == len(names) >= 9
    for each in entries():
        assert each.revision == "main"
        assert each.repository.count("/") == 1
        assert each.licence_page.startswith("https://huggingface.co/")
        assert {"transformer", "text_encoder", "tokenizer", "vae", "scheduler"} <= set(each.parts)
        assert each.able.distilled == ("distilled" in each.name)
    two = entry("wan-2.2-t2v-a14b")
    one = entry("WAN-AI/wan2.1-t2v-14b-diffusers")
    assert two is not None
    assert one is not None
    assert (two.sizes.experts, one.sizes.experts) == (2, 1)
    assert two.weights > one.weights + 28e9 * 0.99


def test_what_fits_is_told_by_the_planner() -> None:
    small = entry("wan-2.1-vace-1.3b")
    assert small is not None
    big = Machine(host=128 * GB, device=80 * GB, flops=5e13, name="cuda")
    plan = fitting(small, big)
    assert isinstance(plan, Plan)
    assert plan.transformer == "resident"
    eight = fitting(small, Machine(host=32 * GB, device=8 * GB, flops=5e13, name="cuda"))
    assert isinstance(eight, Plan)
    assert eight.peak < 8 * GB
    none = fitting(small, Machine(host=4 * GB))
    assert isinstance(none, str)
    assert "needs at least" in none


def test_listing_what_there_is_loads_no_torch() -> None:
    code = (
        "import sys, engine.families.models.getting, engine.families.models.adding, "
        "engine.families.models.removing, engine.families.models.fit as fit;"
        "from engine.families.models.entries import entries; entries();"
        "sys.exit('torch' in sys.modules or 'huggingface_hub' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@given(st.text(min_size=1), st.sampled_from(["", *sorted(PICKLES), ".py", ".safetensors", ".json", ".exe"]))
def test_no_path_leaves_its_folder_and_no_pickle_is_wanted(text: str, suffix: str) -> None:
    path = text + suffix
    if allowed(path):
        assert not path.startswith("/")
        assert ".." not in path.split("/")
        assert "\\" not in path
        assert not any(path.lower().endswith(bad) for bad in (*PICKLES, ".py", ".exe"))


def test_of_two_editions_of_a_part_the_plain_one_is_wanted() -> None:
    there = [
        "model_index.json",
        "vae/a.safetensors",
        "vae/a.fp16.safetensors",
        "vae/b.bin",
        "big.safetensors",
    ]
    assert wanted(there, ["vae"]) == ["model_index.json", "vae/a.safetensors"]


@given(st.binary(max_size=200))
def test_no_bytes_make_the_head_of_a_file_a_defect(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hostile.safetensors"
        file.write_bytes(data)
        with pytest.raises(TweenError):
            head(file)
        file.write_bytes(len(data).to_bytes(8, "little") + data)
        with pytest.raises(TweenError):
            head(file)


def test_a_head_nested_without_end_is_refused(tmp_path: Path) -> None:
    data = b"[" * 200_000
    (tmp_path / "deep.safetensors").write_bytes(len(data).to_bytes(8, "little") + data)
    with pytest.raises(TweenError, match="is no safetensors file"):
        head(tmp_path / "deep.safetensors")
