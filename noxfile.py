"""Runs the Python tests. They need the jars that ./mvnw verify leaves in target/.

nox -l                                  lists the sessions
nox -j 3                                runs the sessions that are marked with *, three at a time
nox -s "jar(4.3.0)"                     runs one session
nox -s "jar(4.3.0)" -- -k decimals      runs some tests of a session
"""

import filecmp
import os
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2026.10"
nox.options.reuse_existing_virtualenvs = True
# For each session, pip copies the 450 MB of PySpark, and uv only links them.
nox.options.default_venv_backend = "uv|virtualenv"
os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # pip uses the system's certificates by default.

ROOT = Path(__file__).resolve().parent
TARGET, TESTS, TOOLS = ROOT / "target", ROOT / "python" / "tests", ROOT / "python" / "tools"

NEWEST = "4.3.0"
DATABRICKS = "4.0.5"  # Databricks Runtime 17.3 LTS is based on Spark 4.0.
CONNECT_3 = "3.5.7"
DELTA = "4.0.1"
CONNECT = ["googleapis-common-protos==1.76.0", "grpcio==1.85.1", "grpcio-status==1.85.1"]
OLD_CONNECT = ["googleapis-common-protos==1.65.0", "grpcio==1.67.0", "grpcio-status==1.67.0"]
REQUIREMENTS = {
    # Spark 3.5 supports no newer numpy. It imports distutils, which newer setuptools and Python 3.12 lack.
    CONNECT_3: ["numpy==1.26.4", "pandas==2.3.3", "pyarrow==20.0.0", "setuptools<81", *CONNECT],
    # These are the oldest versions that the wheel and Spark 4.0 support. They also run on Python 3.9.
    DATABRICKS: ["httpx[http2]==0.27.0", "numpy==1.26.4", "pandas==2.2.3", "pyarrow==14.0.2", *OLD_CONNECT],
    "4.1.1": ["httpx[http2]==0.28.1", "numpy==2.4.6", "pandas==2.3.3", "pyarrow==22.0.0", *CONNECT],
    # Spark 4.3 logs a warning with pandas 3.
    NEWEST: ["httpx[http2]==0.28.1", "numpy==2.4.6", "pandas==2.3.3", "pyarrow==26.0.1", *CONNECT],
}
PYTEST = "pytest==8.4.2"
LINT = ["ruff==0.17.6", "mypy==2.4.1", "httpx[http2]==0.28.1"]
BUILD = ["build==1.6.1", "hatchling==1.33.0"]
JUPYTER = ["nbconvert==7.17.2", "ipykernel==7.4.0"]
SELENIUM = "selenium==4.51.0"
MATPLOTLIB = "matplotlib==3.11.2"

ENVIRONMENT = {
    # A short-lived Spark process spends half of its time in the JVM's second compiler.
    "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC "
    + os.environ.get("JAVA_TOOL_OPTIONS", ""),
    # Spark starts many Python processes. Without cached bytecode, each spends seconds on imports.
    "PYTHONDONTWRITEBYTECODE": None,
    "PYTHONPYCACHEPREFIX": str(TARGET / "pycache"),
    "SPARK_LOCAL_IP": "127.0.0.1",
    "PIGMENT_API_KEY": None,
    "PIGMENT_VIEW_ID": None,
}

tests = nox.session(requires=["wheel"], allow_parallel=True)


def on_spark(*versions):
    return nox.parametrize("spark", [nox.param(version, id=version) for version in versions])


@nox.session
def wheel(session):
    """Build the wheel twice from the jars in target/, and compare the bytes."""
    session.install(*BUILD)
    for folder in "wheel", "wheel-again":
        shutil.rmtree(TARGET / folder, ignore_errors=True)
        build = ["python", "-m", "build", "--wheel", "--no-isolation", "--outdir", TARGET / folder, "python"]
        session.run(*build, silent=True)
    again = TARGET / "wheel-again" / the_wheel().name
    if not filecmp.cmp(the_wheel(), again, shallow=False):
        session.error(f"{the_wheel()} and {again} differ")


