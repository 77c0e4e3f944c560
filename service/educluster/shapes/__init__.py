"""Shapes and what they find; hides SHACL's vocabulary and pySHACL, which answers here.

`check_worker` is run by a worker: a document is parsed and checked in a process that can be killed.
"""

from educluster.shapes.worker import check_worker

__all__ = ["check_worker"]
