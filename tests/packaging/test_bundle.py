"""The bundle: what goes in and stays out, how its stand-in for Python reads words, how it is wrapped."""

from __future__ import annotations

import hashlib
import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from engine import interpreter
from engine.jobs.setup.wanted import PARTS


@pytest.fixture
def part(repo: Path, monkeypatch: pytest.MonkeyPatch):
    """A module of packaging/bundle by its name."""
    monkeypatch.syspath_prepend(str(repo / "packaging"))
    return lambda name: importlib.import_module(f"bundle.{name}")


@pytest.mark.parametrize(
    "name",
    [
        "libstdc++.so.6",
        "libgcc_s.so.1",
        "libGL.so.1",
        "libX11.so.6",
        "libxcb.so.1",
        "libgtk-3.so.0",
        "libglib-2.0.so.0",
        "libfontconfig.so.1",
        "c2pa/libs/libc2pa_c.rlib",
        "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "PySide6/Qt/lib/libQt6EglFsKmsSupport.so.6",
        "python3.11/lib-dynload/nis.cpython-311-x86_64-linux-gnu.so",
        "PySide6/Qt/translations/qtbase_fr.qm",
        "numpy/_core/include/numpy/ndarrayobject.h",
        "PySide6/QtCore.pyi",
    ],
)
def test_what_stays_out(part, name: str) -> None:
    assert part("leave_out").left_out(name)


@pytest.mark.parametrize(
    "name",
    [
        "libxcb-cursor.so.0",
        "libxkbcommon-x11.so.0",
        "libpython3.11.so.1.0",
        "libssl.so.3",
        "c2pa/libs/libc2pa_c.so",
        "av.libs/libdrm-b0291a67.so.2.4.0",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/Qt/plugins/multimedia/libffmpegmediaplugin.so",
        "PySide6/Qt/lib/libQt6Quick.so.6",
        "PySide6/Qt/plugins/platforms/libqwayland.so",
        "PySide6/Qt/translations/qtbase_zh_CN.qm",
        "resources/translations/tweenboard_zh_CN.ts",
        "resources/models/sketch/model_index.json",
        "setup/needs.txt",
        "libXau-154567c4.so.6.0.0",
    ],
)
def test_what_goes_in(part, name: str) -> None:
    assert not part("leave_out").left_out(name)


@pytest.mark.parametrize(
    ("words", "parsed"),
    [
        (["-m", "engine.cli", "show", "-m"], ("-m", "engine.cli", ["show", "-m"])),
        (["-I", "-P", "-u", "-m", "pip"], ("-m", "pip", [])),
        (["-Wignore", "-X", "utf8", "-c", "x = 1", "a"], ("-c", "x = 1", ["a"])),
        (["script.py", "-m", "x"], ("file", "script.py", ["-m", "x"])),
        (["--version"], ("", "", [])),
        (["-m"], ("", "", [])),
        ([], ("", "", [])),
    ],
)
def test_the_stand_in_reads_words_as_python_does(part, words: list[str], parsed: tuple) -> None:
    assert part("host").parse(words) == parsed


