"""What the README says to a plain notebook or script, as it stands there."""

import re
import subprocess
import sys

from support import EXAMPLE_VIEW, KEY, PATIENCE, ROOT, connector_jar, environment


def test_a_script_that_starts_spark_itself(simulator):
    readme = (ROOT / "README.md").read_text("utf-8")
    (start,) = [
        block for block in re.findall(r"^```python\n(.*?)^```", readme, re.M | re.S) if "builder" in block
    ]
    assert connector_jar().relative_to(ROOT).as_posix() in start

    read = f"""
data = spark.read.format("pigment").option("baseUrl", "{simulator.url}").load("{EXAMPLE_VIEW}")
print("records:", data.count())
"""
    done = subprocess.run(
        [sys.executable, "-c", start + read],
        input=KEY + "\n",  # To getpass, which would rather ask a terminal.
        start_new_session=True,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
        cwd=ROOT,
        env=environment(),
    )
    everything = done.stdout + done.stderr
    assert "records: 16" in done.stdout.splitlines(), everything
    assert KEY not in everything
