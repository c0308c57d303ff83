"""Every exception of sosgraph.

    SosgraphError
    ├── BadCall           the command line or the policy asks for something that cannot be done (exit 2)
    ├── NothingReadable   no input at all could be read (exit 2)
    ├── ProgramMissing    a program that the answer needs is not on this machine (exit 2)
    └── ReadRefused       a document asks for a file outside the given roots, or one that cannot be read

A user's mistake in an architecture is never an exception: it is a `Finding`, and reading goes on.
"""


class SosgraphError(Exception):
    """Anything that sosgraph raises on purpose; its text is one sentence for the user."""


class BadCall(SosgraphError, ValueError):
    """The command line or the policy asks for something that cannot be done."""


class NothingReadable(SosgraphError):
    """No input at all could be read."""


class ProgramMissing(SosgraphError, OSError):
    """A program that the answer needs is not on this machine."""


class ReadRefused(SosgraphError, OSError):
    """A document asks for a file outside the given roots, or one that cannot be read."""
