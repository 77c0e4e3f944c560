"""What was sent to a service must not stay with it: what was remembered of it, for speed, is forgotten."""

from __future__ import annotations

import gc
import re

import re2

from educluster.graphs import follow, literal
from educluster.shapes.compiled import values
from educluster.shapes.compiled.patterns import pattern
from educluster.shapes.telling.phrases import parameter


def forget() -> None:
    """Empty what keeps texts, paths and patterns of documents and shapes, and free what points to itself."""
    for kept in (literal, follow, pattern, parameter):
        kept.cache_clear()
    values.forget()
    re2.purge()
    re.purge()
    gc.collect()
