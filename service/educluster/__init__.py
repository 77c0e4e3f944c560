"""educluster: a knowledge graph and ontology service for educational clusters."""

import importlib

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    """Return the client, which is imported when it is asked for: rdflib takes longer than a command does."""
    if name == "Client":
        return importlib.import_module("educluster.client").Client
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
