"""Citations for programs that manage references: BibTeX, RIS, CSL-JSON."""

from __future__ import annotations

import json
import re

from educluster.citations.model import Citation, plain

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
}
_BABEL = {"en": "english", "ru": "russian", "uz": "uzbek"}  # the names of babel and polyglossia
_UNFIT_IN_ADDRESS = re.compile(r"[\\{}\s]")


def bibtex(citation: Citation) -> str:
    r"""Return an entry for BibTeX and BibLaTeX.

    The type is `@misc`: `@dataset` is of BibLaTeX alone (manual, section 2.1.1), and `@misc` is what it falls
    back on.  The styles of BibTeX print `howpublished` and `note`; BibLaTeX prints `url` and `urldate`.
    """
    address = _UNFIT_IN_ADDRESS.sub(_percent, citation.address)
    accessed = citation.accessed.isoformat()
    fields = {
        "author": _grouped(citation.creator),
        "title": _grouped(citation.whole_title),
        "year": str(citation.date.year),
        "month": str(citation.date.month),
        "date": citation.date.isoformat(),
        "version": _escaped(citation.version),
        "publisher": _escaped(citation.publisher),
        "howpublished": rf"Data set, \url{{{address}}}",
        "url": address,
        "urldate": accessed,
        "note": _escaped(
            "; ".join((f"version {citation.version}", *citation.notes(), f"accessed {accessed}"))
        ),
        "langid": _BABEL.get(citation.language, "english"),
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{citation.key},\n{lines}\n}}\n"


def ris(citation: Citation) -> str:
    """Return a record.  Source: RIS format specifications (2011), reference type DATA."""
    fields = [
        ("TY", "DATA"),
        ("ID", citation.key),
        ("AU", f"{plain(citation.creator)},"),  # the comma keeps a name together that is no person's
        ("TI", citation.whole_title),
        ("PY", str(citation.date.year)),
        ("DA", citation.date.strftime("%Y/%m/%d")),
        ("ET", plain(citation.version)),
        ("PB", plain(citation.publisher)),
        ("UR", plain(citation.address)),
        ("Y2", citation.accessed.strftime("%Y/%m/%d")),
        ("LA", citation.language),
        *(("N1", note) for note in citation.notes()),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


def csl(citation: Citation) -> str:
    """Return a list of one item.  Source: CSL-JSON, csl-data.json of CSL 1.0.2; type dataset."""
    item = {
        "id": citation.key,
        "type": "dataset",
        "title": citation.whole_title,
        "author": [{"literal": plain(citation.creator)}],
        "publisher": plain(citation.publisher),
        "issued": {"date-parts": [[citation.date.year, citation.date.month, citation.date.day]]},
        "accessed": {
            "date-parts": [[citation.accessed.year, citation.accessed.month, citation.accessed.day]]
        },
        "version": plain(citation.version),
        "URL": plain(citation.address),
        "language": citation.language,
        "note": "; ".join(citation.notes()),
    }
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def _grouped(text: str) -> str:
    """Return a value in braces of its own: no style takes it for parts of a name or changes its capitals."""
    return f"{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return "".join(_LATEX.get(sign, sign) for sign in plain(text))


def _percent(sign: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in sign[0].encode())
