"""The job of following: which releases there are, what each changed, and the history of a term."""

from educluster.follow.editions import Edition, History, Moment, Step
from educluster.follow.following import Following, listed
from educluster.follow.telling import DIFFERENCE, Difference, as_json, as_turtle, as_update, edition, in_words

__all__ = [
    "DIFFERENCE",
    "Difference",
    "Edition",
    "Following",
    "History",
    "Moment",
    "Step",
    "as_json",
    "as_turtle",
    "as_update",
    "edition",
    "in_words",
    "listed",
]
