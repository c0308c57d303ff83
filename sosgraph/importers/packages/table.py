"""The table `package,group,alternatives,kind`: one row for each thing that a package needs."""

import csv
from collections.abc import Iterator
from operator import methodcaller
from typing import Any

from sosgraph.catalog import did_you_mean
from sosgraph.document import Document
from sosgraph.escaping import component_name, quoted
from sosgraph.importers.packages.roster import LONGEST_NAME, STRENGTHS, Roster, too_long
from sosgraph.model.dependency import Dependency
from sosgraph.source import Pointer, Span

_SHOWN = 80  # characters of a header that is another one
COLUMNS = ("package", "group", "alternatives", "kind")


class Table:
    """The rows of a table on their way into a roster. What cannot be meant is a finding, and left out."""

    __slots__ = ("_callees", "_callers", "_document", "_prefix", "_quoted", "roster")

    def __init__(self, document: Document, system: str) -> None:
        self.roster = Roster()
        self._document = document
        self._prefix = f"{system}/"
        self._quoted = '"' in document.text
        self._callers: dict[str, str] = {}
        self._callees: dict[str, str] = {}

    def read(self) -> None:
        """Read all rows, up to where the text stops being a table."""
        rows = self._rows()
        line, header = next(((line, row) for line, row in rows if row and row[0] and not row[0].startswith("#")), (1, []))
        if tuple(cell.strip().lower() for cell in header) == COLUMNS:
            self._read(rows)
        else:
            found = ",".join(header)
            shown = found if len(found) <= _SHOWN else f"{found[:_SHOWN]}…"
            self._report(line, 1, len(found), f"the columns are {shown}; write {','.join(COLUMNS)} in the first row")

    def _rows(self) -> Iterator[tuple[int, list[str]]]:
        """Return the cells of each row with the number of its line (of its last one where a cell goes over several)."""
        lines = self._document.lines
        return self._quoted_rows(csv.reader(lines)) if self._quoted else enumerate(map(methodcaller("split", ","), lines), 1)

    def _quoted_rows(self, reader: Any) -> Iterator[tuple[int, list[str]]]:
        try:
            for row in reader:
                yield reader.line_num, row
        except csv.Error as mistake:
            self._report(reader.line_num, 1, 1, f"not CSV: {mistake}")

    def _read(self, rows: Iterator[tuple[int, list[str]]]) -> None:
        """Remember every row. Most say that a package needs one that is known: for these nothing is done twice."""
        name, callers, callees, requires = self._document.name, self._callers, self._callees, self.roster.requires
        last, caller, needs = "", "", {}
        for line, row in rows:
            try:
                package, _, alternatives, kind = row
            except ValueError:
                if not row or not row[0].startswith("#"):
                    self._report_cells(line, row)
                continue
            if package != last or not caller:
                caller = callers.get(package) or self._caller(line, package)
                if not caller:
                    continue
                last, needs = package, requires[caller]
            callee = callees.get(alternatives)
            if callee is None:
                callee = self._callee(line, alternatives)
            if not callee or kind != "depends":
                self._add(line, row, caller)
            elif callee not in needs and callee != caller:
                needs[callee] = Dependency(callee, at=Pointer(name, (line,)))

    def _caller(self, line: int, package: str) -> str:
        """Return the full name of the package in the first cell; the empty text for none and for a comment."""
        written = package.strip()
        if package.startswith("#"):
            return ""
        if not written:
            self._report(line, 1, 1, "no package is named here; write its name in the first cell")
            return ""
        if len(written) > LONGEST_NAME:
            self._report(line, 1, len(package), too_long(written))
            return ""
        full_name = self._callers[package] = self._prefix + component_name(written)
        self.roster.places.setdefault(full_name, Pointer(self._document.name, (line,)))
        self.roster.requires.setdefault(full_name, {})
        return full_name

    def _callee(self, line: int, alternatives: str) -> str:
        """Return the full name of the only package in the third cell; the empty text for several, none, and one too long."""
        written = alternatives.strip()
        if not written or "|" in written or len(written) > LONGEST_NAME:
            return self._callees.setdefault(alternatives, "")
        full_name = self._callees[alternatives] = self._prefix + component_name(written)
        self.roster.named.setdefault(full_name, Pointer(self._document.name, (line,)))
        return full_name

    def _add(self, line: int, row: list[str], caller: str) -> None:
        """Remember a row that is not plain: of several alternatives, or of another kind."""
        word = row[3].strip().lower()
        if word not in STRENGTHS:
            begin = 1 if self._quoted else self._begin(row) + len(row[2]) + 1
            self._report(line, begin, len(row[3]), f"{quoted(row[3])} is no kind of relation{_instead(word)}")
            return
        strength, callee = STRENGTHS[word], self._callees[row[2]]
        if callee:
            names, places = [callee], [Pointer(self._document.name, (line,))]
        else:
            names, places = self._alternatives(line, row)
        if strength is not None and names:
            self.roster.add(caller, names, places, strength)

    def _alternatives(self, line: int, row: list[str]) -> tuple[list[str], list[Pointer]]:
        """Return the full names in the third cell and where they stand; none where one of them is empty or too long."""
        begin, names, places = self._begin(row), [], []
        for written in row[2].split("|"):
            name = written.strip()
            if not name:
                self._report(line, self._begin(row), len(row[2]), f"{quoted(row[2])} names nothing; write names divided by '|'")
                return [], []
            if len(name) > LONGEST_NAME:
                self._report(line, self._begin(row), len(row[2]), too_long(name))
                return [], []
            names.append(self._callees.get(name) or self._callee(line, name))
            places.append(self._place(line, begin + (0 if self._quoted else written.index(name)), len(name)))
            begin += 0 if self._quoted else len(written) + 1
        return names, places

    def _report_cells(self, line: int, row: list[str]) -> None:
        if any(row):
            message = f"{len(row)} cells; write {','.join(COLUMNS)}, with quotes around a cell that holds a comma"
            self._report(line, 1, len(",".join(row)), message)

    def _begin(self, row: list[str]) -> int:
        """Return the column of the third cell; in a table with quotes that of the row, since cells are not what is written."""
        return 1 if self._quoted else len(row[0]) + len(row[1]) + 3

    def _place(self, line: int, column: int, length: int) -> Pointer:
        return Pointer(self._document.name, (Span(line, column, line, column + max(length, 1)),))

    def _report(self, line: int, column: int, length: int, message: str) -> None:
        self._document.report(self._place(max(line, 1), column, length), message)


def _instead(word: str) -> str:
    return did_you_mean(word, [*STRENGTHS]) or f"; write one of {', '.join(STRENGTHS)}"
