"""The proxies before the service: what they say of who asks and how, where the operator believes it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from educluster.web.watch import Application

_SCHEMES = {"http", "https"}
_LONGEST = 64  # characters of an address with its port; what is longer is none, and would be remembered


class Proxied:
    """A WSGI application before another, to which requests seem to come from the client and not the proxy.

    The client is the `proxies`-th address from the right of X-Forwarded-For: what is further left, any
    client can say.
    """

    def __init__(self, application: Application, proxies: int) -> None:
        self._application, self._proxies = application, proxies

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a request as if its client had connected without proxies."""
        seen = environ.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", self._proxies)
        told = seen[-self._proxies].strip() if len(seen) >= self._proxies else ""
        if len(told) <= _LONGEST and network(told):
            environ["REMOTE_ADDR"] = told
        scheme = environ.get("HTTP_X_FORWARDED_PROTO", "").partition(",")[0].strip()
        if scheme in _SCHEMES:
            environ["wsgi.url_scheme"] = scheme
        return self._application(environ, start_response)


@lru_cache(maxsize=8192)
def network(address: str) -> str:
    """Return an address as it counts: of IPv6 the network of 64 bits, which one client has; "" for none."""
    address = address.strip()
    if address.count(":") == 1 or address.startswith("["):  # with a port, as some proxies write it
        address = address.removeprefix("[").partition("]" if "]" in address else ":")[0]
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(found, ipaddress.IPv6Address):
        return str(found.ipv4_mapped or ipaddress.IPv6Network((found.packed[:8] + bytes(8), 64)))
    return str(found)
