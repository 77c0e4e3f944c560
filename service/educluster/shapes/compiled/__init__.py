"""SHACL compiled to Python closures: shapes in, an engine out that holds data against them.

Hides how each constraint is checked.  `compile_shapes` refuses what it cannot run; `Compiled` runs the rest.
"""

from educluster.shapes.compiled.engine import Compiled, compile_shapes

__all__ = ["Compiled", "compile_shapes"]
