"""A hub on this machine: repositories in the Hugging Face layout over HTTP, and faults on demand.

`/api/models/OWNER/NAME/revision/REV?blobs=True` lists files with their sizes and hashes,
`/OWNER/NAME/resolve/REV/PATH` gives them by ranges, large ones after a redirect to the content network.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

REVISION = "0123456789abcdef0123456789abcdef01234567"
LARGE = 1 << 10
"""Bytes from which a file is kept by LFS, and told of by its SHA-256."""
WAIT = 240
"""Seconds after which whoever should have come is a failed test."""


@dataclass
class Served:
    """`faults` are asked of by path: "flip" a byte, "cut" the answer in half once, be "gone" from the
    middle on, "stall" there until `go_on`, or an address to redirect to. `asked`: (path, first byte) of every
    file fetched."""

    repositories: dict[str, Path]
    faults: dict[str, str] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    go_on: threading.Event = field(default_factory=threading.Event)
    tokens: set[str] = field(default_factory=set)
    licence: str = "apache-2.0"
    revision: str = REVISION
    endpoint: str = ""


@contextmanager
def serve(**repositories: Path) -> Iterator[Served]:
    """Repositories by name, with `__` for the slash."""
    served = Served({name.replace("__", "/"): folder for name, folder in repositories.items()})

    class Handler(_Handler):
        hub = served

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    served.endpoint = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield served
    finally:
        served.go_on.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Served
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: object) -> None:
        """Not on the test's output."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        self.hub.tokens.add(self.headers.get("Authorization", ""))
        path = unquote(urlsplit(self.path).path).strip("/")
        parts = path.split("/")
        if path.startswith("api/models/"):
            revision = parts[5] if len(parts) > 5 else "main"
            return self._listing("/".join(parts[2:4]), revision, tree="tree" in parts[4:5])
        if len(parts) > 4 and parts[2] in ("resolve", "cdn"):
            return self._file("/".join(parts[:2]), parts[2], parts[3], "/".join(parts[4:]))
        return self._answer(404)

    def _listing(self, repository: str, revision: str, tree: bool) -> None:
        folder = self.hub.repositories.get(repository)
        if folder is None:
            return self._answer(404, {"X-Error-Code": "RepoNotFound"})
        if revision not in ("main", self.hub.revision):
            return self._answer(404, {"X-Error-Code": "RevisionNotFound"})
        if tree:
            rows = [_tree_row(folder, file) for file in sorted(folder.rglob("*")) if file.is_file()]
            return self._answer(200, {"Content-Type": "application/json"}, json.dumps(rows).encode())
        siblings = [_sibling(folder, file) for file in sorted(folder.rglob("*")) if file.is_file()]
        data = {"id": repository, "modelId": repository, "sha": self.hub.revision, "siblings": siblings}
        data |= {"cardData": {"license": self.hub.licence}, "tags": [], "private": False}
        body = json.dumps(data).encode()
        return self._answer(200, {"Content-Type": "application/json"}, body)

    def _file(self, repository: str, door: str, revision: str, path: str) -> None:
        file = self.hub.repositories[repository] / path
        if revision != self.hub.revision or not file.is_file():
            return self._answer(404, {"X-Error-Code": "EntryNotFound"})
        content = file.read_bytes()
        fault = self.hub.faults.get(path, "")
        if fault == "503":
            return self._answer(503)
        if "://" in fault:
            return self._answer(302, {"Location": fault})
        if door == "resolve" and len(content) >= LARGE:
            headers = {"Location": f"{self.hub.endpoint}/{repository}/cdn/{revision}/{path}"}
            headers |= {"X-Linked-Size": str(len(content)), "X-Repo-Commit": revision}
            return self._answer(302, headers | {"X-Linked-Etag": hashlib.sha256(content).hexdigest()})
        first = int(self.headers.get("Range", "bytes=0-").removeprefix("bytes=").split("-")[0])
        if self.command == "GET":
            self.hub.asked.append((path, first))
        if fault == "flip":
            content = content[:-1] + bytes([content[-1] ^ 1])
        return self._send(content, first, path, fault)

    def _send(self, content: bytes, first: int, path: str, fault: str) -> None:
        self.send_response(206 if first else 200)
        self.send_header("Content-Length", str(len(content) - first))
        if first:
            self.send_header("Content-Range", f"bytes {first}-{len(content) - 1}/{len(content)}")
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("X-Repo-Commit", self.hub.revision)
        self.send_header("ETag", hashlib.sha256(content).hexdigest())
        self.end_headers()
        if self.command == "HEAD":
            return
        half = (first + len(content)) // 2
        if fault in ("cut", "gone", "stall"):
            self.wfile.write(content[first:half])
            self.wfile.flush()
            self.hub.faults[path] = "503" if fault == "gone" else ""
            if fault == "gone":
                self.close_connection = True
                return
            if fault == "cut":
                self.close_connection = True
                return
            self.hub.stalled.set()
            self.hub.go_on.wait(WAIT)
            first = half
        with suppress(ConnectionError):  # whoever asked was killed meanwhile
            self.wfile.write(content[first:])

    def _answer(self, status: int, headers: dict[str, str] | None = None, body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def _sibling(folder: Path, file: Path) -> dict[str, object]:
    content = file.read_bytes()
    told: dict[str, object] = {"rfilename": file.relative_to(folder).as_posix(), "size": len(content)}
    if len(content) >= LARGE:
        told["blobId"] = "0" * 40
        told["lfs"] = {
            "size": len(content), "sha256": hashlib.sha256(content).hexdigest(), "pointerSize": 130,
        }  # fmt: skip
    else:
        told["blobId"] = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()
    return told


def _tree_row(folder: Path, file: Path) -> dict[str, object]:
    """The same in the words of the listing of a tree, which huggingface_hub itself asks for."""
    told = _sibling(folder, file)
    lfs = told.get("lfs")
    row = {"type": "file", "path": told["rfilename"], "size": told["size"], "oid": told["blobId"]}
    if isinstance(lfs, dict):
        row["lfs"] = {"oid": lfs["sha256"], "size": lfs["size"], "pointerSize": 130}
    return row
