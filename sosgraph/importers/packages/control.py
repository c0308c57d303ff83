"""Debian's `Packages`: stanzas of fields, one stanza a package, with virtual packages that others provide."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from sosgraph.document import Document
from sosgraph.escaping import component_name, quoted
from sosgraph.importers.packages.roster import LONGEST_NAME, STRENGTHS, Roster, too_long
from sosgraph.model.dependency import Dependency
from sosgraph.model.requirement import AtLeast
from sosgraph.source import Pointer, Span

_FIELD = re.compile(r"([!-9;-~]+)[ \t]*:").match
_RELATION = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9+.~_-]*)(?::[A-Za-z0-9-]+)?\s*+(\([^()]*\))?\s*+(?:\[[^\[\]]*\])?\s*+(?:<[^<>]*>\s*)*"
).fullmatch
_PACKAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.~_-]*").fullmatch
_READ = frozenset((*(kind for kind, one in STRENGTHS.items() if one is not None), "provides"))


class Word(NamedTuple):
    """A package that a relation names: whether it asks for versions, and where it stands."""

    name: str
    versioned: bool
    at: Pointer


@dataclass(slots=True)
class Stanza:
    """One package: what it needs, by the kind of relation in groups of alternatives, and what it provides."""

    name: str
    at: Pointer
    relations: list[tuple[str, list[Word]]] = field(default_factory=list)
    provides: list[Word] = field(default_factory=list)


class Control:
    """The stanzas of a file on their way into a roster. What cannot be meant is a finding, and left out."""

    __slots__ = ("_document", "_prefix", "repeated", "roster")

    def __init__(self, document: Document, system: str) -> None:
        self.roster = Roster()
        self.repeated = 0
        self._document = document
        self._prefix = f"{system}/"

    def read(self) -> None:
        """Read all stanzas. Of several with one name (other versions, other architectures) the first counts."""
        stanzas: dict[str, Stanza] = {}
        for stanza in self._stanzas():
            if stanzas.setdefault(stanza.name, stanza) is not stanza:
                self.repeated += 1
        providers: dict[str, dict[str, Word]] = {}
        for stanza in stanzas.values():
            for word in stanza.provides:
                if word.name != stanza.name:
                    providers.setdefault(word.name, {}).setdefault(stanza.name, word)
        for stanza in stanzas.values():
            self.roster.places[self._full_name(stanza.name)] = stanza.at
        stand_ins = self._stand_ins(stanzas, providers)
        for stanza in stanzas.values():
            caller = self._full_name(stanza.name)
            for kind, words in stanza.relations:
                strength = STRENGTHS[kind]
                if strength is not None and all(word.name != stanza.name for word in words):
                    names = [self._meant(word, stand_ins) for word in words]
                    for name, word in zip(names, words, strict=True):
                        self.roster.named.setdefault(name, word.at)
                    self.roster.add(caller, names, [word.at for word in words], strength)

    def _stand_ins(self, stanzas: dict[str, Stanza], providers: dict[str, dict[str, Word]]) -> dict[str, str]:
        """Add one component for each name that packages provide, which needs one of them; return its full name.

        Where a package of that name is real, it is one of them, and what stands for all of them has another name: one with a
        colon, which no package has.
        """
        names = {}
        for name, provided in providers.items():
            real = stanzas.get(name)
            stand_in = names[name] = self._full_name(name) if real is None else f"{self._full_name(name)}:provided"
            at = next(iter(provided.values())).at
            members = [Dependency(self._full_name(provider), at=word.at) for provider, word in provided.items()]
            if real is not None:
                members.insert(0, Dependency(self._full_name(name), at=real.at))
            self.roster.places[stand_in] = at
            self.roster.kinds[stand_in] = "virtual-package"
            self.roster.requires[stand_in] = {"": AtLeast(1, tuple(members), at) if len(members) > 1 else members[0]}
        return names

    def _meant(self, word: Word, stand_ins: dict[str, str]) -> str:
        """Return whom a relation means: one that asks for versions means the package itself, where there is one."""
        full_name = self._full_name(word.name)
        if word.versioned and full_name in self.roster.places and full_name not in self.roster.kinds:
            return full_name
        return stand_ins.get(word.name, full_name)

    def _full_name(self, name: str) -> str:
        return self._prefix + component_name(name)

    def _stanzas(self) -> Iterator[Stanza]:
        stanza: Stanza | None = None
        begun = False
        for line, key, column, text in self._fields():
            if not key:
                if stanza is not None:
                    yield stanza
                stanza, begun = None, False
            elif key == "package":
                stanza = self._named(text.strip(), line, column + len(text) - len(text.lstrip()), stanza)
                begun = True
            elif stanza is not None and key in _READ:
                groups = list(self._groups(text, line, column))
                if key == "provides":
                    stanza.provides.extend(word for group in groups for word in group)
                else:
                    stanza.relations.extend((key, group) for group in groups)
            elif stanza is None and not begun:
                begun = True
                self._report(line, 1, len(key), "this stanza does not begin with 'Package:'; write the name of its package first")
        if stanza is not None:
            yield stanza

    def _named(self, name: str, line: int, column: int, before: Stanza | None) -> Stanza | None:
        if before is not None:
            self._report(line, 1, 7, "'Package' is written twice in a stanza; divide stanzas by an empty line")
            return before
        if not _PACKAGE(name):
            self._report(line, column, len(name), f"{quoted(name)} is no name of a package; use letters, digits, '+', '-', '.'")
            return None
        if len(name) > LONGEST_NAME:
            self._report(line, column, len(name), too_long(name))
            return None
        return Stanza(name, self._place(line, column, len(name)))

    def _fields(self) -> Iterator[tuple[int, str, int, str]]:
        """Yield line, key in lower case, column of the value, and value of each field; an empty key between stanzas.

        A value goes on in lines that begin with a blank; comments in between are left out of it, not their lines.
        """
        first, key, column, value = 0, "", 1, [""]
        for number, line in enumerate(self._document.lines, 1):
            if line[:1] in (" ", "\t") and key and line.strip():
                value.append(line)
                continue
            if line.startswith("#"):
                value.append("")
                continue
            if key:
                yield first, key, column, "\n".join(value)
            key = ""
            if not line.strip():
                yield number, "", 1, ""
                continue
            match = _FIELD(line)
            if match is None:
                self._report(
                    number, 1, len(line), "this is no field; write 'Name: value', and a blank before a line that goes on"
                )
            else:
                first, key, column, value = number, match[1].lower(), match.end() + 1, [line[match.end() :]]
        if key:
            yield first, key, column, "\n".join(value)

    def _groups(self, text: str, line: int, column: int) -> Iterator[list[Word]]:
        """Yield the alternatives of each group; groups are divided by commas, alternatives by `|`."""
        begin = 0
        for group in text.split(","):
            words = []
            for written in group.split("|"):
                word = self._word(text, begin, written, line, column)
                words.extend([word] if word is not None else [])
                begin += len(written) + 1
            if words:
                yield words

    def _word(self, text: str, begin: int, written: str, line: int, column: int) -> Word | None:
        stripped = written.strip()
        if not stripped:
            return None
        begin += written.index(stripped)
        below = text.count("\n", 0, begin)
        column = begin - text.rfind("\n", 0, begin) if below else begin + column
        match = _RELATION(stripped)
        if match is None:
            problem = f"{quoted(stripped)} is no relation; write a name, and what restricts it in brackets: libc6 (>= 2.36)"
            self._report(line + below, column, len(stripped.partition("\n")[0]), problem)
            return None
        if len(match[1]) > LONGEST_NAME:
            self._report(line + below, column, len(match[1]), too_long(match[1]))
            return None
        return Word(match[1], match[2] is not None, self._place(line + below, column, len(match[1])))

    def _place(self, line: int, column: int, length: int) -> Pointer:
        return Pointer(self._document.name, (Span(line, column, line, column + max(length, 1)),))

    def _report(self, line: int, column: int, length: int, message: str) -> None:
        self._document.report(self._place(line, column, length), message)
