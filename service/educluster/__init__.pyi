from educluster.client import Client as Client

__version__: str
