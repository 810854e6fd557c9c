"""``python -m pyspark_pigment simulator [--port N]`` and ``python -m pyspark_pigment jar``."""

from __future__ import annotations

import subprocess
import sys

from .jar import jar_path
from .simulator import command

_USAGE = """\
Usage: python -m pyspark_pigment simulator [--port N]   start a local simulator of Pigment
       python -m pyspark_pigment jar                    print the path of the connector's jar"""


def main(arguments: list[str]) -> int:
    if arguments[:1] == ["simulator"]:
        try:
            return subprocess.call(command(*arguments[1:]))
        except KeyboardInterrupt:
            return 0
    if arguments == ["jar"]:
        print(jar_path())
        return 0
    print(_USAGE)
    return 0 if arguments in (["--help"], ["-h"]) else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
