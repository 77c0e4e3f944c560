"""The job of answering: a query or the name of a graph in, the answer in the format that is wanted, out."""

from educluster.answer.answering import Answering, bounds
from educluster.answer.asked import OFFERED, Answered, Asked, Choice, Dataset, as_json
from educluster.answer.explaining import Explained
from educluster.answer.releases import Few, Held, Releases, Row
from educluster.answer.remote import answer_remotely

__all__ = [
    "OFFERED",
    "Answered",
    "Answering",
    "Asked",
    "Choice",
    "Dataset",
    "Explained",
    "Few",
    "Held",
    "Releases",
    "Row",
    "answer_remotely",
    "as_json",
    "bounds",
]
