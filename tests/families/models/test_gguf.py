"""Transformers packed in GGUF files: written by the format's own writer, added, planned, drawn with."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import diffusers
import gguf
import numpy as np
import pytest
import torch
from diffusers.quantizers.gguf.utils import SUPPORTED_GGUF_QUANT_TYPES
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from engine.errors import TweenError
from engine.families import loading
from engine.families.checkpoint import Checkpoint
from engine.families.family import Family
from engine.families.gguf_file import KINDS, gguf_head
from engine.families.memory.plan import Job, Machine, Plan, choose, plans
from engine.families.memory.sizes import sizes
from engine.families.models.adding import add_folder
from engine.families.models.lock import check, read_lock
from engine.families.models.single_file import add_single_file
from tests.families.memory.test_placing import drawn
from tests.families.models.originals import gguf_file, ltx2_weights, ltx_weights, wan_weights
from tests.families.tiny import tiny_ltx
from tests.families.tiny_ltx2 import tiny_ltx2
from tests.families.tiny_wan import SHAPE, tiny_experts, tiny_skyreels, tiny_vace, tiny_wan

WIDE: dict[str, Any] = SHAPE | {"attention_head_dim": 32, "ffn_dim": 128}
PLAIN = Plan("resident", "resident", "resident", "float32", 17, False, False, quantised="file")
IN_TURN = replace(PLAIN, text="in turn", transformer="in turn", vae="in turn")
BY_BLOCKS = replace(IN_TURN, text="by blocks", transformer="by blocks")
ROUNDING = 2e-3
"""Scales and unpacked weights have 11 bits."""


def widen(folder: Path, kind: Any, **config: Any) -> Path:
    """Rows long enough to be packed: blocks are of 32 weights."""
    torch.manual_seed(0)
    kind(**config).save_pretrained(folder / "transformer")
    return folder


def wide_ltx(folder: Path) -> Path:
    shape = {
        "in_channels": 4, "out_channels": 4, "num_attention_heads": 2, "attention_head_dim": 32,
        "cross_attention_dim": 64, "num_layers": 2, "caption_channels": 16,
    }  # fmt: skip
    return widen(tiny_ltx(folder), diffusers.LTXVideoTransformer3DModel, **shape)


def wide_wan(folder: Path) -> Path:
    return widen(tiny_wan(folder), diffusers.WanTransformer3DModel, **WIDE)


def wide_vace(folder: Path) -> Path:
    shape = WIDE | {"vace_layers": [0, 1], "vace_in_channels": 24}
    return widen(tiny_vace(folder), diffusers.WanVACETransformer3DModel, **shape)


def wide_skyreels(folder: Path) -> Path:
    return widen(tiny_skyreels(folder), diffusers.SkyReelsV2Transformer3DModel, **WIDE)


#: Of each family that single files are read of: a model, and its transformer by its authors' names.
MODELS: dict[str, tuple[Callable[[Path], Path], Callable[[Path], dict[str, Tensor]]]] = {
    "ltx": (wide_ltx, ltx_weights),
    "wan": (wide_wan, wan_weights),
    "vace": (wide_vace, wan_weights),
    "skyreels": (wide_skyreels, wan_weights),
    "ltx2": (tiny_ltx2, ltx2_weights),
}


@pytest.fixture(scope="module")
def wan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return wide_wan(tmp_path_factory.mktemp("wan") / "base")


def pack(base: Path, family: str, file: Path, kind: str = "Q8_0") -> Path:
    return gguf_file(MODELS[family][1](base), file, kind)


def answer(family: Family) -> Tensor:
    """The velocity of two latent frames in noise, one of them known."""
    spec, cond = family.spec, family.encode_text(["a red ball"])
    size = 4 * spec.patch
    x = torch.randn(1, spec.channels, 2, size, size, generator=torch.Generator().manual_seed(1))
    sigma = torch.full((1, 1, 2, size, size), 0.6)
    if spec.sigma != "scalar":
        sigma[:, :, 0] = 0
    control = family.condition(
        torch.zeros(1, 3, 5, size * 4, size * 4), torch.ones(1, 1, 5, size * 4, size * 4)
    )
    return family.velocity(x, sigma, cond.controlled(control), first_latent=0, fps=24, key="w0/prompt")


def unpacked(file: Path) -> dict[str, Tensor]:
    """What the format's own package unpacks from `file`."""
    found = {}
    for tensor in gguf.GGUFReader(file).tensors:
        numbers = gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype("float32")
        found[tensor.name] = torch.from_numpy(numbers).reshape(*reversed(tensor.shape.tolist()))
    return found


