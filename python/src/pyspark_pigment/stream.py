"""A resumable stream of an export's bytes, which ends without an exception only if the export is complete."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import Generator, Iterator

from .errors import ExportError
from .http import Client
from .options import ExportRequest, Options
from .retries import Retries, TransientError

log = logging.getLogger(__name__)


def export(options: Options, request: ExportRequest) -> Generator[bytes, None, None]:
    """Yields the bytes of an export.

    A broken download is requested again from the start. The bytes that were read before are compared
    by their SHA-256; if they differ, the read fails, since its halves would be of two states.
    """
    retries = Retries(options)
    consumed = hashlib.sha256()
    length = 0
    client = Client(options)
    try:
        while True:
            try:
                with client.open(request) as body:
                    for data in _after(body, consumed, length, request) if length else body:
                        if data:
                            consumed.update(data)
                            length += len(data)
                            retries.progressed()
                            yield data
                break
            except TransientError as e:
                time.sleep(retries.pause_after(_described(e, request, length, options.base_url)))
    finally:
        client.close()
    if not length:
        raise ExportError(
            f"The export of {request} is empty: it has no header line. Open the {request.kind} in Pigment as"
            " the owner of the key, and check that it shows data."
        )


def _after(
    body: Iterator[bytes], consumed: hashlib._Hash, length: int, request: ExportRequest
) -> Iterator[bytes]:
    """Yields the bytes after the first ``length``, after checking that those are the same as before."""
    repeated = hashlib.sha256()
    left = length
    for data in body:
        if left:
            repeated.update(data[:left])
            rest = data[left:]
            left = max(0, left - len(data))
            if left:
                continue
            if repeated.digest() != consumed.digest():
                raise _changed(request, length)
            yield rest
        else:
            yield data
    if left:
        raise _changed(request, length)


def _changed(request: ExportRequest, length: int) -> ExportError:
    return ExportError(
        f"The export of {request} failed after {length:,} bytes, and the {request.kind} changed before it"
        " could be resumed. Run the read again; if this happens often, read when the"
        f" {request.kind} is not being edited."
    )


def _described(failure: TransientError, request: ExportRequest, length: int, url: str) -> TransientError:
    if failure.status:
        return failure
    where = f"after {length:,} bytes" if length else "before its first byte"
    return TransientError(f"The export of {request} from {url} failed {where}: {failure}.")
