"""The job of locating: a reader's copy of an article in, the passages of its claims in that copy out."""

from __future__ import annotations

from educluster.config import Settings
from educluster.errors import LimitReached, NotValidated, TooLarge
from educluster.formats import Format
from educluster.passages import Wish
from educluster.workers import Bounds, Failed, Pool

_REMEDY = "give the article alone, as text, or raise the limit"


def pool(settings: Settings, own: tuple[str, Format] | None = None) -> Pool:
    """Return the worker that looks for the passages of the packaged claims, or of those in a file."""
    bounds = Bounds(
        seconds=settings.copy_seconds,
        seconds_name="--copy-seconds",
        memory_mb=settings.copy_mb,
        memory_name="--copy-mb",
    )
    arguments = {"file": own[0], "media_type": own[1].media_type} if own else {}
    return Pool("educluster.copies:passages_worker", arguments, bounds)


def locate(
    workers: Pool, copy: bytes, read_as: Format, wish: Wish, written_in: Format, language: str
) -> bytes:
    """Return the report on a copy.

    Raises BadDocument for a copy that cannot be read or is of none of the articles, BadParameter for a wish
    that nothing meets, NotValidated when the reader failed, and what `Pool.ask` raises at its limits.
    """
    options: dict[str, object] = {
        "copy_type": read_as.media_type,
        "report_type": written_in.media_type,
        "language": language,
        "claims": wish.claims,
        "about": wish.about,
        "only": [sure.value for sure in wish.only],
    }
    try:
        return workers.ask(options, copy).whole()
    except Failed as error:
        remedy = "save its text as .txt, and give that"
        raise NotValidated("the program that reads such files failed on it", remedy) from error
    except TooLarge:
        raise  # it says itself what to do
    except LimitReached as error:
        raise type(error)(error.limit, error.value, _REMEDY) from error