def test_the_stand_in_runs_modules_code_and_files(repo: Path, tmp_path: Path) -> None:
    host = [sys.executable, repo / "packaging/bundle/host.py"]
    (tmp_path / "told.py").write_text("import sys; print(__name__, sys.argv[1:])")

    def said(*words: str) -> str:
        done = subprocess.run([*host, *words], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    assert said("told.py", "a") == "__main__ ['a']"
    assert said("-c", "import sys; print(__name__, sys.argv)", "b") == "__main__ ['-c', 'b']"


def test_everything_that_is_asked_for_is_bundled_or_set_up(part, repo: Path) -> None:
    contents = part("contents")
    bundled = {contents.name_of(line) for line in contents.asked_for(repo)}
    later = {contents.name_of(line) for line in contents.needs(repo).splitlines()}
    assert {"av", "pyside6-essentials", "c2pa-python", "opencv-python-headless"} <= bundled
    assert {"torch", "diffusers", "transformers"} <= later
    assert contents.BESIDES == PARTS
    assert [contents.name_of(line) for part in PARTS for line in contents.needs(repo, part).splitlines()] == [
        "ray"
    ]
    assert not {"torch", "diffusers", "transformers", "pytest", "pyinstaller"} & bundled
    assert "scenedetect-headless" in contents.distributions(repo)


def test_pythons_own_library_goes_in_whole(part) -> None:
    found = part("contents").stdlib()
    assert {
        "timeit",
        "pickletools",
        "xml.dom.minidom",
        "unittest.mock",
        "encodings.idna",
        "ctypes.util",
    } <= set(found)
    assert not [name for name in found if name.split(".")[0] in ("test", "idlelib", "tkinter")]


def test_a_bundle_that_lacks_something_is_not_right(part, tmp_path: Path) -> None:
    folder = part("folder")
    inner = tmp_path / "_internal"
    for name in [
        *folder.PROGRAMS,
        *(f"_internal/{name}" for name in folder.MUST),
        "_internal/c2pa/libs/libc2pa_c.so",
    ]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"")
    assert folder.look_over(tmp_path) == []
    (inner / "torch").mkdir()
    (inner / "c2pa/libs/libc2pa_c.so").rename(inner / "c2pa/libs/libc2pa_c.rlib")
    (tmp_path / "tween").unlink()
    assert folder.look_over(tmp_path) == [
        "tween is missing.",
        "torch is in it.",
        "The library that signs is missing.",
        "libc2pa_c.rlib is only for building.",
    ]


def test_the_control_file_is_as_debian_wants_it(part) -> None:
    text = part("deb").control("0.1.0", "amd64", "libc6 (>= 2.34)", 1000)
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert (fields["Package"], fields["Depends"], fields["Installed-Size"]) == (
        "tweenboard",
        "libc6 (>= 2.34)",
        "1000",
    )
    assert all(line.startswith(" ") for line in text.split("Description: ")[1].splitlines()[1:])
    assert text.endswith("\n")


def test_checksums_are_as_sha256sum_reads_them(part, tmp_path: Path) -> None:
    (tmp_path / "a.deb").write_bytes(b"one")
    sums = part("release").checksums([tmp_path / "a.deb"], tmp_path / "SHA256SUMS")
    assert sums.read_text() == f"{hashlib.sha256(b'one').hexdigest()}  a.deb\n"


def test_the_bill_holds_what_is_in_the_bundle_alone(part) -> None:
    bill = {
        "metadata": {"component": {"bom-ref": "root", "name": "tweenboard"}},
        "components": [{"bom-ref": "a==1", "name": "Py_Av"}, {"bom-ref": "b==1", "name": "pyinstaller"}],
        "dependencies": [{"ref": "root", "dependsOn": ["a==1", "b==1"]}, {"ref": "a==1"}, {"ref": "b==1"}],
    }
    kept = part("release").only(bill, ["py-av"])
    assert [line["name"] for line in kept["components"]] == ["Py_Av"]
    assert kept["dependencies"] == [{"ref": "root", "dependsOn": ["a==1"]}, {"ref": "a==1"}]


def test_the_bill_of_materials_is_valid(part, tmp_path: Path) -> None:
    bill = {"bomFormat": "CycloneDX", "specVersion": part("release").SPEC, "version": 1, "components": []}
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(bill))
    bad.write_text(json.dumps(bill | {"components": [{"name": 3}]}))
    check = part("release").CHECK
    assert subprocess.run([sys.executable, "-c", check, good, "1.6"]).returncode == 0
    assert subprocess.run([sys.executable, "-c", check, bad, "1.6"], capture_output=True).returncode == 1


@pytest.mark.parametrize("ending", ["ico", "icns"])
def test_the_icon_is_drawn_for_other_systems(
    part, repo: Path, tmp_path: Path, ending: str, qapp: object
) -> None:
    part("icon").draw(repo / "packaging/tweenboard.svg", tmp_path / f"made/x.{ending}")
    with Image.open(tmp_path / f"made/x.{ending}") as icon:
        assert (256, 256) in {(size[0], size[1]) for size in icon.info["sizes"]}
        assert icon.convert("RGBA").getchannel("A").getextrema() == (0, 255), (
            "see-through outside, solid inside"
        )


