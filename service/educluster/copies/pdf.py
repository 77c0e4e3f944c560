"""PDF, read by pypdf."""

from __future__ import annotations

import io
import logging
import struct
import zlib
from collections.abc import Iterator

import pypdf
from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError, PyPdfError

from educluster.errors import BadDocument
from educluster.passages import Copy, words

_FEW_WORDS = 10  # on a page, on the average: its text is a picture
_FAULTS = (  # what pypdf raises for a broken file, by its own account not its own errors alone
    PyPdfError, ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
    OSError, RecursionError, TypeError, ValueError, struct.error, zlib.error,
)  # fmt: skip

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it makes of faults is not the reader's business


def read(body: bytes) -> Copy:
    """Return the lines of all pages, with the page of each.

    Raises BadDocument for what is no PDF, is broken or protected, or has pictures for pages.
    """
    try:
        pages = list(_pages(body))
    except (DependencyError, FileNotDecryptedError) as error:
        remedy = "open it, print it to a PDF without protection or save its text, and give that"
        raise BadDocument("the PDF is protected by a password", remedy) from error
    except LimitReachedError as error:
        remedy = "open it, save its text as .txt, and give that"
        raise BadDocument("a part of the PDF unpacks to more than any article has", remedy) from error
    except _FAULTS as error:
        remedy = "get it once more, or open it, save its text as .txt, and give that"
        raise BadDocument("the file is no PDF, or a broken one", remedy) from error
    if sum(len(words(page)) for page in pages) < _FEW_WORDS * len(pages):
        problem = f"the {len(pages)} pages of the PDF have hardly any text: they are pictures"
        raise BadDocument(problem, "have its text recognised (OCR), and give that")
    lines = [(line, number) for number, page in enumerate(pages, 1) for line in page.split("\n")]
    return Copy(tuple(line for line, _ in lines), tuple(number for _, number in lines), "page")


def _pages(body: bytes) -> Iterator[str]:
    for page in pypdf.PdfReader(io.BytesIO(body)).pages:  # it opens what is protected against changes only
        yield page.extract_text().strip("\n")
