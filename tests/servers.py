"""Apache Kafka itself, one KRaft node, from the jars that `make test` keeps in `.cache/kafka`."""

import subprocess
from pathlib import Path

from workers.embedded import HOST, Server, ServerError, free_port, kafka_answers

KAFKA = Path(__file__).parent.parent / ".cache" / "kafka"
CLUSTER = "4L6g3nShT7eMCtK8X86swA"


def kafka_node(folder: Path) -> Server:
    """A broker with transactions whose data survive its restarts.

    Args:
        folder: an empty folder for its data, settings and log.

    Returns:
        The server, not started.

    Raises:
        ServerError: the jars or a Java runtime are missing.
    """
    java = [str(KAFKA / "java"), "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"]
    java += ["-cp", f"{KAFKA}/libs/*"]
    port, controller = free_port(), free_port()
    settings = folder / "server.properties"
    settings.write_text(f"""
node.id=1
process.roles=broker,controller
listeners=PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller}
advertised.listeners=PLAINTEXT://{HOST}:{port}
listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
controller.listener.names=CONTROLLER
controller.quorum.voters=1@{HOST}:{controller}
log.dirs={folder}/data
auto.create.topics.enable=false
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=2000
broker.heartbeat.interval.ms=500
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
""")
    format_disk = [*java, "kafka.tools.StorageTool", "format", "--cluster-id", CLUSTER, "--config", str(settings)]
    try:
        subprocess.run(format_disk, cwd=folder, check=True, capture_output=True, text=True)
    except FileNotFoundError:
        raise ServerError("no Kafka to test with: `make test` gets it, or `scripts/kafka.sh` alone") from None
    except subprocess.CalledProcessError as error:
        raise ServerError(f"Kafka did not format its disk: {error.stdout}{error.stderr}") from None
    command = [*java, "kafka.Kafka", str(settings)]
    return Server("kafka", command, port=port, ready=kafka_answers, folder=folder, patience=60)
