"""Playing a file in other people's programs, headless, and asking them how it went."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PAGE = """<!doctype html><video id="v" muted></video><script>
const wanted = %s, v = document.getElementById("v"), answer = {looks: [], frames: 0};
const tell = () => fetch("/done", {method: "POST", body: JSON.stringify(answer)});
v.onerror = () => { answer.error = v.error ? v.error.message || String(v.error.code) : "?"; tell(); };
const once = name => new Promise(done => v.addEventListener(name, done, {once: true}));
const canvas = new OffscreenCanvas(32, 18), ink = canvas.getContext("2d", {willReadFrequently: true});
(async () => {
  const ready = once("loadeddata");
  const file = await fetch("/%s");  // whole: this server knows no ranges, so that it could not be seeked
  v.src = URL.createObjectURL(await file.blob());
  await ready;
  for (const time of wanted) {
    const there = once("seeked");
    v.currentTime = time;
    await there;
    await new Promise(painted => requestAnimationFrame(() => requestAnimationFrame(painted)));
    ink.drawImage(v, 0, 0, 32, 18);
    const rgba = ink.getImageData(0, 0, 32, 18).data;
    answer.looks.push(Array.from(rgba));
  }
  const before = v.getVideoPlaybackQuality(), back = once("seeked");
  v.currentTime = 0;
  await back;
  const over = once("ended");
  await v.play();
  await over;
  const after = v.getVideoPlaybackQuality();
  answer.frames = after.totalVideoFrames - before.totalVideoFrames;
  answer.corrupted = after.corruptedVideoFrames || 0;
  answer.duration = v.duration;
  answer.ended = v.ended;
  tell();
})();
</script>"""


@dataclass
class Served:
    """A folder on a local port; `answer` is what the page tells when it is done."""

    port: int
    done: threading.Event = field(default_factory=threading.Event)
    answer: dict[str, Any] = field(default_factory=dict)


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    class Handler(SimpleHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            state.answer.update(json.loads(body))
            state.done.set()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    state = Served(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def in_chromium(program: str, film: Path, times: list[float], seconds: float = 120) -> dict[str, Any]:
    """Seek to `times`, then play through. `looks` are RGBA of 32 × 18 at each; `error` where it failed."""
    (film.parent / "page.html").write_text(PAGE % (json.dumps(times), film.name))
    flags = (
        "--headless --no-sandbox --disable-gpu --mute-audio --no-first-run --disable-extensions "
        "--autoplay-policy=no-user-gesture-required"
    )
    with served(film.parent) as state:
        profile = f"--user-data-dir={film.parent / 'profile'}"
        page = f"http://127.0.0.1:{state.port}/page.html"
        browser = subprocess.Popen(
            [program, *flags.split(), profile, page], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            if not state.done.wait(seconds):
                return {"error": f"no answer in {seconds} s", "looks": []}
        finally:
            browser.terminate()
            try:
                browser.wait(20)
            except subprocess.TimeoutExpired:
                browser.kill()
                browser.wait()
    return state.answer


def in_mpv(program: str, film: Path) -> tuple[list[str], list[str]]:
    """(a hash of every frame that mpv plays, what it complains of)."""
    hashes = film.with_suffix(".md5")
    options = "--no-config --no-audio --msg-level=all=warn --msg-color=no --input-terminal=no --of=framemd5"
    done = subprocess.run(
        [program, *options.split(), "--ovc=rawvideo", f"--o={hashes}", str(film)],
        capture_output=True, text=True, timeout=240,
    )  # fmt: skip
    complaints = [line for line in (done.stdout + done.stderr).splitlines() if line.strip()]
    if done.returncode:
        return [], [*complaints, f"exit status {done.returncode}"]
    lines = hashes.read_text().splitlines()
    return [line.rsplit(",", 1)[1].strip() for line in lines if not line.startswith("#")], complaints