@pytest.mark.parametrize(
    ("family", "kind"), [*((family, "Q8_0") for family in MODELS), ("ltx", "Q4_0"), ("wan", "BF16")]
)
def test_a_gguf_file_becomes_a_model_that_draws(tmp_path: Path, family: str, kind: str) -> None:
    """Nearly as the weights that it was packed from do, and as near as its kind allows."""
    make, _ = MODELS[family]
    base = make(tmp_path / "base")
    add_folder(base, name="base")
    place = add_single_file(pack(base, family, tmp_path / f"mine-{kind}.gguf", kind), base="base")
    assert [file.name for file in (place / "transformer").iterdir() if file.suffix != ".json"] == [
        f"mine-{kind}.gguf"
    ]
    lock = read_lock(place)
    assert lock is not None
    assert check(place, lock).problems == ()
    got = answer(loading.load(place.name, PLAIN))
    loading.unload()
    plain = answer(loading.open_folder(base))
    away = (got - plain).norm() / plain.norm()
    assert 0 < away < {"Q8_0": 0.02, "Q4_0": 0.3, "BF16": 0.01}[kind]


def test_what_is_unpacked_is_what_the_format_says(wan: Path, tmp_path: Path) -> None:
    """Against the unpacking of the gguf package itself."""
    add_folder(wan, name="base")
    file = pack(wan, "wan", tmp_path / "mine.gguf", "Q5_1")
    place = add_single_file(file)
    kind: Any = diffusers.WanTransformer3DModel
    packed = Checkpoint.open(place).module("transformer", kind, torch.float32)
    plain = kind.from_single_file(unpacked(file), config=str(wan / "transformer"), local_files_only=True)
    x, words = torch.randn(1, 4, 3, 8, 8), torch.randn(1, 5, 16)
    with torch.inference_mode():
        got, expected = (m(x, torch.tensor([500]), words).sample for m in (packed, plain.float().eval()))
    assert (got - expected).norm() < ROUNDING * expected.norm()


def test_wherever_packed_weights_lie_the_answer_is_the_same(wan: Path, tmp_path: Path) -> None:
    add_folder(wan, name="base")
    place = add_single_file(pack(wan, "wan", tmp_path / "mine.gguf"))
    resident, in_turn, by_blocks = (
        drawn(loading.open_folder(place, plan=plan))[0] for plan in (PLAIN, IN_TURN, BY_BLOCKS)
    )
    assert torch.equal(resident, in_turn)
    assert torch.equal(resident, by_blocks)


def test_every_plan_of_a_packed_model_leaves_it_packed_and_counts_its_bytes(
    wan: Path, tmp_path: Path
) -> None:
    add_folder(wan, name="base")
    place = add_single_file(pack(wan, "wan", tmp_path / "mine.gguf", "Q4_0"))
    found, before = sizes(place), sizes(wan)
    assert found.transformer == before.transformer
    family: Any = loading.open_folder(place, plan=PLAIN)
    # What Wan's classes never quantise is a tenth of so small a model, and nothing of a large one.
    weights = family.transformer.named_parameters()
    held = sum(weight.nbytes for name, weight in weights if "time_embedder" not in name)
    assert found.packed == pytest.approx(held, rel=0.05)
    assert found.packed < 0.3 * 4 * before.transformer
    large = replace(found, transformer=10**10, packed=6 * 10**9, width=5120, ffn=13824, layers=40)
    job = Job(832, 480, 81, 81, 40)
    for machine in (Machine(96 << 30, 80 << 30), Machine(96 << 30, 80 << 30, int8=True), Machine(96 << 30)):
        tried = plans(large, job, machine)
        assert {plan.quantised for plan in tried} == {"file"}
        assert "float8" not in {plan.dtype for plan in tried}
        assert "its weights stay quantised as in its file" in tried[0].sentence()
        unpacked = plans(replace(large, packed=0), job, machine)
        # All but what is unpacked for one layer's call is saved.
        workspace = 12 * 6 * 5120**2
        saved = 10**10 * (2 if machine.device else 4) - 6 * 10**9 - workspace
        assert unpacked[0].peak - tried[0].peak == pytest.approx(saved, rel=0.01)
    assert choose(large, job, Machine(96 << 30, 16 << 30)).peak < 16 << 30


