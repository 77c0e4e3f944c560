"""Tools for programs that speak the Model Context Protocol: read-only, small answers with their sources."""

from educluster.mcp.jobs import Jobs
from educluster.mcp.tools import Tools

__all__ = ["Jobs", "Tools"]
