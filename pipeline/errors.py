"""What can go wrong, as types. Every message names the file and the reason."""

from pathlib import Path
from traceback import extract_tb


class ChitieuError(Exception):
    """The base of all errors that a user is told of."""


class UnreadableFileError(ChitieuError):
    """A file that gives no document; it is listed in failures.csv and never stops the others."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class DatasetError(ChitieuError):
    """A dataset folder that cannot be written or read."""


class WorkerError(ChitieuError):
    """The system gives no process to read documents in; nothing is written."""


class SettingsError(ChitieuError):
    """A settings file with an unknown key or a value of the wrong kind."""


class LexiconError(ChitieuError):
    """A rule table that breaks its own form or examples."""


class ModelError(ChitieuError):
    """A stored model that cannot be read or does not belong to this version."""


def reason_of(error: Exception) -> str:
    """Why a file that the message names already cannot be read."""
    if isinstance(error, FileNotFoundError):
        return "no such file"  # whoever raised it: Arrow puts the path into the system's words
    return (isinstance(error, OSError) and error.strerror and error.strerror.lower()) or str(error)


def fault_of(error: Exception) -> str:
    """What happened and where, for the one who is to mend our own fault."""
    where = extract_tb(error.__traceback__)[-1]
    return f"a fault in the pipeline ({type(error).__name__}: {error}; {Path(where.filename).name}:{where.lineno})"
