"""The job of writing: changes in, each acknowledged when it is on disk and the next query sees it."""

from educluster.write.changes import Change, Committed, Delete, Document, Post, Put, Update
from educluster.write.writer import Writer

__all__ = ["Change", "Committed", "Delete", "Document", "Post", "Put", "Update", "Writer"]
