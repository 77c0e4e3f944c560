"""Shapes and what they find; hides SHACL's vocabulary and the engines, the compiled one and pySHACL.

`check` holds a description against a profile, by the engine that its shapes were loaded with.  `check_worker`
is run by a worker: a document is parsed and checked in a process that can be killed.
"""

from educluster.shapes.checking import check
from educluster.shapes.description import Description
from educluster.shapes.loading import Shapes, load, own
from educluster.shapes.together import check_together
from educluster.shapes.worker import check_worker

__all__ = ["Description", "Shapes", "check", "check_together", "check_worker", "load", "own"]
