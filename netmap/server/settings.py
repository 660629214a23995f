"""neo4j.conf of the local server: Bolt on loopback, and nothing else that listens, calls out or reads files."""

from __future__ import annotations

from pathlib import Path

from netmap.server.java import MIB, page_cache

HOST = "127.0.0.1"

# Folders are named relative to the home, so that no path needs escaping.
TEXT = """\
# Written by netmap at each start; changes here are lost.
server.directories.data={data}
server.directories.import=import
server.default_listen_address={host}
server.default_advertised_address={host}
server.bolt.enabled=true
server.bolt.listen_address={host}:{port}
server.bolt.advertised_address={host}:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pages}m
dbms.usage_report.enabled=false
dbms.security.allow_csv_import_from_file_urls=false
db.transaction.monitor.check.interval=200ms
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
db.shutdown_transaction_end_timeout=1s
db.tx_log.preallocate=false
db.tx_log.rotation.retention_policy=256M size
server.config.strict_validation.enabled=true
"""


def write_settings(target: Path, *, data: str, port: int, heap: int) -> None:
    """Write neo4j.conf for a folder of data, a port and an amount of memory."""
    text = TEXT.format(data=data, host=HOST, port=port, pages=page_cache(heap) // MIB)
    target.write_text(text, encoding="utf-8")
