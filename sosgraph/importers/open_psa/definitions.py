"""What a model defines and where: fault trees, components, their gates and events, and the names under which they are found."""

from collections.abc import Iterator

from sosgraph.catalog import did_you_mean
from sosgraph.finding import Note
from sosgraph.importers.open_psa.elements import Element, Report
from sosgraph.source import Pointer

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
"""What names are made of."""
_LONGEST = 200
EVENTS = {"define-gate": "gate", "define-basic-event": "basic event", "define-house-event": "house event"}
REMARKS = frozenset({"label", "attributes"})
"""Elements that say nothing about failures."""

_CONTAINERS = frozenset({"define-fault-tree", "define-component", "model-data"})
_KNOWN = (*EVENTS, *_CONTAINERS, "define-parameter", "define-CCF-group", "include")
_UNREAD = (
    *("define-event-tree", "define-initiating-event", "define-sequence", "define-rule", "define-consequence-group"),
    *("define-consequence", "define-alignment", "define-substitution", "define-extern-library", "define-extern-function"),
)


class Scope:
    """Where a definition stands: its file, its system (None: that of the whole model), and the containers around it."""

    __slots__ = ("inner", "path", "private", "source", "system")

    def __init__(self, source: str, system: str | None = None, path: str = "", inner: str = "", private: bool = False) -> None:
        self.source = source
        self.system = system
        self.path = path
        self.inner = inner
        self.private = private


class Definition:
    """One gate, event or parameter. `name` is that of the component in its system: `t.E1` where `t` keeps it private."""

    __slots__ = ("callers", "element", "kind", "name", "scope")

    def __init__(self, kind: str, name: str, element: Element, scope: Scope) -> None:
        self.kind = kind
        self.name = name
        self.element = element
        self.scope = scope
        self.callers = 0

    @property
    def at(self) -> Pointer:
        """The place of its element."""
        return self.element.place(self.scope.source)


class Names:
    """The definitions of one sort, by the path of their containers and, where they are public, by their names alone."""

    __slots__ = ("by_path", "public", "scoped")

    def __init__(self) -> None:
        self.by_path: dict[str, Definition] = {}
        self.public: dict[str, Definition] = {}
        self.scoped = False

    def found(self, reference: str, scope: Scope) -> Definition | None:
        """Return what `reference` means inside `scope`: the innermost container that has it decides, then public names."""
        if self.scoped:
            path = scope.path
            while path:
                known = self.by_path.get(f"{path}.{reference}")
                if known is not None:
                    return known
                path = path.rpartition(".")[0]
        return self.public.get(reference) or self.by_path.get(reference)

    def add(self, definition: Definition, written: str, private: bool, report: Report) -> bool:
        """Add a definition; False, and a finding, when its name is taken."""
        scope = definition.scope
        path = f"{scope.path}.{written}" if scope.path else written
        known = self.by_path.get(path) or (None if private else self.public.get(written))
        if known is not None:
            report(definition.at, f"{written!r} is defined twice; keep one", Note(known.at, "first defined here"))
            return False
        self.by_path[path] = definition
        if private or scope.inner:
            self.scoped = True
        if not private:
            self.public[written] = definition
        return True


class Model:
    """All definitions of a file and of those that it includes, in reading order."""

    __slots__ = ("event_names", "events", "groups", "parameter_names", "parameters", "report", "trees", "unread")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.trees: dict[str, Pointer] = {}
        self.events: list[Definition] = []
        self.parameters: list[Definition] = []
        self.groups: list[tuple[Element, Scope]] = []
        self.event_names = Names()
        self.parameter_names = Names()
        self.unread: set[str] = set()

    def gather(self, container: Element, scope: Scope) -> Iterator[tuple[Element, Scope]]:
        """Take in what a container holds; yield what it includes from other files."""
        for element in container.children:
            tag = element.tag
            if tag in EVENTS:
                self.define(EVENTS[tag], element, scope, self.event_names, self.events)
            elif tag == "define-parameter":
                self.define("parameter", element, scope, self.parameter_names, self.parameters)
            elif tag in _CONTAINERS:
                yield from self._enter(element, scope)
            elif tag == "define-CCF-group":
                self.groups.append((element, scope))
            elif tag.rpartition(":")[2] == "include":
                yield element, scope
            elif tag not in REMARKS:
                self._not_read(element, scope)

    def define(self, kind: str, element: Element, scope: Scope, names: Names, order: list[Definition]) -> None:
        """Add one definition, when it has a name that is not taken."""
        written = element.attributes.get("name", "")
        if not is_name(written):
            self.report(element.place(scope.source), not_a_name(element))
            return
        role = element.attributes.get("role")
        private = scope.private if role is None else role == "private"
        name = f"{scope.inner}.{written}" if private and scope.inner else written
        definition = Definition(kind, name, element, scope)
        if names.add(definition, written, private, self.report):
            order.append(definition)

    def _enter(self, element: Element, scope: Scope) -> Iterator[tuple[Element, Scope]]:
        if element.tag == "model-data":
            yield from self.gather(element, Scope(scope.source))
            return
        name = element.attributes.get("name", "")
        if not is_name(name):
            self.report(element.place(scope.source), not_a_name(element))
            return
        role = element.attributes.get("role")
        private = scope.private if role is None else role == "private"
        path = f"{scope.path}.{name}" if scope.path else name
        if element.tag == "define-component":
            inner = f"{scope.inner}.{name}" if scope.inner else name
            yield from self.gather(element, Scope(scope.source, scope.system, path, inner, private))
            return
        if name in self.trees:
            first = Note(self.trees[name], "first defined here")
            self.report(element.place(scope.source), f"fault tree {name!r} is defined twice; rename one", first)
        self.trees.setdefault(name, element.place(scope.source))
        yield from self.gather(element, Scope(scope.source, name, path, "", private))

    def _not_read(self, element: Element, scope: Scope) -> None:
        if element.tag in self.unread:
            return
        self.unread.add(element.tag)
        if element.tag in _UNREAD:
            message = f"<{element.tag}> is not read; only fault trees, their data and common-cause groups are"
        else:
            near = did_you_mean(element.tag, _KNOWN) or f"; known are {', '.join(sorted(_KNOWN))}"
            message = f"<{element.tag}> is not known here{near}"
        self.report(element.place(scope.source), message)


def is_name(written: str) -> bool:
    """Tell whether something may be called so."""
    return 0 < len(written) <= _LONGEST and not written.strip(LETTERS)


def not_a_name(element: Element) -> str:
    """Return what is wrong with the name of an element."""
    written = element.attributes.get("name")
    if written is None:
        return f"<{element.tag}> has no name; add it"
    return f"{written!r} is not a name; use letters a-z, digits, '_', '-' and '.', {_LONGEST} at most"
