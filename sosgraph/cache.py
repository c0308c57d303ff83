"""What the program keeps for its next run: text in the user's own cache folder, never code, and never in a repository.

Why it is so is told in `docs/decisions/0004-answers-kept-for-the-next-run.md`.
"""

import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

LARGEST = 32 * 1024 * 1024
"""How many bytes one thing may have that is kept."""
MOST_BYTES = 4 * LARGEST
"""How many bytes are kept; what was used longest ago goes first."""
MOST_ENTRIES = 1_000
"""How many things are kept."""
_ENDING = ".json"
_STRAY_S = 3600.0  # after which what a killed run left half written goes
_OFF = "off"
_EXCLUSIVE = 0o700


class Cache:
    """A folder of things kept by key; it may be deleted at any time, and several runs may use it at once."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def get(self, key: str) -> Any:
        """Return what is kept under a key; None where there is nothing that can be read."""
        import json

        path = os.path.join(self._folder, key + _ENDING)
        try:
            with open(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as file:
                about = os.fstat(file.fileno())
                if not stat.S_ISREG(about.st_mode) or not _is_ours(about) or about.st_size > LARGEST:
                    return None
                content = json.loads(file.read(LARGEST))
            os.utime(path)
        except (OSError, ValueError, RecursionError):
            return None
        return content

    def __setitem__(self, key: str, content: Any) -> None:
        """Keep what JSON can hold; where it is too large or cannot be written, nothing is kept."""
        import json

        text = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        if len(text) <= LARGEST:
            try:
                self._write(key, text)
                self._trim()
            except OSError:
                return

    def _write(self, key: str, text: bytes) -> None:
        from tempfile import mkstemp

        handle, beside = mkstemp(prefix=".", dir=self._folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(text)
            os.replace(beside, os.path.join(self._folder, key + _ENDING))
        except OSError:
            os.unlink(beside)
            raise

    def _trim(self) -> None:
        """Delete what is beyond the bounds, and what killed runs left half written."""
        with os.scandir(self._folder) as entries:
            found = [(entry, entry.stat(follow_symlinks=False)) for entry in entries]
        newest = max((about.st_mtime for _, about in found), default=0.0)
        total = 0
        for count, (entry, about) in enumerate(sorted(found, key=lambda each: -each[1].st_mtime), 1):
            kept = entry.name.endswith(_ENDING)
            total += about.st_size
            if (kept and (total > MOST_BYTES or count > MOST_ENTRIES)) or (not kept and newest - about.st_mtime > _STRAY_S):
                os.unlink(entry.path)


def cache_for(places: Iterable[str], environment: Mapping[str, str] = os.environ) -> Cache | None:
    """Return the cache for a run that reads below `places`; None where it is switched off, or not to be trusted.

    It is not where somebody else may have written: in a folder of another owner or open to others, and in one that lies in the
    repository of a place, whose content strangers may propose.
    """
    folder = _folder(environment) if environment.get("SOSGRAPH_CACHE", "").strip().lower() != _OFF else None
    if folder is None:
        return None
    real = os.path.realpath(folder)
    if any(_lies_in(real, _repository(os.path.realpath(place))) for place in places):
        return None
    try:
        os.makedirs(real, _EXCLUSIVE, exist_ok=True)
        about = os.lstat(folder)
    except OSError:
        return None
    return Cache(real) if stat.S_ISDIR(about.st_mode) and _is_ours(about) else None


def digest(parts: Iterable[str | bytes]) -> str:
    """Return a digest of the parts, in their order, that tells where each ends."""
    found = sha256()
    for part in parts:
        content = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(b"%d:" % len(content))
        found.update(content)
    return found.hexdigest()


def program() -> str:
    """Return a digest of what answers: the source of sosgraph, Python, and the names and versions of all that is installed.

    Empty where the source lies in no folder.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    parts: list[str | bytes] = [sys.version, sys.platform]
    sources = sorted(_sources(package))
    if not sources:
        return ""
    for path in sources:
        with open(path, "rb") as file:
            parts += [path[len(package) :], file.read()]
    return digest([*parts, *sorted(_installed())])


def _sources(folder: str) -> Iterator[str]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name != "__pycache__"]
        yield from (os.path.join(here, name) for name in files)


def _installed() -> Iterator[str]:
    for folder in sys.path:
        if os.path.isdir(folder or "."):
            yield from (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))


def _folder(environment: Mapping[str, str]) -> str | None:
    """Return the folder by the convention of the platform; None where there is no home."""
    given = environment.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(given):
        home = os.path.expanduser("~")
        if sys.platform == "win32":
            given = environment.get("LOCALAPPDATA", "")
        else:
            given = os.path.join(home, "Library", "Caches") if sys.platform == "darwin" else os.path.join(home, ".cache")
    return os.path.join(given, "sosgraph") if os.path.isabs(given) else None


def _is_ours(about: os.stat_result) -> bool:
    """Tell whether a file is the user's, and nobody else may write it; on Windows the user's own folder sees to that."""
    return not hasattr(os, "geteuid") or (about.st_uid == os.geteuid() and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH))


def _repository(place: str) -> str:
    """Return the folder with the repository around a place, without one that of the place itself."""
    own = folder = place if os.path.isdir(place) else os.path.dirname(place)
    while not os.path.lexists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return own
        folder = parent
    return folder


def _lies_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
