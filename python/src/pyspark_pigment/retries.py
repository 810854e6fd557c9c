"""The retries of an export: the failures to retry, and the pauses between retries."""

from __future__ import annotations

import email.utils
import logging
import random
import time

from .errors import ExportError
from .options import Options

log = logging.getLogger(__name__)

_LONGEST_PAUSE = 60.0

# Pigment counts requests over five minutes. Pauses of 20, 40, 80 and 160 seconds add up to that window.
_FIRST_RATE_LIMIT_PAUSE = 20.0
_LONGEST_RATE_LIMIT_PAUSE = 160.0

RATE_LIMITED = 429
RETRYABLE = frozenset({408, 425, 500, 502, 503, 504, 509, 529, RATE_LIMITED, *range(520, 525)})


class TransientError(Exception):
    """A failure after which the same request may succeed. The message never contains the key."""

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class Retries:
    """The retries of one export, with a maximum number per export and a maximum time per outage."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._used = 0
        self._outage_start: float | None = None

    def progressed(self) -> None:
        """Ends an outage, because new bytes have arrived."""
        self._outage_start = None

    def pause_after(self, failure: TransientError) -> float:
        """Returns how many seconds to wait. Raises ExportError if a limit for retries is exceeded."""
        now = time.monotonic()
        if self._outage_start is None:
            self._outage_start = now
        options = self._options
        if self._used == options.max_retries:
            raise ExportError(f"{failure} Gave up after {self._used} retries, the limit of maxRetries.")
        self._used += 1
        pause = self._pause(failure)
        if now - self._outage_start + pause > options.retry_timeout:
            raise ExportError(
                f"{failure} Gave up: the next retry, in {pause:.1f} s, would exceed retryTimeout"
                f" ({options.retry_timeout:.1f} s)."
            )
        log.warning(
            "%s Retrying in %.1f s (retry %d of %d).", failure, pause, self._used, options.max_retries
        )
        return pause

    def _pause(self, failure: TransientError) -> float:
        jitter = random.random()
        growth = 1 << min(self._used - 1, 20)
        ordinary = min(self._options.retry_interval * growth, _LONGEST_PAUSE) * (0.5 + jitter / 2)
        if failure.retry_after is not None:
            # A Retry-After of zero, or a date from a clock that is out of sync with ours, must not use up all
            # retries at once.
            return max(failure.retry_after, ordinary)
        if failure.status == RATE_LIMITED:
            # Jitter only lengthens the pauses after a 429, because four of them must outlast the window.
            return min(_FIRST_RATE_LIMIT_PAUSE * growth, _LONGEST_RATE_LIMIT_PAUSE) * (1 + jitter / 4)
        return ordinary


def retry_after(value: str | None) -> float | None:
    """Returns the seconds to wait according to a Retry-After header, which has seconds or a date."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:18])
    try:
        return max(0.0, email.utils.parsedate_to_datetime(value).timestamp() - time.time())
    except (TypeError, ValueError):
        return None
