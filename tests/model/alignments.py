"""The table of mappings, as the tool that makes the alignments reads it."""

import importlib.util
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
OWN = "https://w3id.org/educluster/"
TOOL = ROOT / "tools" / "alignments.py"


def _loaded():
    specification = importlib.util.spec_from_file_location("tool_alignments", TOOL)
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module  # dataclasses look their module up
    specification.loader.exec_module(module)
    return module


tool = _loaded()
TABLE = tool.read(tool.TABLE)