def test_two_experts_come_one_by_one_as_their_names_say(tmp_path: Path) -> None:
    base = widen(tiny_experts(tmp_path / "base"), diffusers.WanTransformer3DModel, **WIDE)
    diffusers.WanTransformer3DModel(**WIDE).save_pretrained(base / "transformer_2")
    add_folder(base, name="base")
    low = pack(base, "wan", tmp_path / "Wan2.2-LowNoise-Q8_0.gguf")
    high = pack(base, "wan", tmp_path / "wan2.2_high_noise_Q8_0.gguf")
    nameless = low.rename(tmp_path / "slow.gguf")
    with pytest.raises(TweenError, match="does not say which of them it is"):
        add_single_file(nameless, base="base")
    half = add_single_file(nameless.rename(low), base="base", name="half")
    place = add_single_file(high, base="half", name="both")
    packed = [file.relative_to(place).as_posix() for file in sorted(place.rglob("*.gguf"))]
    assert packed == [f"transformer/{high.name}", f"transformer_2/{low.name}"]
    one, two = sizes(half), sizes(place)
    assert one.experts == two.experts == 2
    assert two.packed < one.packed < 4 * two.transformer
    assert len(loading.open_folder(place, plan=PLAIN).denoisers()) == 2


def test_a_gguf_model_can_be_added_as_a_folder_and_a_foreign_part_is_seen(wan: Path, tmp_path: Path) -> None:
    add_folder(wan, name="base")
    made = add_single_file(pack(wan, "wan", tmp_path / "mine.gguf"))
    again = add_folder(made, name="again")
    lock = read_lock(again)
    assert lock is not None
    assert check(again, lock).problems == ()
    (again / "transformer" / "other.gguf").write_bytes(b"x")
    assert check(again, lock).problems == ("transformer/other.gguf was not there before.",)


def short(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-900])


def nothing(file: Path) -> None:
    file.write_bytes(b"")


def other(file: Path) -> None:
    file.write_bytes(b"\x89PNG" * 900)


def endless(file: Path) -> None:
    """A list that claims more values than there are bytes in the world."""
    key = b"general.tags"
    file.write_bytes(
        b"GGUF"
        + struct.pack("<IQQ", 3, 0, 1)
        + struct.pack("<Q", len(key))
        + key
        + struct.pack("<IIQ", gguf.GGUFValueType.ARRAY, gguf.GGUFValueType.UINT8, 1 << 60)
    )


def long_list(file: Path) -> None:
    endless(file)
    file.write_bytes(file.read_bytes()[:-8] + struct.pack("<Q", 1 << 21) + bytes(1 << 21))


def rare(file: Path) -> None:
    kind = gguf.GGMLQuantizationType.TQ1_0
    writer = gguf.GGUFWriter(file, "wan")
    numbers = gguf.quants.quantize(np.ones((2, 256), "float32"), kind)
    writer.add_tensor("head.modulation", numbers, raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def language_model(file: Path) -> None:
    words = torch.ones(64, 32)
    gguf_file({"token_embd.weight": words, "output.weight": words}, file, arch="llama")


REFUSED: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut off": (short, "is not whole: its end is missing; get it again"),
    "empty": (nothing, "is not whole: its end is missing"),
    "a picture": (other, "is no GGUF file, or a damaged one"),
    "a list without end": (endless, "is no GGUF file, or a damaged one"),
    "a list too long": (long_list, "is no GGUF file, or a damaged one"),
    "a rare kind": (rare, "is packed in a way that cannot be unpacked here .*kind 34"),
    "a language model": (language_model, "holds no transformer that Tweenboard recognises"),
}


