"""The small languages within Compose: variables, files of assignments, hosts in settings, names of images."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sosgraph.importers.compose.dotenv import assignments
from sosgraph.importers.compose.hosts import bare_hosts, hosts_in_setting
from sosgraph.importers.compose.images import kind_of_image
from sosgraph.importers.compose.interpolation import LONGEST, interpolated

VARIABLES = {"A": "one", "EMPTY": "", "DOLLAR": "$A"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("$A-${A}", "one-one"),
        ("$$A $${A}", "$A ${A}"),
        ("$NO${NO}", ""),
        ("${NO:-d}${NO-d}", "dd"),
        ("${EMPTY:-d}|${EMPTY-d}", "d|"),
        ("${A:-d}${A-d}", "oneone"),
        ("${A:+r}|${EMPTY:+r}|${EMPTY+r}|${NO+r}", "r||r|"),
        ("${A:?must}|${NO:?must}|${NO?must}", "one||"),
        ("${NO:-${NO2:-http://${A}:80}}/x", "http://one:80/x"),
        ('${NO:-{"a": {}}}', '{"a": {}}'),
        ("${NO:-}", ""),
        ("$DOLLAR", "$A"),
        ("ws${NO:+s}://$A", "ws://one"),
    ],
)
def test_variables_are_substituted_as_compose_does(text: str, expected: str) -> None:
    """The table of the Compose specification; what a variable holds is not substituted again."""
    assert interpolated(text, VARIABLES) == expected


@pytest.mark.parametrize("text", ["$", "$(date)", "${", "${A", "${1}", "${A B}", "a$!", "${A:-x", "${NO:-" * 50 + "}" * 50])
def test_a_dollar_that_begins_nothing_is_refused(text: str) -> None:
    """Compose refuses them too, or nobody can mean them."""
    with pytest.raises(ValueError, match=r"begins no variable|brace is not closed"):
        interpolated(text, VARIABLES)


@given(st.text(alphabet="$ {}:-+?ANO_x", max_size=60))
def test_text_is_substituted_or_refused(text: str) -> None:
    """Any text either gives text or is refused with a sentence; without a dollar it is left alone."""
    try:
        result = interpolated(text, VARIABLES)
    except ValueError as mistake:
        assert "$" in text
        assert str(mistake)
    else:
        assert "$" in text or result == text


def test_substitution_cannot_grow_without_bound() -> None:
    """Variables made of variables of variables are cut, not expanded."""
    text = (
        "A="
        + "x" * 100
        + "\n"
        + "".join(f"{new}=" + f"${{{old}}}" * 100 + "\n" for old, new in zip("ABCDEF", "BCDEFG", strict=True))
    )
    values = {each.name: each.value for each in assignments(text, {})}
    assert len(values["G"]) == LONGEST


def test_files_of_assignments() -> None:
    """Comments, quotes, escapes, several lines, and the variables above; what is given already stays."""
    text = (
        '# A=no\nexport A=1 # one\n B = two words  \nC=\'$A # no\'\nD="x\\n$A"\nE="two\nlines"\nF=a#b\nG=\n'
        "not an assignment\nA=3\nGIVEN=other\nH=$GIVEN-$A-$(x)\nI=${A}\n"
    )
    found = list(assignments(text, {"GIVEN": "given"}))
    assert [(each.name, each.value, each.line) for each in found] == [
        ("A", "1", 2),
        ("B", "two words", 3),
        ("C", "$A # no", 4),
        ("D", "x\n1", 5),
        ("E", "two\nlines", 6),
        ("F", "a#b", 8),
        ("G", "", 9),
        ("A", "3", 11),
        ("GIVEN", "other", 12),
        ("H", "$GIVEN-$A-$(x)", 13),
        ("I", "3", 14),
    ]


@pytest.mark.parametrize(
    ("key", "value", "hosts"),
    [
        ("A", "http://web", ["web"]),
        ("A", "postgres://us:us@pg-us:5432/us?x=y", ["pg-us"]),
        ("A", "postgresql://postgres:1234@db:5432/x", ["db"]),
        ("A", "mongodb://u:p@m1:27017,m2:27017/db?replicaSet=r", ["m1", "m2"]),
        ("A", "http://a:80,http://b:80;ws://c/_x", ["a", "b", "c"]),
        ("A", "jdbc:mysql://db/x", ["db"]),
        ("A", "kafka-1:9092, kafka-2:9092", ["kafka-1", "kafka-2"]),
        ("A", "user:pw@tcp(mysql:3306)/x", ["mysql"]),
        ("A", "1@kafka-1:9093", ["kafka-1"]),
        ("A", "redis:7", []),
        ("A", "postgres:16-alpine", []),
        ("POSTGRES_IMAGE", "postgres:1600", []),
        ("BASIC_AUTH", "admin:12345", []),
        ("A", "8080:80", ["8080"]),
        ("A", "/path:80", []),
        ("A", "http://:80/ https:///x", ["", ""]),
        ("CORS_ORIGINS", "http://web:80", []),
        ("allowedOrigins", "http://web:80", []),
        ("API_EXTERNAL_URL", "http://kong:8000", []),
        ("NO_PROXY", "redis:6379", []),
        ("POSTGRES_USER", "temporal", []),
    ],
)
def test_hosts_stand_in_urls_and_before_ports(key: str, value: str, hosts: list[str]) -> None:
    """Users, passwords, images, paths and what is merely allowed are no hosts."""
    assert list(hosts_in_setting(key, value)) == hosts


@pytest.mark.parametrize(
    ("key", "value", "hosts"),
    [
        ("DB_HOST", "db", ["db"]),
        ("PGHOST", "db", ["db"]),
        ("EMBEDDING_SERVER_HOST_IP", "db", ["db"]),
        ("POSTGRES_SEEDS", "db", ["db"]),
        ("spring.redis.host", "web", ["web"]),
        ("KAFKA_BROKERS", "db, web", ["db", "web"]),
        ("MAILER_HOSTS", "db,example.org", []),
        ("MAILER_HOSTS", "db,", []),
        ("MAILER_EXTERNAL_HOSTS", "db", []),
        ("POSTGRES_USER", "db", []),
        ("ZIP", "db", []),
        ("DB_HOST", "", []),
    ],
)
def test_a_bare_word_is_a_host_where_the_key_asks_for_one(key: str, value: str, hosts: list[str]) -> None:
    """And only where all words are names of services."""
    assert list(bare_hosts(key, value, {"db", "web"})) == hosts


@pytest.mark.parametrize(
    ("image", "kind"),
    [
        ("postgres", "database"),
        ("docker.io/bitnami/postgresql:16@sha256:00", "database"),
        ("localhost:5000/redis", "cache"),
        ("apache/kafka:4.0", "queue"),
        ("provectuslabs/kafka-ui", "service"),
        ("", "service"),
    ],
)
def test_an_image_is_known_by_the_last_part_of_its_name(image: str, kind: str) -> None:
    """Registry, tag and digest do not matter; tools around a database are none."""
    assert kind_of_image(image) == kind
