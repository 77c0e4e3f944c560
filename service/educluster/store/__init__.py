"""The graph on disk: load it, and answer SPARQL over it; hides pyoxigraph, RocksDB and SPARQLWrapper.

No untrusted query is evaluated by whoever imports this room: `query_worker` is run by a worker, on a
read-only checkpoint.
"""

from educluster.store.dialect import Form, inspect
from educluster.store.evaluate import query_worker
from educluster.store.loading import Loaded, prepare
from educluster.store.remote import ask_remote
from educluster.store.snapshot import Row, Snapshot

__all__ = ["Form", "Loaded", "Row", "Snapshot", "ask_remote", "inspect", "prepare", "query_worker"]
