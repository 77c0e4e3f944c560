"""The command line: parse arguments, call a job, print; exit statuses stand in cli.exits."""

from educluster.cli.main import main

__all__ = ["main"]
