"""Draws the first table of the benchmark's report as a bar chart.

Usage: chart.py REPORT PNG, in an environment with Matplotlib
"""

import re
import sys
from pathlib import Path

from matplotlib.figure import Figure

report, picture = map(Path, sys.argv[1:])
title, table = re.findall(r"^## (.+)\n\n((?:\|.*\n)+)", report.read_text(encoding="utf-8"), re.MULTILINE)[0]
rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]
# The scan is not a way to read an export.
medians = {name: float(wall.split()[0]) for name, wall, *_ in rows if "scan" not in name}

figure = Figure(figsize=(8, 2.6), layout="constrained")
axes = figure.subplots()
colors = ["tab:blue" if name.startswith("connector") else "tab:gray" for name in medians]
bars = axes.barh(list(medians), list(medians.values()), color=colors)
axes.bar_label(bars, fmt="%.2f s", padding=3)
axes.invert_yaxis()
axes.margins(x=0.12)
axes.spines[["top", "right"]].set_visible(False)
axes.set_xlabel("median wall time in seconds; shorter is better")
axes.set_title(title, loc="left")
figure.savefig(picture, dpi=150, metadata={"Software": None})
