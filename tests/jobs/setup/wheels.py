"""Small packages in a folder, and an index of files served from this machine that can stop in the middle."""

from __future__ import annotations

import base64
import hashlib
import http.server
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from engine.jobs.setup.wanted import Wheel


def wheel(
    folder: Path, name: str, version: str, code: str, needs: tuple[str, ...] = (), within: str = ""
) -> Path:
    """A pure wheel whose one module NAME holds `code`; `within`: a folder that other packages use, too."""
    place = f"{within}/{name}" if within else name
    info = f"{name}-{version}.dist-info"
    meta = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
    meta += "".join(f"Requires-Dist: {need}\n" for need in needs)
    files = {
        f"{place}/__init__.py": code.encode(),
        f"{info}/METADATA": meta.encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as made:
        for path, data in files.items():
            made.writestr(path, data)
    return target


def digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def as_wheel(path: Path, url: str = "") -> Wheel:
    name, version = path.name.split("-")[:2]
    return Wheel(name, version, url or path.as_uri(), hashlib.sha256(path.read_bytes()).hexdigest())


class Served:
    """`files`: what is there by its name. `cuts`: after how many bytes an answer breaks off, one an answer.
    `asked`: the ranges that were asked for, "" for the whole. `parts`: whether it knows of ranges."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.cuts: list[int] = []
        self.asked: list[str] = []
        self.parts = True
        self.address = ""


@contextmanager
def serve() -> Iterator[Served]:
    served = Served()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            data = served.files.get(self.path.lstrip("/"))
            if data is None:
                return self.send_error(404)
            span = self.headers.get("Range", "")
            served.asked.append(span)
            begin = int(span.removeprefix("bytes=").rstrip("-")) if span and served.parts else 0
            if begin >= len(data):
                return self.send_error(416)
            self.send_response(206 if begin else 200)
            self.send_header("Content-Length", str(len(data) - begin))
            self.end_headers()
            cut = served.cuts.pop(0) if served.cuts else len(data)
            self.wfile.write(data[begin : begin + cut])
            return None

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
