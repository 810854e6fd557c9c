"""Runs the Python of docs/getting-started.md as one script, and compares its output."""

import re
import subprocess
import sys

from support import KEY, PATIENCE, ROOT, connector_jar, environment

SIMULATOR_URL = "http://localhost:8080"


def blocks(language):
    page = (ROOT / "docs/getting-started.md").read_text("utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```", page, re.M | re.S)


def test_the_readme_from_install_to_output():
    page = (ROOT / "README.md").read_text("utf-8")
    example, install = re.findall(r"^```python\n(.*?)^```", page, re.M | re.S)
    done = subprocess.run(
        [sys.executable, "-c", install + example],
        capture_output=True,
        text=True,
        timeout=2 * PATIENCE,
        cwd=ROOT,
        env=environment(),
    )
    everything = done.stdout + done.stderr
    assert done.returncode == 0, everything
    assert re.search(r"^```text\n(.*?)^```", page, re.M | re.S)[1] in done.stdout, everything


def test_a_script_that_starts_spark_itself(simulator):
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
