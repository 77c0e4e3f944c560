"""Queries of shapes, compiled once and asked of many graphs.

Hides how they are read and solved: by closures over a graph's index, without a store.
"""

from educluster.shapes.compiled.sparql.fitness import Read, read
from educluster.shapes.compiled.sparql.query import Query, prepare
from educluster.shapes.compiled.sparql.solutions import Failed

__all__ = ["Failed", "Query", "Read", "prepare", "read"]
