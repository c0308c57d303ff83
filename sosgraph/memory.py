"""What a run answered, told again by the next one where nothing has changed that the answer came from."""

import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sosgraph import catalog
from sosgraph.frozen import replace
from sosgraph.policy import Policy
from sosgraph.workspace import Workspace

if TYPE_CHECKING:  # loaded where there is something to recall
    from sosgraph.cache import Cache

SMALLEST = 200_000
"""How many bytes of input are worth it: with fewer, an answer is found as fast as it is recalled."""


class Answer(NamedTuple):
    """How a run ends, the names of the files that it read, and what it writes, for each of its outputs."""

    status: int
    documents: tuple[str, ...]
    contents: tuple[bytes, ...]


class Memory:
    """The answers of former runs to one question: what the files of a workspace are worth, as it was `asked`.

    The key is a digest of all that goes into an answer: the program, the words of the question, the working directory, each
    file. What a file refers to is known only with the answer, and compared then.
    """

    def __init__(self, workspace: Workspace, asked: Iterable[str]) -> None:
        self._workspace = workspace
        self._asked = tuple(asked)
        self._cache: Cache | None = None
        self._key = ""

    def answer(self) -> Answer | None:
        """Return the answer of a former run; None where there is none."""
        files = self._workspace.contents()
        if sum(map(len, files.values())) < SMALLEST or catalog.extended():
            return None  # what other people's packages look at is not known
        from sosgraph.cache import cache_for, digest, program

        cache = cache_for((".", *self._workspace.paths))
        source = "" if cache is None else program()
        if cache is None or not source:
            return None
        self._cache = cache
        named = [part for name, content in files.items() for part in (name, content)]
        self._key = digest((source, os.path.abspath("."), str(len(self._asked)), *self._asked, *named))
        kept = cache.get(self._key)
        answer = None if kept is None else _answer(kept)
        now = {} if answer is None else {name: self._workspace.beside(name) for name in kept["neighbours"]}
        return answer if answer is not None and kept["neighbours"] == _digests(now) else None

    def keep(self, answer: Answer) -> None:
        """Keep the answer of this run for the next one."""
        if self._cache is not None:
            texts = [content.decode("utf-8") for content in answer.contents]
            neighbours = _digests(self._workspace.neighbours)
            self._cache[self._key] = {**answer._asdict(), "contents": texts, "neighbours": neighbours}


def asked_of(policy: Policy) -> tuple[str, ...]:
    """Return what a policy asks for, as a question's words."""
    texts = (part for document in policy.documents.values() for part in (document.name, document.text))
    return (repr(replace(policy, documents={})), *texts)


def _answer(kept: Any) -> Answer | None:
    """Return the answer in what was kept; None where it has not the shape of one."""
    if not isinstance(kept, Mapping) or not isinstance(kept.get("neighbours"), dict):
        return None
    status, documents, contents = (kept.get(key) for key in Answer._fields)
    if status not in (0, 1, 2) or not isinstance(documents, list) or not isinstance(contents, list):
        return None
    if not all(isinstance(text, str) for text in (*documents, *contents)):
        return None
    return Answer(status, tuple(documents), tuple(text.encode("utf-8") for text in contents))


def _digests(neighbours: Mapping[str, bytes | str]) -> dict[str, str]:
    from sosgraph.cache import digest

    return {name: digest((type(content).__name__, content)) for name, content in neighbours.items()}
