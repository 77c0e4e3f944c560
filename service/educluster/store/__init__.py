"""The graph on disk: load it, and answer SPARQL over it; hides pyoxigraph, RocksDB and SPARQLWrapper.

No untrusted query is evaluated by whoever imports this room: `query_worker` is run by a worker, on a
read-only checkpoint.  `loading`, `snapshot`, `writing` and `remote` are reached by their own names: what
they need would double the time in which a query worker that was killed is replaced.
"""

from educluster.store.backup import Dump, load_graphs
from educluster.store.checkpoints import Loaded, newest, publish, reading, sweep, versions
from educluster.store.dialect import Form, Query, glance, inspect
from educluster.store.evaluate import query_worker, told_by
from educluster.store.explaining import Explanation, Reason
from educluster.store.folder import lay_out
from educluster.store.iris import is_iri
from educluster.store.releases import Release, from_dump, installed, release_about, release_of
from educluster.store.reserved import is_reserved
from educluster.store.rows import CUT_LINK

__all__ = [
    "CUT_LINK",
    "Dump",
    "Explanation",
    "Form",
    "Loaded",
    "Query",
    "Reason",
    "Release",
    "from_dump",
    "glance",
    "inspect",
    "installed",
    "is_iri",
    "is_reserved",
    "lay_out",
    "load_graphs",
    "newest",
    "publish",
    "query_worker",
    "reading",
    "release_about",
    "release_of",
    "sweep",
    "told_by",
    "versions",
]
