"""The decompressed bytes of a response's body, with checks that the body is complete."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator

import httpx

from .retries import TransientError

_INFLATED_BYTES = 1 << 20

# If fewer bytes than this arrive during readTimeout, the server is too slow.
_FEWEST_BYTES_PER_TIMEOUT = 1024


def body_of(response: httpx.Response, read_timeout: float) -> Iterator[bytes]:
    """Yields the decompressed bytes. Raises TransientError if they are cut off or arrive too slowly."""
    encoded = _paced(_complete(response), read_timeout)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    return inflated(encoded) if encoding in ("gzip", "x-gzip") else encoded


def _complete(response: httpx.Response) -> Iterator[bytes]:
    """Yields the bytes. Raises TransientError if the body's length differs from Content-Length."""
    announced = {n.strip() for n in response.headers.get("Content-Length", "").split(",") if n.strip()}
    if len(announced) > 1 or any(not re.fullmatch("[0-9]{1,18}", length) for length in announced):
        raise TransientError(
            f'Content-Length is "{", ".join(sorted(announced))}", which is not a single number'
        )
    received = 0
    for data in response.iter_raw():
        received += len(data)
        yield data
    for length in announced:
        if received != int(length):
            raise TransientError(f"the body ended after {received} of {length} bytes")


def _paced(chunks: Iterator[bytes], read_timeout: float) -> Iterator[bytes]:
    """Yields the bytes. Raises TransientError if the server, and not the consumer, is too slow."""
    waited, received = 0.0, 0
    start = time.monotonic()
    for data in chunks:
        waited += time.monotonic() - start
        received += len(data)
        if received >= _FEWEST_BYTES_PER_TIMEOUT:
            waited, received = 0.0, 0
        elif waited > read_timeout:
            raise TransientError(f"only {received} bytes arrived within readTimeout ({read_timeout:.1f} s)")
        yield data
        start = time.monotonic()


def inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompresses gzip data with one or more members. Raises TransientError if it ends before a checksum."""
    inflater = zlib.decompressobj(wbits=31)
    started = False
    for data in chunks:
        while data:
            if inflater.eof:
                inflater, started = zlib.decompressobj(wbits=31), False
            started = True
            try:
                yield inflater.decompress(data, _INFLATED_BYTES)
            except zlib.error as e:
                raise TransientError(f"the gzip data is corrupt ({e})") from None
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if started and not inflater.eof:
        raise TransientError("the gzip data ended before its checksum")
