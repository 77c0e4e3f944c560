"""Citations ready to be put into a text: GOST R 7.0.108-2022 and APA 7."""

from __future__ import annotations

import datetime

from educluster.citations.model import Citation, plain


def gost(citation: Citation) -> str:
    """Return a reference to an electronic resource of remote access.

    The words between its parts are Russian whatever the language of the question, as in the lists of
    references that the standard governs.  Source: GOST R 7.0.108-2022 (address after "URL:", then the day of
    access in brackets); the areas, their order and the last one, of content and access, are those of
    GOST R 7.0.100-2018.
    """
    release = f", выпуск {plain(citation.release)}" if citation.names_release else ""
    areas = (
        f"{citation.whole_title} : набор данных / {citation.name(citation.creator)}",
        f"Версия {plain(citation.version)} от {citation.date:%d.%m.%Y}{release}",
        f"{citation.name(citation.publisher)}, {citation.date.year}",
        f"Дайджест запроса: {plain(citation.digest)}",
        f"URL: {plain(citation.address)} (дата обращения: {citation.accessed:%d.%m.%Y})",
        "Текст : электронный.",
    )
    return ". – ".join(areas)


def apa(citation: Citation) -> str:
    """Return a reference to a data set, whose title is to be set in italics.

    The publisher is left out where it is the author.  The day of access stands in it although the address
    names the version: an address of a service may end.  Source: Publication Manual of the American
    Psychological Association, 7th edition, sections 9.16 (day of access), 9.29 (publisher), 10.9 (data sets).
    """
    author, publisher = plain(citation.creator), plain(citation.publisher)
    version = f"Version {plain(citation.version)} of {_day(citation.date)}"
    title = f"{citation.whole_title} ({'; '.join((version, *citation.notes()))}) [Data set]"
    published = "" if publisher == author else f" {publisher}."
    source = f"Retrieved {_day(citation.accessed)}, from {plain(citation.address)}"
    return f"{author}. ({citation.date.year}). {title}.{published} {source}"


_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def _day(day: datetime.date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"
