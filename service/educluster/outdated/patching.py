"""The patch: a SPARQL Update that puts the right names in the place of the others.

Source: SPARQL 1.1 Update, section 3.1.3.
"""

from __future__ import annotations

from collections.abc import Iterator

from educluster import names
from educluster.outdated.model import Finding, Kind, Told

_PATTERNS = {
    "subject": "<%s> ?property ?value",
    "predicate": "?thing <%s> ?value",
    "object": "?thing ?property <%s>",
}
_NOTHING = "# There is nothing to mend."
_PROLOGUE = "PREFIX "


def patch(told: Told) -> str:
    """Return the update that mends what is sure; what is not stands in comments, to choose from.

    It may be run twice.  In a table nothing can be updated; it tells what to replace by what.
    """
    lines = [line for each in told.findings if (part := _part(each)) for line in (*part.splitlines(), "")]
    prologue = sorted({each for each in lines if each.startswith(_PROLOGUE)})  # some engines want it first
    rest = [each for each in lines if each not in prologue] or [_NOTHING]
    head = f"# Brings names up to date with educluster {told.version or '?'}, release {told.release}."
    return "\n".join([head, *prologue, "", *rest]).rstrip() + "\n"


def _part(finding: Finding) -> str:
    """Return what is done about one name; "" for terms of others, and for names that are only newer."""
    if finding.kind in {Kind.FOREIGN, Kind.NEWER}:
        return ""
    iri = names.shorten(finding.use.iri)
    if not finding.replacement:
        return f"# {iri}: {finding.kind}; {_choices(finding)}\n"
    told = f"# {iri}: {finding.kind}; {names.shorten(finding.replacement)} takes its place\n"
    updates = ([finding.update] if finding.update else []) + list(_moves(finding))
    return told + "".join(f"{each} ;\n" for each in updates)


def _choices(finding: Finding) -> str:
    meant = ", ".join(names.shorten(each.iri) for each in finding.meant)
    return f"perhaps one of: {meant}" if meant else "nothing is near it"


def _moves(finding: Finding) -> Iterator[str]:
    """Yield the updates of each position; what a release says of its own deprecated name stays."""
    positions = finding.use.positions
    wanted = {"cell": tuple(_PATTERNS)}.get(positions[0], positions) if positions else tuple(_PATTERNS)
    if finding.update:  # which has moved properties and objects
        wanted = tuple(each for each in wanted if each == "subject")
    kept = f"FILTER NOT EXISTS {{ <{finding.use.iri}> <{names.OWL}deprecated> ?deprecated }}"
    bound = f" {kept}" if finding.update else ""
    for position in wanted:
        for opened, closed in (("", ""), ("GRAPH ?graph { ", " }")):
            before = f"{opened}{_PATTERNS[position] % finding.use.iri}{closed}"
            after = f"{opened}{_PATTERNS[position] % finding.replacement}{closed}"
            yield f"DELETE {{ {before} }}\nINSERT {{ {after} }}\nWHERE {{ {before}{bound} }}"
