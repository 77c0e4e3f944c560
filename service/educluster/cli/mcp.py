"""educluster mcp: the tools of the graph for programs that speak the Model Context Protocol."""

from __future__ import annotations

import importlib
import importlib.util
import logging
from functools import partial
from typing import Any

import click

from educluster import store, validate
from educluster.cli import options
from educluster.cli.asking import asking
from educluster.config import Settings
from educluster.errors import Unavailable
from educluster.mcp import Jobs, Tools


@click.command()
@options.settings("data", "query_seconds", "query_mb", "result_bytes", "validate_seconds", "validate_mb")
def mcp(**chosen: Any) -> None:  # noqa: ANN401 - as declared
    """Serve tools over standard input and output: search, concepts, questions, validation, rules.

    For programs that speak the Model Context Protocol (MCP) and start this one.  Nothing is written but the
    data folder, which is filled at the first start; no other host is asked, and no language model is inside.
    """
    if importlib.util.find_spec("mcp") is None:
        raise Unavailable("the protocol's package is not installed", "pip install 'educluster[mcp]'")
    logging.basicConfig(level=logging.WARNING, format="educluster: %(message)s")  # else the package's own
    serving = importlib.import_module("educluster.mcp.serving")
    settings = Settings(workers=1, validators=1, **chosen)
    tier = settings.tier(known=False)
    with asking(settings) as (asks, answering), validate.pool(settings, ["base"]) as validators:
        release_of = partial(store.release_of, settings.data)
        jobs = Jobs.over(asks, answering, release_of, tier, validators)
        serving.server(Tools(jobs)).run("stdio")
