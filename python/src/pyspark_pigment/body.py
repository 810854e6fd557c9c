"""The bytes of a response's body, complete and decompressed."""

from __future__ import annotations

import re
import time
import zlib
from collections.abc import Iterator

import httpx

from .retries import TransientError

_INFLATED_BYTES = 1 << 20

# Fewer bytes than this in a whole readTimeout of waiting are a server that trickles.
_FEWEST_BYTES_PER_TIMEOUT = 1024


def body_of(response: httpx.Response, read_timeout: float) -> Iterator[bytes]:
    """Yields the decompressed bytes; raises TransientError if they are cut off or arrive too slowly."""
    encoded = _paced(_complete(response), read_timeout)
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    return inflated(encoded) if encoding in ("gzip", "x-gzip") else encoded


def _complete(response: httpx.Response) -> Iterator[bytes]:
    """Raises TransientError if the body's length differs from Content-Length."""
    announced = {n.strip() for n in response.headers.get("Content-Length", "").split(",") if n.strip()}
    if len(announced) > 1 or any(not re.fullmatch("[0-9]{1,18}", length) for length in announced):
        raise TransientError(f"its Content-Length is {', '.join(sorted(announced))}, not one number")
    received = 0
    for data in response.iter_raw():
        received += len(data)
        yield data
    for length in announced:
        if received != int(length):
            raise TransientError(f"it ended after {received} of the {length} bytes announced")


def _paced(chunks: Iterator[bytes], read_timeout: float) -> Iterator[bytes]:
    """Counts only the time spent waiting for Pigment: a slow consumer is not a slow server."""
    waited, received = 0.0, 0
    start = time.monotonic()
    for data in chunks:
        waited += time.monotonic() - start
        received += len(data)
        if received >= _FEWEST_BYTES_PER_TIMEOUT:
            waited, received = 0.0, 0
        elif waited > read_timeout:
            raise TransientError(f"only {received} bytes within readTimeout ({read_timeout:.1f} s)")
        yield data
        start = time.monotonic()


def inflated(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Decompresses gzip with one or more members; raises TransientError if it ends before a checksum."""
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
                raise TransientError(f"its gzip is damaged ({e})") from None
            data = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    if started and not inflater.eof:
        raise TransientError("its gzip ended before the checksum")
