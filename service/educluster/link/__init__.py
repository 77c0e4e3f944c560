"""The job of linking: names of other people's tables in, the things of ours that are meant, out."""

from educluster.link.entries import Lexicon, Lexicons

__all__ = ["Lexicon", "Lexicons"]
