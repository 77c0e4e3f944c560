"""How an answer is cited: files for reference managers, and ready texts.  Pure: no I/O."""

from collections.abc import Callable, Mapping

from educluster.citations.files import bibtex, csl, ris
from educluster.citations.model import CREATOR, Citation
from educluster.citations.texts import apa, gost

STYLES: Mapping[str, Callable[[Citation], str]] = {
    "gost": gost,
    "apa": apa,
    "bibtex": bibtex,
    "ris": ris,
    "csl": csl,
}

__all__ = ["CREATOR", "STYLES", "Citation", "apa", "bibtex", "csl", "gost", "ris"]
