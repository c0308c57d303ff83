"""What a team decided for some of its files."""

from collections.abc import Mapping
from posixpath import join, normpath

from sosgraph.frozen import dataclass, field
from sosgraph.policy.path_patterns import fits


@dataclass(frozen=True, slots=True)
class PathRules:
    """What holds for findings in the files that `paths` fit, relative to `folder`; documents are named from `here` on."""

    paths: tuple[str, ...]
    folder: str
    here: str
    ignore: tuple[str, ...] = ()
    severities: Mapping[str, str] = field(default_factory=dict)

    def hold_for(self, document: str) -> bool:
        """Tell whether these are for the document of that name; never for one outside the folder."""
        path = normpath(join(self.here, document))
        root = self.folder.rstrip("/") + "/"
        return path.startswith(root) and any(fits(path.removeprefix(root), pattern) for pattern in self.paths)
