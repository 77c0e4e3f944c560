"""Ask another SPARQL endpoint, through SPARQLWrapper."""

from __future__ import annotations

import urllib.error

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import (
    EndPointInternalError,
    EndPointNotFound,
    QueryBadFormed,
    Unauthorized,
)

from educluster.errors import BadQuery, Unavailable
from educluster.formats import Format


def ask_remote(endpoint: str, query: str, wanted: Format, seconds: float) -> bytes:
    """Return the endpoint's answer in the format wanted, as it was sent.

    Raises BadQuery when the endpoint refuses the query, Unavailable when it cannot be asked.
    """
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setMethod(POST)
    client.addCustomHttpHeader("Accept", wanted.media_type)
    client.setTimeout(int(seconds) or 3600)
    try:
        answer: bytes = client.query().response.read()
    except QueryBadFormed as error:
        raise BadQuery(f"{endpoint} refuses the query: {error.msg}", "mend it and ask again") from error
    except (EndPointNotFound, EndPointInternalError, Unauthorized) as error:
        raise Unavailable(
            f"{endpoint} does not answer as an endpoint: {error.msg}", "look at its address"
        ) from error
    except (TimeoutError, urllib.error.URLError, ConnectionError, ValueError) as error:
        raise Unavailable(
            f"{endpoint} cannot be asked: {error}", "look at the address and the network"
        ) from error
    return answer
