"""Let an answer that was cut off say so in its own terms: by a link in the head of SPARQL results."""

from __future__ import annotations

import shutil
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from educluster import formats, store
from educluster.formats import Format
from educluster.workers import Answer

_HEAD = 1024 * 1024
# Where the link goes, and it.  Sources: SPARQL 1.1 Query Results JSON Format, section 3.1.2, and
# SPARQL Query Results XML Format, section 2.2.
_LINKS = {
    formats.RESULTS_JSON: (b"]}", b'],"link":["%s"]}' % store.CUT_LINK.encode()),
    formats.RESULTS_XML: (b"</head>", b'<link href="%s"/></head>' % store.CUT_LINK.encode()),
}


def linked(answer: Answer, written_in: Format) -> Answer:
    """Return an answer whose head links to why it was cut off; the same one where its format has no head."""
    if written_in not in _LINKS:
        return answer
    old, new = _LINKS[written_in]
    data: IO[bytes] = BytesIO() if isinstance(answer.data, BytesIO) else TemporaryFile()  # noqa: SIM115
    with answer.data as rest:
        data.write(rest.read(_HEAD).replace(old, new, 1))
        shutil.copyfileobj(rest, data)
    size = data.tell()
    data.seek(0)
    return Answer(data, size, answer.said)
