"""Hosts that a setting names: in a URL, before a port, or alone where the name of the setting asks for a host.

A bare word that equals the name of a service is no reference by itself: `POSTGRES_USER=temporal` names a user.
"""

import re
from collections.abc import Container, Iterator

_URL = re.compile(r"://((?:(?![,;]\s*[a-z][a-z0-9+.-]*://)[^\s/?#;'\"<>|\\()])*)", re.ASCII | re.IGNORECASE)
_WITH_PORT = re.compile(r"(?:^|(?<=[\s,;@=(\[{'\"|]))([A-Za-z0-9][\w.-]*):(?:\d{3,5}|80|53|25)(?![\w@:.-])", re.ASCII)
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_ASKS_FOR_HOST = re.compile(
    r"(HOST(NAME)?|URL|URI|ADDR(ESS)?|ENDPOINT|SERVER|BROKER|UPSTREAM|GATEWAY|CONTACT_?POINT"
    r"|(^|[^A-Z])(IP|SEED|NODE|BOOTSTRAP))(E?S)?$",
    re.IGNORECASE,
)
# who may call or be shown, not whom to call
_NAMES_OTHERS = frozenset(
    {"cors", "csrf", "allow", "allowed", "allowlist", "whitelist", "trusted", "external", "redirect", "callback"}
)
_NO_PORT = frozenset(
    {"image", "tag", "version", "auth", "user", "users", "username", "password", "pass", "secret", "token", "key"}
)


def hosts_in_setting(key: str, value: str) -> Iterator[str]:
    """Yield the hosts that the setting `key` = `value` names by a URL, then those that it names with a port."""
    words = _words(key)
    if _is_about_others(words):
        return
    yield from hosts_in_urls(value)
    if _NO_PORT.isdisjoint(words):
        for match in _WITH_PORT.finditer(_URL.sub(" ", value)):
            yield match[1]


def bare_hosts(key: str, value: str, known: Container[str]) -> Iterator[str]:
    """Yield the hosts that `value` names by words alone: the key asks for hosts, and all words are `known` names."""
    if _ASKS_FOR_HOST.search(key) and not _is_about_others(_words(key)):
        names = [part.strip() for part in value.split(",")]
        if all(name in known for name in names):
            yield from names


def hosts_in_urls(text: str) -> Iterator[str]:
    """Yield the hosts of all URLs in `text`; one URL may name several (`mongodb://a:1,b:1/db`)."""
    for match in _URL.finditer(text):
        for part in match[1].rpartition("@")[2].split(","):
            yield part.partition(":")[0]


def _words(key: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(key)]


def _is_about_others(words: list[str]) -> bool:
    return not _NAMES_OTHERS.isdisjoint(words) or words[-2:] == ["no", "proxy"]
