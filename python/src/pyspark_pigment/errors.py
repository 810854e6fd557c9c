"""The exceptions of the Python data source. None contains the key."""


class PigmentError(RuntimeError):
    """An export that can't be read, or an option that can't be used."""


class OptionError(PigmentError, ValueError):
    """An option that is missing, misspelt or has an invalid value."""


class ExportError(PigmentError):
    """A response that is not a complete export."""


class MalformedRecordError(PigmentError):
    """A record that doesn't match the header, or a cell that doesn't match its column's type."""