@pytest.mark.timeout(30)
@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_whole_transformer_is_refused(
    wan: Path, tmp_path: Path, own_folders: Path, case: str
) -> None:
    add_folder(wan, name="base")
    damage, sentence = REFUSED[case]
    file = pack(wan, "wan", tmp_path / "mine.gguf")
    damage(file)
    with pytest.raises(TweenError, match=sentence) as told:
        add_single_file(file, base="base")
    assert "\n" not in str(told.value)
    assert [place.name for place in own_folders.iterdir()] == ["base"]


def test_a_transformer_of_another_size_or_with_broken_numbers_is_refused(
    wan: Path, tmp_path: Path, own_folders: Path
) -> None:
    add_folder(wan, name="base")
    weights = wan_weights(wan)
    other = {name: torch.cat([weight, weight]) for name, weight in weights.items()}
    with pytest.raises(TweenError, match="holds only a transformer"):
        add_single_file(gguf_file(other, tmp_path / "other.gguf"))
    with pytest.raises(TweenError, match="is not of the kind of base"):
        add_single_file(gguf_file(other, tmp_path / "other.gguf"), base="base")
    weights["blocks.0.ffn.0.weight"][0] = 1e9  # more than the scale of a block can be
    file = gguf_file(weights, tmp_path / "nan.gguf")
    with pytest.raises(TweenError, match=r"holds broken numbers \(NaN\), first in blocks\.0\.ffn\.net"):
        add_single_file(file)
    foreign = {name.replace("ffn.0", "mlp.0"): weight for name, weight in wan_weights(wan).items()}
    with pytest.raises(TweenError, match="some weights are missing, or have names that are not known"):
        add_single_file(gguf_file(foreign, tmp_path / "foreign.gguf"))
    assert [place.name for place in own_folders.iterdir()] == ["base"]


def test_a_file_cut_off_later_is_not_loaded(wan: Path, tmp_path: Path) -> None:
    add_folder(wan, name="base")
    place = add_single_file(pack(wan, "wan", tmp_path / "mine.gguf"))
    short(place / "transformer" / "mine.gguf")
    with pytest.raises(TweenError, match=r"transformer/mine.gguf of the model mine has changed its size"):
        loading.load("mine")
    (place / "tweenboard.lock.json").unlink()
    with pytest.raises(TweenError, match="is not whole"):
        loading.open_folder(place)


def test_what_is_read_of_a_file_is_what_the_formats_own_reader_says(wan: Path, tmp_path: Path) -> None:
    file = pack(wan, "wan", tmp_path / "mine.gguf", "Q5_0")
    own = {
        tensor.name: {
            "dtype": tensor.tensor_type.name,
            "shape": tensor.shape.tolist()[::-1],
            "bytes": tensor.n_bytes,
        }
        for tensor in gguf.GGUFReader(file).tensors
    }
    assert gguf_head(file) == own


def test_the_kinds_that_are_read_are_those_that_diffusers_unpacks() -> None:
    halves = {gguf.GGMLQuantizationType.F32, gguf.GGMLQuantizationType.F16}
    kinds = halves.union(SUPPORTED_GGUF_QUANT_TYPES)
    assert {int(kind): (kind.name, *gguf.GGML_QUANT_SIZES[kind]) for kind in kinds} == KINDS


@given(st.data())
@settings(max_examples=60)
def test_bytes_that_changed_are_read_or_refused_in_a_sentence(
    wan: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    sound = tmp_path_factory.getbasetemp() / "sound.gguf"
    if not sound.exists():
        pack(wan, "wan", sound)
    content = bytearray(sound.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, 4000))] = data.draw(st.integers(0, 255))
    file = sound.with_name("changed.gguf")
    file.write_bytes(content)
    told = str(file)
    try:
        assert gguf_head(file)
    except TweenError as error:
        told = str(error)
    assert str(file) in told
    assert "\n" not in told
