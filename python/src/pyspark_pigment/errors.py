"""The exceptions of the Python data source. Their messages never contain the key."""


class PigmentError(RuntimeError):
    """The base class of this package's exceptions."""


class OptionError(PigmentError, ValueError):
    """An exception for an option that is missing, misspelt or invalid."""


class ExportError(PigmentError):
    """An exception for an export that can't be read completely."""


class MalformedRecordError(PigmentError):
    """An exception for a record that doesn't match the header, or a cell that doesn't match its type."""