def test_an_appimage_is_marked_and_may_be_run(part, tmp_path: Path) -> None:
    (tmp_path / "runtime").write_bytes(b"\x7fELF" + bytes(60))
    (tmp_path / "picture").write_bytes(b"hsqs" + b"p" * 10)
    target = tmp_path / "x.AppImage"
    part("appimage").join(tmp_path / "runtime", tmp_path / "picture", target)
    data = target.read_bytes()
    assert (data[:4], data[8:11], data[64:68]) == (b"\x7fELF", b"AI\x02", b"hsqs")
    assert target.stat().st_mode & 0o111


def test_an_installed_program_starts_its_stand_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert interpreter.module("engine.cli", "show") == [sys.executable, "-m", "engine.cli", "show"]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "tweenboard"))
    monkeypatch.setattr(sys, "platform", "linux")
    assert interpreter.module("engine.cli", "show") == [
        str(tmp_path / "tween-python"),
        "-m",
        "engine.cli",
        "show",
    ]
    monkeypatch.setattr(sys, "platform", "win32")
    assert interpreter.python() == str(tmp_path / "tween-python.exe")


def test_the_programs_packages_go_before_what_was_set_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TWEENBOARD_PACKAGES", str(tmp_path))
    monkeypatch.setattr(sys, "path", ["own"])
    interpreter.see_packages()
    interpreter.see_packages()
    assert sys.path == ["own", str(tmp_path / f"py{sys.version_info.major}{sys.version_info.minor}")]


def test_every_process_of_the_program_is_started_in_one_way(repo: Path) -> None:
    """An installed program has no Python in `sys.executable`."""
    files = [path for name in ("engine", "editor") for path in (repo / name).rglob("*.py")]
    users = {path.name for path in files if "sys.executable" in path.read_text(encoding="utf-8")}
    assert users == {"interpreter.py"}


def test_what_lacks_is_told_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    error = ModuleNotFoundError("No module named 'torch.nn'", name="torch.nn")
    assert "models extra" in interpreter.lacking(error)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "tween setup" in interpreter.lacking(error)
    assert interpreter.lacking(ModuleNotFoundError(name="torchish")) == ""


def modules(part) -> list[ModuleType]:
    return [part(name) for name in ("appimage", "clean_root", "environment", "running", "screen", "tree")]


def test_every_part_is_importable_without_the_programs_it_runs(part, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert all(modules(part))
    with pytest.raises(
        part("running").BuildError, match="mksquashfs is missing; install the package squashfs-tools"
    ):
        part("running").program("mksquashfs")


LDCONFIG = """3 libs found in cache `/etc/ld.so.cache'
\tlibz.so.1 (libc6,x86-64) => /lib/x86_64-linux-gnu/libz.so.1
\tlibm.so.6 (libc6,x86-64, OS ABI: Linux 3.2.0) => /lib/x86_64-linux-gnu/libm.so.6
\tlibz.so.1 (libc6) => /lib/i386-linux-gnu/libz.so.1
Cache generated by: ldconfig
"""


def test_where_the_linker_finds_libraries_is_read(part) -> None:
    found = part("needed").places_of(LDCONFIG)
    assert found["libz.so.1"] == Path("/lib/x86_64-linux-gnu/libz.so.1")
    assert len(found) == 2


def test_what_a_program_is_linked_to_is_told_less_what_lies_beside_it(part, tmp_path: Path) -> None:
    if not sys.platform.startswith("linux") or shutil.which("readelf") is None:
        pytest.skip("readelf is not installed")
    import _ssl

    shutil.copyfile(_ssl.__file__, tmp_path / "one.so")
    names = part("needed").libraries(tmp_path)
    assert "libc.so.6" in names
    assert any(name.startswith("libssl.so") for name in names)
    (tmp_path / "libc.so.6").write_bytes(b"")
    assert "libc.so.6" not in part("needed").libraries(tmp_path)
