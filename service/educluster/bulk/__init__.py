"""The job of validating very many descriptions: a stream in, findings out as they come, in constant memory.

Hides how the stream is cut, who checks the pieces, and what is kept beside the findings so that a run that is
interrupted can go on.
"""

from educluster.bulk.asking import Job
from educluster.bulk.running import Progress, run
from educluster.bulk.sink import Out, state_of
from educluster.bulk.tally import Tally

__all__ = ["Job", "Out", "Progress", "Tally", "run", "state_of"]
