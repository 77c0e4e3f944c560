"""educluster: a knowledge graph and ontology service for educational clusters."""

__version__ = "0.1.0"
