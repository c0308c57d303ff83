"""The shipped web shop, and answers as dictionaries."""

from pathlib import Path
from typing import Any

from sosgraph.model.architecture import Architecture
from sosgraph.table import Table
from tests.yaml_architecture import architecture

_FILE = Path(__file__).parents[2] / "fixtures" / "architectures" / "webshop.yaml"


def webshop() -> Architecture:
    return architecture(_FILE.read_text("utf-8"))


def rows(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by the names of its columns."""
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]
