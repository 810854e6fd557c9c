import pytest
from pyspark.sql import functions as F

from support import large_view

RECORDS = 100_000  # 10 MB
VIEW = large_view(RECORDS)
SUM_OF_CODES = RECORDS * (RECORDS - 1) // 2


def test_resumes_broken_download_without_loss_or_duplicates(read, proxy):
    proxy.break_next(3_000_000, 7_000_000)
    df = read(baseUrl=proxy.url, retryInterval="100ms").schema("Code STRING").load(VIEW)

    count, different, total = df.agg(
        F.count("*"), F.countDistinct("Code"), F.sum(F.col("Code").cast("long"))
    ).first()

    assert (count, different, total) == (RECORDS, RECORDS, SUM_OF_CODES)
    assert proxy.broken == 2
    assert proxy.connections == 3


def test_resumes_broken_sample(read, proxy):
    proxy.break_next(100_000)
    df = read(baseUrl=proxy.url, retryInterval="100ms").load(VIEW)
    assert df.schema["Day"].dataType.typeName() == "date"
    assert proxy.broken == 1


@pytest.mark.jar_only(reason="a traceback comes first")
def test_broken_download_fails_without_retries(read, proxy):
    proxy.break_next(3_000_000)
    df = read(baseUrl=proxy.url, maxRetries=0).schema("Code STRING").load(VIEW)
    with pytest.raises(Exception) as caught:
        df.count()
    assert f"view {VIEW}" in "\n".join(str(caught.value).splitlines()[:2])
    assert proxy.broken == 1


@pytest.mark.jar_only(reason="a traceback comes first")
def test_fails_if_pigment_is_unreachable(read):
    # Port 1 of the loopback host: nothing listens there.
    reader = read(baseUrl="http://localhost:1", maxRetries=0)
    with pytest.raises(Exception) as caught:
        reader.load(VIEW).printSchema()
    assert "localhost" in "\n".join(str(caught.value).splitlines()[:2])
