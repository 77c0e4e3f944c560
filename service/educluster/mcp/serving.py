"""The protocol, which this module alone knows: tools are listed and called over standard input and output."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations

from educluster import __version__
from educluster.errors import EduclusterError
from educluster.mcp.tools import Tools

_INSTRUCTIONS = """\
What scholarly articles say about educational (pedagogical) clusters, and what is known of real ones, as a
graph of attributed claims; and rules from the same articles, to hold descriptions of clusters against.
Name the source with whatever you pass on: answers carry a citation, a release, or the passages they rest on.
The review of a claim says whether anybody has checked it. What the graph does not have is not known here.
The articles are paraphrased: no text of theirs is given."""


def server(tools: Tools) -> MCPServer[None]:
    """Return the server; `run("stdio")` serves until its input ends."""
    found: MCPServer[None] = MCPServer(
        name="educluster",
        title="educluster",
        version=__version__,
        instructions=_INSTRUCTIONS,
        website_url="https://w3id.org/educluster/ns",
        log_level="WARNING",
    )
    reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    for each in tools.all:
        found.add_tool(_telling(each), annotations=reads, structured_output=True)
    return found


def _telling(tool: Callable[..., object]) -> Callable[..., object]:
    """Return a tool whose errors tell what can be mended; any other error is told to be one, and logged."""

    @wraps(tool)
    def call(**given: object) -> object:
        try:
            return tool(**given)
        except EduclusterError as error:
            raise ToolError(str(error)) from error

    return call
