"""Ask another SPARQL endpoint, through SPARQLWrapper."""

from __future__ import annotations

import http.client
import math
import urllib.error

from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

from educluster.errors import BadParameter, BadQuery, Unavailable
from educluster.formats import Format

_LOOK = "look at its address"


def ask_remote(endpoint: str, query: str, wanted: Format, seconds: float) -> bytes:
    """Return the endpoint's answer in the format wanted, as it was sent.

    Raises BadParameter for an address that is not HTTP, BadQuery when the endpoint refuses the query,
    Unavailable when it cannot be asked or answers something else.
    """
    if not endpoint.startswith(("http://", "https://")):
        raise BadParameter(f"«{endpoint}» is no address of an endpoint", "begin it with http:// or https://")
    try:
        response = _client(endpoint, query, wanted, seconds).query().response
        sent, answer = response.headers.get_content_type(), response.read()
    except QueryBadFormed as error:
        raise BadQuery(f"{endpoint} refuses the query: {error.msg}", "mend it and ask again") from error
    except SPARQLWrapperException as error:
        raise Unavailable(f"{endpoint} does not answer as an endpoint: {error.msg}", _LOOK) from error
    except urllib.error.HTTPError as error:
        with error:
            raise Unavailable(f"{endpoint} does not answer as an endpoint: {error}", _LOOK) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unavailable(
            f"{endpoint} cannot be asked: {error}", "look at the address and the network"
        ) from error
    if sent not in wanted.media_types:
        raise Unavailable(
            f"{endpoint} answers with {sent}, not with {wanted.media_type}", "ask for another format"
        )
    return bytes(answer)


def _client(endpoint: str, query: str, wanted: Format, seconds: float) -> SPARQLWrapper:
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setMethod(POST)
    client.setOnlyConneg(True)  # else its parameters ask for XML, beside the header
    client.addCustomHttpHeader("Accept", wanted.media_type)
    client.setTimeout(math.ceil(seconds) or 3600)
    return client
