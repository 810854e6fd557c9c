"""A resumable stream of an export's bytes. It ends without an exception only if the export is complete."""

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

    After a failure, the whole export is requested again. The SHA-256 of its start is compared with that of
    the bytes that were already read. If the hashes differ, the read fails, because it would mix two states
    of the view.
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
            " the key's owner, and check that it shows data."
        )


def _after(
    body: Iterator[bytes], consumed: hashlib._Hash, length: int, request: ExportRequest
) -> Iterator[bytes]:
    """Yields the bytes after the first ``length`` bytes, which must be the same as before."""
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
        f"The export of {request} failed after {length:,} bytes, and the {request.kind} changed before the"
        f" export could be resumed. Run the read again. If this happens often, read the {request.kind} when"
        " nobody is editing it."
    )


def _described(failure: TransientError, request: ExportRequest, length: int, url: str) -> TransientError:
    if failure.status:
        return failure
    where = f"after {length:,} bytes" if length else "before its first byte"
    return TransientError(f"The export of {request} from {url} failed {where}: {failure}.")
