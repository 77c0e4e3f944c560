"""What changed between two releases, for those who rely on the names; and the promise that is given them.

Hides how much each change asks of them, and how data are brought up to date.  Pure: no I/O.
"""

from educluster.versions.comparing import changes
from educluster.versions.migrating import affected, joined, migration, migrations
from educluster.versions.model import Kind, Term, Vocabulary
from educluster.versions.promise import broken, unkept
from educluster.versions.publishing import Publication, add, meaning, published, written
from educluster.versions.reading import read
from educluster.versions.severity import Change, Changes, Severity, What, least_version, number

__all__ = [
    "Change",
    "Changes",
    "Kind",
    "Publication",
    "Severity",
    "Term",
    "Vocabulary",
    "What",
    "add",
    "affected",
    "broken",
    "changes",
    "joined",
    "least_version",
    "meaning",
    "migration",
    "migrations",
    "number",
    "published",
    "read",
    "unkept",
    "written",
]
