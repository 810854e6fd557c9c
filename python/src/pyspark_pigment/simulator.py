"""The local simulator of Pigment, which runs from its jar."""

from __future__ import annotations

import atexit
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path

from .jar import bundled_jar

_START_SECONDS = 60


def command(*arguments: str) -> list[str]:
    """Returns the command that starts the simulator."""
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else "java"
    return [java, "-jar", str(bundled_jar(simulator=True)), *arguments]


class Simulator:
    """A simulator of Pigment on this machine. It stops with ``close()``, ``with`` or the process.

    Use ``url`` as the option ``baseUrl``, ``export_key`` as ``apiToken``, and ``metadata_key`` for the
    catalog.
    """

    def __init__(self, port: int = 0) -> None:
        self._output = tempfile.TemporaryFile()  # noqa: SIM115
        try:
            self._process = subprocess.Popen(
                command("--port", str(port)),
                stdin=subprocess.DEVNULL,
                stdout=self._output,
                stderr=subprocess.STDOUT,
            )
        except FileNotFoundError:
            raise RuntimeError(
                "The simulator needs Java 17 or newer. Install it, or set JAVA_HOME."
            ) from None
        atexit.register(self.close)
        self.url, self.export_key, self.metadata_key = self._wait()

    def _wait(self) -> tuple[str, str, str]:
        end = time.monotonic() + _START_SECONDS
        while time.monotonic() < end:
            ended = self._process.poll() is not None
            self._output.seek(0)
            text = self._output.read().decode("utf-8", "replace")
            url = re.search(r"http://\S+", text)
            keys = re.findall(r"key +(\S+)\n", text)
            if url and len(keys) == 2:
                return url.group(), keys[0], keys[1]
            if ended:
                raise RuntimeError(f"The simulator did not start: {text.strip()[-500:]}")
            time.sleep(0.05)
        self.close()
        raise RuntimeError(f"The simulator did not start within {_START_SECONDS} s.")

    def close(self) -> None:
        if self._process.poll() is None:
            self._process.terminate()
            self._process.wait()
        self._output.close()
        atexit.unregister(self.close)

    def __enter__(self) -> Simulator:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
