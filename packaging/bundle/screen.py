"""A display nobody looks at: windows are waited for, keys are pressed, pictures are taken."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from bundle.running import BuildError, program, run


class Screen:
    """`with Screen() as screen`: an Xvfb of this machine, which programs in a chroot reach too."""

    def __enter__(self) -> Screen:
        read, write = os.pipe()
        size = ("-screen", "0", "1440x900x24")
        self._server = subprocess.Popen(
            # Without -noreset it forgets whom it lets in when xhost, its only client then, goes.
            [program("Xvfb"), "-displayfd", str(write), *size, "-nolisten", "tcp", "-noreset"],
            pass_fds=(write,),
            stderr=subprocess.DEVNULL,
        )
        os.close(write)
        with os.fdopen(read) as told:
            self.name = f":{told.readline().strip()}"
        run(["xhost", "+local:"], env=self._env)  # the user in the chroot is another one
        return self

    def __exit__(self, *_: object) -> None:
        self._server.terminate()
        self._server.wait()

    @property
    def _env(self) -> dict[str, str]:
        return {"DISPLAY": self.name}

    def titles(self) -> dict[str, str]:
        """The title of every window that is seen, by its id."""
        command = [program("xdotool"), "search", "--onlyvisible", "--name", "."]
        found = subprocess.run(command, env={**os.environ, **self._env}, capture_output=True, text=True)
        return {one: self._title(one) for one in found.stdout.split()}

    def _title(self, window: str) -> str:
        command = [program("xdotool"), "getwindowname", window]
        return subprocess.run(
            command, env={**os.environ, **self._env}, capture_output=True, text=True
        ).stdout.strip()

    def wait_for(self, words: str, owner: subprocess.Popen[str], patience: float = 180) -> tuple[str, float]:
        """(the id of the window of `owner` that has `words` in its title, the seconds until it was seen)."""
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            if owner.poll() is not None:
                raise BuildError(f"No window “{words}” came up: its program ended with {owner.returncode}.")
            for window, title in self.titles().items():
                if words in title:
                    return window, time.monotonic() - begun
            time.sleep(0.02)
        raise BuildError(f"No window “{words}” came up in {patience:.0f} s; there are {self.titles()}.")

    def press(self, window: str, keys: str) -> None:
        run(["xdotool", "windowfocus", window], env=self._env)
        run(["xdotool", "key", "--window", window, keys], env=self._env)

    def picture(self, target: Path) -> None:
        run(["import", "-window", "root", target], env=self._env)
