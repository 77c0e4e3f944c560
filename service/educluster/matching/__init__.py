"""Names in, the things that are meant, out: across scripts, languages and slips.  Pure: no I/O.

What counts is that a name which is close, but of another thing, is no match.
"""

from educluster.matching.entries import FEATURES, Candidate, Entry, FalseFriend, Name
from educluster.matching.index import THRESHOLD, Index
from educluster.matching.nearest import nearest

__all__ = ["FEATURES", "THRESHOLD", "Candidate", "Entry", "FalseFriend", "Index", "Name", "nearest"]
