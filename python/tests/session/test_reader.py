import pytest

from support import EXAMPLE_VIEW, KEY

ADDRESS = (
    "https://pigment.app/application/7f0c0a3e-0000-4000-8000-00000000000a"
    "/tables/7f0c0a3e-0000-4000-8000-00000000000b?displayMode=Grid&viewId=" + EXAMPLE_VIEW
)


@pytest.mark.parametrize("view", [EXAMPLE_VIEW, ADDRESS], ids=["id", "address"])
def test_accepts_view_id_or_url(read, view):
    assert read(viewId=view).load().count() == 16
    assert read().load(view).count() == 16


def test_accepts_options_as_keyword_arguments_of_load(spark, simulator):
    df = spark.read.load(format="pigment", viewId=EXAMPLE_VIEW, baseUrl=simulator.url)
    assert df.count() == 16


def test_accepts_python_values_as_options(read):
    df = read(viewId=EXAMPLE_VIEW, inferSchema=False, sampleSize=5, maxRetries=0).load()
    assert {type_ for _, type_ in df.dtypes} == {"string"}


def test_option_names_are_case_insensitive(read):
    assert read(VIEWID=EXAMPLE_VIEW).load().count() == 16


def test_accepts_key_as_an_option(spark, simulator):
    reader = spark.read.format("pigment").options(baseUrl=simulator.url, apiToken=KEY)
    assert reader.load(EXAMPLE_VIEW).count() == 16


@pytest.mark.jar_only(reason="there are no defaults of the session")
def test_applies_settings_of_the_session_to_every_read(spark, simulator, settings):
    settings(
        {
            "spark.datasource.pigment.baseUrl": simulator.url,
            "spark.datasource.pigment.viewId": EXAMPLE_VIEW,
            "spark.datasource.pigment.schemaHints": "Revenue DECIMAL(18,2)",
        }
    )
    assert dict(spark.read.format("pigment").load().dtypes)["Revenue"] == "decimal(18,2)"


def test_option_of_the_read_overrides_the_session(spark, simulator, settings):
    settings({"spark.datasource.pigment.baseUrl": "https://localhost:1"})
    df = spark.read.format("pigment").option("baseUrl", simulator.url).load(EXAMPLE_VIEW)
    assert df.count() == 16