@nox.session(allow_parallel=True)
def lint(session):
    """Check the format, style and types of the Python code."""
    session.install(*LINT)
    config = ["--config", "python/pyproject.toml", "noxfile.py", "python"]
    session.run("ruff", "check", "-q", *config)
    session.run("ruff", "format", "-q", "--check", *config)
    session.run("mypy", "--config-file", "python/pyproject.toml", "python/src")
    session.run("python", TESTS / "csv_corpus.py")


@tests
@on_spark(NEWEST, CONNECT_3)
def jar(session, spark):
    """Test the jar from Python: in classic sessions, over Spark Connect, on a cluster and in shells."""
    install(session, spark, "ipykernel==7.4.0", "nbclient==0.11.0")
    if spark == CONNECT_3:  # Spark 4 includes the Connect server.
        maven_jar(session, f"org.apache.spark:spark-connect_2.12:{spark}", TARGET / "connect")
    if spark == NEWEST:
        # These tests kill executors, which takes minutes. They run on Spark 3.5 only, because Spark before
        # 4.2 doesn't notice that rows have changed.
        guard = TESTS / "programs" / "test_guard.py"
        pytest(session, "session", "programs", f"--ignore={guard}")
    else:
        pytest(session, *(f"programs/test_{name}.py" for name in ("cluster", "guard", "jar", "lineage")))
    pytest(session, "session", "--connect")


@tests
@on_spark(NEWEST, "4.1.1", DATABRICKS)
def source(session, spark):
    """Test the Python data source: in classic sessions, over Spark Connect and next to the jar."""
    install(session, spark)
    if spark == NEWEST:
        pytest(session, "source", "--source=python")
        pytest(session, "source/test_session.py", "session", "--source=python", "--connect")
        return
    beside_the_jar = "leaves_the_name_to_the_jar and not connect"
    if spark == DATABRICKS:
        in_process = ["source/test_vectors.py", "source/test_csv.py", "source/test_http.py"]
        pytest(session, *in_process, "source/test_session.py", "--source=python")
        beside_the_jar += " or alone"
    pytest(session, "source/test_session.py", "--source=python", "--connect")
    pytest(session, "programs/test_jar.py", "-k", beside_the_jar)


@tests
def openapi(session):
    """Check every request against OpenAPI documents with Prism. Needs npm and Node 18.20.1 or newer."""
    install(session, NEWEST)
    folder = TARGET / "openapi"
    folder.mkdir(parents=True, exist_ok=True)
    lock = ROOT / "src" / "test" / "openapi" / "package-lock.json"
    if not (folder / "installed.json").exists() or not filecmp.cmp(
        lock, folder / "installed.json", shallow=False
    ):
        for file in lock, lock.with_name("package.json"):
            shutil.copy(file, folder)
        npm = [
            "npm",
            "ci",
            "--prefix",
            folder,
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ]
        session.run(*npm, external=True)
        shutil.copy(lock, folder / "installed.json")
    environment = {"PRISM": str(folder / "node_modules" / ".bin" / "prism")}
    if "PIGMENT_OPENAPI" in os.environ:
        environment["PIGMENT_OPENAPI"] = os.path.abspath(os.environ["PIGMENT_OPENAPI"])
    # If Prism rejects one request, many tests fail for the same reason.
    pytest(session, "openapi", "--maxfail=5", **environment)


@tests
def notebooks(session):
    """Execute the Jupyter notebooks, and compare their output. With -- --update, save the new output."""
    session.install(*pyspark(session, NEWEST), "-r", "notebooks/requirements.txt", *JUPYTER)
    session.install("--force-reinstall", "--no-deps", the_wheel())
    executed = TARGET / "notebooks"
    for name in "quickstart", "reliability-and-performance":
        nbconvert = ["jupyter", "nbconvert", "--to", "notebook", "--execute", "--log-level=ERROR"]
        settings = ["--ExecutePreprocessor.timeout=600", "--ExecutePreprocessor.record_timing=False"]
        notebook = f"notebooks/{name}.ipynb"
        session.run(*nbconvert, *settings, "--output-dir", executed, notebook, env=ENVIRONMENT)
        compare = ["python", TOOLS / "compare_outputs.py", notebook, executed / f"{name}.ipynb"]
        session.run(*compare, *session.posargs)


