"""How an answer is cited: files for reference managers, and ready texts.  Pure: no I/O."""

from educluster.citations.files import bibtex, csl, ris
from educluster.citations.model import CREATOR, Citation
from educluster.citations.texts import apa, gost

__all__ = ["CREATOR", "Citation", "apa", "bibtex", "csl", "gost", "ris"]
