"""What a validation found, and its renderings: JSON, text, the SHACL report as RDF.  Pure: no I/O.

A report is the same bytes for the same document, profile, language and version: no time stands in it.
"""

from educluster.reports.model import Finding, NotYet, ProfileName, Report, Severity, Subject, Verdict
from educluster.reports.paths import Path
from educluster.reports.rendering import render

__all__ = ["Finding", "NotYet", "Path", "ProfileName", "Report", "Severity", "Subject", "Verdict", "render"]
