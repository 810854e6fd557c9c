"""Takes the version from ../pom.xml, and the jars from ../target, where `./mvnw verify` put them."""

import os
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface


def maven_version(root: str) -> str:
    project = ElementTree.parse(Path(root).parent / "pom.xml").getroot()
    version = project.findtext("{*}version")
    if not version:
        raise RuntimeError("../pom.xml has no version.")
    return version


class VersionFromPom(MetadataHookInterface):
    def update(self, metadata: dict[str, Any]) -> None:
        # 0.1.0-SNAPSHOT is 0.1.0.dev0 in Python's scheme.
        metadata["version"] = maven_version(self.root).replace("-SNAPSHOT", ".dev0")


class JarsFromTarget(BuildHookInterface[Any]):
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for ending in ("", "-simulator"):
            name = f"pigment-spark-connector-{maven_version(self.root)}{ending}.jar"
            jar = Path(self.root).parent / "target" / name
            if not jar.is_file():
                raise FileNotFoundError(
                    f"target/{name} is missing. Build it with ./mvnw verify, then the wheel."
                )
            build_data["force_include"][os.fspath(jar)] = f"pyspark_pigment/jars/{name}"
        for name in ("LICENSE", "NOTICE"):
            build_data["force_include"][os.fspath(Path(self.root).parent / name)] = f"pyspark_pigment/{name}"
