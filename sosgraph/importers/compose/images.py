"""What an image is, where its name leaves no doubt."""

_KINDS = {
    "database": (
        "cassandra clickhouse clickhouse-server cockroach couchdb influxdb mariadb mongo mongodb mongodb-community-server "
        "mssql-server mysql mysql-server neo4j percona pgvector postgis postgres postgresql scylla timescaledb"
    ),
    "cache": "dragonfly keydb memcached redis redis-stack redis-stack-server valkey",
    "queue": "activemq activemq-classic cp-kafka cp-server eclipse-mosquitto kafka nats pulsar rabbitmq redpanda",
}
_KIND_OF = {image: kind for kind, images in _KINDS.items() for image in images.split()}


def repository(image: str) -> str:
    """Return the last part of an image's name, without registry, tag and digest."""
    return image.partition("@")[0].rpartition("/")[2].partition(":")[0]


def kind_of_image(image: str) -> str:
    """Return `database`, `cache` or `queue` where the image is known to be one, else `service`."""
    return _KIND_OF.get(repository(image), "service")
