"""A client of the service, for Python programs and notebooks: `from educluster import Client`."""

from educluster.client.answers import Answer, Row, Value
from educluster.client.client import Client
from educluster.client.matches import Match, Release
from educluster.client.reports import Finding, Report

__all__ = ["Answer", "Client", "Finding", "Match", "Release", "Report", "Row", "Value"]
