"""A release: the graph and its parts in five formats, with all that is told of them; hides how it is made.

The same data give the same bytes in every process, so that anybody can make a release again and compare.
"""

from educluster.release.downloads import Downloads, Kept, remove
from educluster.release.files import piece
from educluster.release.folder import Released, release

__all__ = ["Downloads", "Kept", "Released", "piece", "release", "remove"]
