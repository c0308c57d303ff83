"""One page to look around in, ask and play through failures: everything is in the file, and nothing is fetched."""

from base64 import b64encode
from hashlib import sha256
from html import escape
from importlib.resources import files

from sosgraph.renderers import Renderer
from sosgraph.report import Report

_POLICY = (
    "default-src 'none'; script-src {script}; style-src {style}; img-src data:; base-uri 'none'; form-action 'none'; "
    "connect-src 'none'"
)


def render(report: Report) -> str:
    """Return the page: the same bytes for the same report."""
    from sosgraph.renderers.explorer.content import content, script_safe

    found = content(report)
    style, script = _part("explorer.css"), _part("explorer.js")
    policy = _POLICY.format(script=_hash(script), style=_hash(style))
    return _filled(
        _part("explorer.html"),
        {
            "policy": escape(policy),
            "title": escape(found["title"]),
            "subtitle": escape(found["subtitle"]),
            "version": escape(found["version"]),
            "style": style,
            "licences": escape(_part("LICENCES.txt")),
            "content": script_safe(found),
            "script": script,
        },
    )


def _part(name: str) -> str:
    return files(__package__).joinpath("built", name).read_text(encoding="utf-8")


def _filled(page: str, parts: dict[str, str]) -> str:
    """Return the page with each `{{name}}` replaced, once and from the left, so that no part can stand for another."""
    found = []
    for piece in page.split("{{"):
        name, braces, rest = piece.partition("}}")
        found.append(parts[name] + rest if braces else piece)
    return "".join(found)


def _hash(text: str) -> str:
    """Return what a policy calls a text: nothing but the text itself runs."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


RENDERER = Renderer(
    name="explorer",
    summary="one page to look around in, ask and play through failures, without any network",
    render=render,
    shows=("explorer",),
)
