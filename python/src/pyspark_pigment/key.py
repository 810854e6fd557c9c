"""The Export API key, and its removal from text."""

from __future__ import annotations

import re
import unicodedata

# The old key format, which Pigment no longer accepts, e.g. 3jp2e232-9875-42f4-9fcf-63fe2ce568jp.
_RETIRED_FORMAT = re.compile(r"[0-9a-zA-Z]{8}(-[0-9a-zA-Z]{4}){3}-[0-9a-zA-Z]{12}")

# If a string ends with fewer characters of the key than this, they are not masked.
_SHORTEST_PART = 4

_QUOTED_CHARS = 500


class ApiKey:
    """A Pigment API key. The key leaves this class only as the value of the Authorization header."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        if not value:
            raise ValueError("it is empty")
        for i, character in enumerate(value):
            if not "!" <= character <= "~":
                raise ValueError(
                    f"character {i + 1} of {len(value)} is a space, a line break or a non-ASCII"
                    " character. Copy the key again, without anything around it"
                )
        if _RETIRED_FORMAT.fullmatch(value):
            raise ValueError(
                "it has the old format with dashes, which Pigment no longer accepts. Generate a new"
                " Export API key in Pigment"
            )
        self._value = value

    def authorization(self) -> str:
        return f"Bearer {self._value}"

    def quote(self, text: str) -> str:
        """Returns external text on one line, without the key, cut to 500 characters."""
        line = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " for c in self.redact(text))
        line = " ".join(line.split())
        return line if len(line) <= _QUOTED_CHARS else line[:_QUOTED_CHARS] + "…"

    def redact(self, text: str) -> str:
        """Masks the key in any case, even if it is wrapped, escaped, or cut off at the end of the text."""
        echo = r"[\s\x00-\x1f\u200b-\u200f\ufeff]*".join(_echo(c) for c in self._value)
        redacted = re.sub(echo, "****", text, flags=re.IGNORECASE)
        for length in range(len(self._value) - 1, _SHORTEST_PART - 1, -1):
            if redacted[-length:].lower() == self._value[:length].lower():
                return redacted[:-length] + "****"
        return redacted

    def __eq__(self, other: object) -> bool:
        return isinstance(other, ApiKey) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "****"


def _echo(character: str) -> str:
    """Returns a pattern for a character, which may be escaped as in JSON, HTML or a URL."""
    literal = re.escape(character)
    if character.isalnum():
        return literal
    code = ord(character)
    return rf"(?:\\*{literal}|%{code:02x}|\\+u{code:04x}|&#0*{code};|&#x0*{code:x};|&[a-z]+;)"
