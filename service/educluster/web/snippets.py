"""How a program asks the same: a few lines to copy for each, and a notebook.  Pure: no I/O."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Place:
    """Where an answer is had: the address of its question, the values in it, the endpoint, and the query.

    `query` runs by itself: the values stand in it.  `asks` says that it is answered by yes or no.
    """

    address: str
    values: tuple[tuple[str, str], ...]
    endpoint: str
    query: str
    asks: bool = False

    def file(self, ending: str) -> str:
        """Return the address of the answer in a format."""
        return f"{self.address}.{ending}{'?' if self.values else ''}{urlencode(self.values)}"


@dataclass(frozen=True)
class Snippet:
    """Lines to copy: what they are for, as its makers call it, and the lines."""

    name: str
    title: str
    text: str


def snippets(place: Place) -> tuple[Snippet, ...]:
    """Return the lines for each program."""
    address = place.file("csv")
    return (
        Snippet("curl", "curl", f"curl --fail --output answer.csv \\\n  {shlex.quote(address)}"),
        Snippet("sparqlwrapper", "Python: SPARQLWrapper", _sparqlwrapper(place)),
        Snippet("pandas", "Python: pandas", _pandas(address)),
        Snippet("r", "R", _r(address)),
        Snippet("excel", "Excel: Power Query", _power_query(address)),
        Snippet("spreadsheet", "LibreOffice, Google Sheets", _spreadsheet(address)),
    )


def notebook(place: Place, title: str, paragraphs: Sequence[str]) -> bytes:
    """Return a notebook that shows the answer as a table, then asks the endpoint itself.

    Source: Jupyter notebook format 4.5.
    """
    cells = [
        _told("# " + title),
        *map(_told, paragraphs),
        _code(_pandas(place.file("csv"))),
        _code(_sparqlwrapper(place)),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"cell-{number}"
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    told = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"


def _told(text: str) -> dict[str, object]:
    return {"cell_type": "markdown", "metadata": {}, "source": text}


def _code(text: str) -> dict[str, object]:
    return {"cell_type": "code", "metadata": {}, "source": text, "execution_count": None, "outputs": []}


def _sparqlwrapper(place: Place) -> str:
    if place.asks:
        last = ['print(endpoint.queryAndConvert()["boolean"])']
    else:
        last = [
            'for row in endpoint.queryAndConvert()["results"]["bindings"]:',
            '    print({name: term["value"] for name, term in row.items()})',
        ]
    return "\n".join(
        (
            "from SPARQLWrapper import JSON, SPARQLWrapper",
            "",
            f"endpoint = SPARQLWrapper({_quoted(place.endpoint)})",
            "endpoint.setReturnFormat(JSON)",
            f"endpoint.setQuery({_long(place.query)})",
            *last,
        )
    )


def _pandas(address: str) -> str:
    # By itself pandas reads "NA" and "None", which may be words, as nothing.
    return "\n".join(
        (
            "import pandas",
            "",
            "answer = pandas.read_csv(",
            f"    {_quoted(address)},",
            '    keep_default_na=False, na_values=[""],',
            ")",
            "print(answer)",
        )
    )


def _r(address: str) -> str:
    return "\n".join(
        (
            "answer <- read.csv(",
            f"  {_quoted(address)},",
            '  encoding = "UTF-8", check.names = FALSE, na.strings = ""',
            ")",
            "print(answer)",
        )
    )


def _power_query(address: str) -> str:
    return "\n".join(
        (
            "let",
            f'  File = Csv.Document(Web.Contents("{address}"), [Delimiter=",", Encoding=65001]),',
            "  Answer = Table.PromoteHeaders(File, [PromoteAllScalars=true])",
            "in",
            "  Answer",
        )
    )


def _spreadsheet(address: str) -> str:
    return f'{address}\n\n=IMPORTDATA("{address}")'


def _quoted(text: str) -> str:
    """Return a text of one line as Python and R both write it."""
    return json.dumps(text, ensure_ascii=False)


def _long(text: str) -> str:
    """Return a text of several lines as Python writes it, as it stands wherever that can be."""
    for mark in ('"""', "'''"):
        if mark not in text and not text.endswith((mark[0], "\\")) and _is_plain(text):
            return f"r{mark}\n{text}\n{mark}"
    return "(\n" + "\n".join(f"    {line}" for line in _lines(text)) + "\n)"


def _is_plain(text: str) -> bool:
    """Return whether a file keeps a text as it is: Python reads every end of a line as LF."""
    return "\r" not in text and "\0" not in text


def _lines(text: str) -> Iterator[str]:
    for line in text.splitlines(keepends=True):
        yield repr(line)
