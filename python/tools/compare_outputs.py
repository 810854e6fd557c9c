"""Compares the outputs of an executed notebook with the committed ones, or replaces these with --update.

Times, sizes, and how pictures and tables are drawn may differ. No output may contain a key or a path.

Usage: compare_outputs.py COMMITTED EXECUTED [--update]
"""

import difflib
import re
import socket
import sys
from pathlib import Path

import nbformat

# How many records a limited read has scanned depends on how much had arrived.
MEASURED = re.compile(r"[\d,.]+(?= (?:ms|s|B|KiB|MiB|bytes)\b)|(?<='records scanned': ')[\d,]+")
FORBIDDEN = {
    "the key": re.compile("pigment_simulator_export_key"),
    "a port": re.compile(r"(?:localhost|127\.0\.0\.1):\d"),
    "a path of this machine": re.compile(re.escape(str(Path.cwd())) + "|/home/|/root/|/tmp/"),
    "the name of this machine": re.compile(rf"\b{re.escape(socket.gethostname())}\b"),
}


# Lines that each JVM of Spark writes to stderr when it starts.
STARTUP = re.compile(
    r"WARNING: Using incubator modules"
    r"|Picked up JAVA_TOOL_OPTIONS"
    r"|Using Spark's default log4j profile"
    r"|Setting default log level"
    r"|To adjust logging level"
    r"|\S+ \S+ WARN (?:NativeCodeLoader|Utils): "
)


def tidy(notebook):
    """Joins what was printed in pieces, and removes what differs from run to run."""
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for cell in notebook.cells:
        cell.metadata = {}
        if cell.cell_type != "code":
            continue
        joined = []
        for output in cell.outputs:
            if (
                joined
                and output.output_type == joined[-1].output_type == "stream"
                and output.name == joined[-1].name
            ):
                joined[-1].text += output.text
            else:
                joined.append(output)
        for output in joined:
            if output.output_type == "stream" and output.name == "stderr":
                lines = output.text.splitlines(keepends=True)
                output.text = "".join(line for line in lines if line.strip() and not STARTUP.match(line))
        cell.outputs = [output for output in joined if output.get("text") != ""]
    return notebook


def printed(notebook):
    lines = []
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                kind, text = output.name, output.text
            else:
                kind, text = " ".join(sorted(output.data)), output.data["text/plain"]
            lines += [f"cell {number}, {kind}: {line}" for line in text.rstrip().splitlines()]
    return lines


def main(committed, executed, *update):
    before = nbformat.read(committed, as_version=4)
    after = tidy(nbformat.read(executed, as_version=4))
    lines = printed(after)
    for line in lines:
        for what, pattern in FORBIDDEN.items():
            if pattern.search(line):
                sys.exit(f"{committed} prints {what}: {line}")
        if re.match(r"cell \d+, stderr", line):
            sys.exit(f"{committed} prints to stderr: {line}")
    if update:
        nbformat.write(after, committed)
        print(f"{committed}: updated")
        return
    differences = list(
        difflib.unified_diff(
            [MEASURED.sub("?", line) for line in printed(before)],
            [MEASURED.sub("?", line) for line in lines],
            "committed",
            "printed now",
            lineterm="",
        )
    )
    if differences:
        print("\n".join(differences))
        sys.exit(f"{committed} prints something else now. Check it, then run nox -s notebooks -- --update.")
    print(f"{committed}: executed, prints what is committed")


main(*sys.argv[1:])
