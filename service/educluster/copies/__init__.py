"""Copies of articles as people have them, to lines of text; hides pypdf and the parts of a Word file.

`passages_worker` is run by a worker: a file is read in a process that can be killed.
"""

from educluster.copies.worker import passages_worker

__all__ = ["passages_worker"]