@tests
def databricks(session):
    """Run the Databricks notebooks on open-source Spark with Delta Lake."""
    install(session, DATABRICKS)
    artifacts = f"io.delta:delta-spark_2.13:{DELTA}", f"io.delta:delta-storage:{DELTA}"
    jars = [maven_jar(session, artifact, TARGET / "delta") for artifact in artifacts]
    for kind in "jar", "python":
        session.run("python", TOOLS / "run_databricks.py", kind, *jars, env=ENVIRONMENT)


@nox.session(default=False, requires=["wheel"])
def screenshot(session):
    """Take docs/images/spark-ui.png again. Needs chromium and chromedriver."""
    install(session, DATABRICKS, SELENIUM)
    picture = session.posargs or [ROOT / "docs" / "images" / "spark-ui.png"]
    session.run("python", TOOLS / "screenshot.py", *picture, env=ENVIRONMENT)


@nox.session(default=False)
def chart(session):
    """Draw docs/images/benchmark.png again, from the report of ./mvnw -Pbenchmark package."""
    session.install(MATPLOTLIB)
    picture = session.posargs or [ROOT / "docs" / "images" / "benchmark.png"]
    session.run("python", TOOLS / "chart.py", TARGET / "benchmark" / "benchmark.md", *picture)


@nox.session(default=False, requires=["wheel"])
def benchmark(session):
    """Measure the jar, the Python data source, and requests with pandas; see docs/python.md."""
    install(session, NEWEST, "requests==2.34.2")
    session.run("python", "python/benchmark.py", *session.posargs, env={"PIGMENT_API_KEY": None})


def the_wheel():
    return next((TARGET / "wheel").glob("*.whl"))


def install(session, spark, *more):
    """Install PySpark and the wheel, without the source tree."""
    connect = f"pyspark[connect]=={spark}"
    session.install(*pyspark(session, spark), connect, *REQUIREMENTS[spark], PYTEST, *more)
    session.install("--force-reinstall", "--no-deps", the_wheel())


def pyspark(session, spark):
    """Return the options for finding PySpark's wheel. Build it once, because PyPI has only the source."""
    wheels = TARGET / "pyspark"
    wheels.mkdir(parents=True, exist_ok=True)
    if not any(wheels.glob(f"pyspark-{spark}-*.whl")):
        session.install("pip")
        folder = Path(session.create_tmp())
        session.run("pip", "wheel", "-q", "--no-deps", "-w", folder, f"pyspark=={spark}")
        for file in folder.glob("pyspark-*.whl"):
            file.replace(wheels / file.name)
    return "--find-links", wheels


def pytest(session, *arguments, **environment):
    # With -k, a run may select no tests. pytest then exits with 5.
    empty = [5] if session.posargs else []
    # JVMs leave files in their working directory, so run the tests in target/.
    folder = TARGET / "python" / session.name
    folder.mkdir(parents=True, exist_ok=True)
    paths = [TESTS / each if (TESTS / each).exists() else each for each in arguments]
    with session.chdir(folder):
        command = ["pytest", "-q", "-rs", "--durations=5", *paths, *session.posargs]
        session.run(*command, env=ENVIRONMENT | environment, success_codes=[0, *empty])


def maven_jar(session, artifact, folder):
    _, name, version = artifact.split(":")
    file = folder / f"{name}-{version}.jar"
    if not file.exists():
        copy = "org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy"
        arguments = [f"-Dartifact={artifact}", f"-DoutputDirectory={folder}"]
        session.run("./mvnw", "-q", "-B", "--no-transfer-progress", copy, *arguments, external=True)
    return file
