"""Runs the Python of the README and docs/getting-started.md, and compares its output."""

import re
import subprocess
import sys

from support import KEY, PATIENCE, ROOT, connector_jar, environment

SIMULATOR_URL = "http://localhost:8080"


def blocks(language, document="docs/getting-started.md"):
    page = (ROOT / document).read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)


def test_readme_example_prints_its_output():
    session = blocks("python", "docs/python.md")[0]
    [example] = blocks("python", "README.md")
    [output] = blocks("text", "README.md")
    done = subprocess.run(
        [sys.executable, "-c", session + example],
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        cwd=ROOT,
        env=environment(),
    )
    everything = done.stdout + done.stderr
    assert done.returncode == 0, everything
    assert output in done.stdout, everything


def test_getting_started_prints_its_output(simulator):
    # Without the chart, which needs matplotlib.
    script = "".join(block for block in blocks("python") if "plot" not in block)
    assert f"target/{connector_jar().name}" in script
    assert SIMULATOR_URL in script

    done = subprocess.run(
        [sys.executable, "-c", script.replace(SIMULATOR_URL, simulator.url)],
        input=KEY + "\n",  # To getpass, which would rather ask a terminal.
        start_new_session=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=2 * PATIENCE,
        cwd=ROOT,
        env=environment(PYTHONIOENCODING="utf-8"),
    )
    everything = done.stdout + done.stderr
    assert done.returncode == 0, everything
    for output in blocks("text"):
        assert output in done.stdout, everything
    assert KEY not in everything
    # Spark's own warnings, of Hadoop's native library and of a port that is taken.
    assert set(re.findall(r"\bWARN (\w+)", everything)) <= {"NativeCodeLoader", "Utils"}, everything
