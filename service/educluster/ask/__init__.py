"""Answer stored questions: the values of their parameters, their tables, what stands behind them."""

from educluster.ask.asking import Asking
from educluster.ask.found import OTHERWISE, Found, path
from educluster.ask.stored import question, stored
from educluster.ask.versions import LIVE, DataVersion

__all__ = ["LIVE", "OTHERWISE", "Asking", "DataVersion", "Found", "path", "question", "stored"]
