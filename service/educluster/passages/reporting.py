"""Tell which article a copy is of, and where in it the passages of the claims stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from educluster.errors import BadDocument, BadParameter
from educluster.passages.choosing import Wish, choice
from educluster.passages.claims import Library
from educluster.passages.index import Index
from educluster.passages.matching import find
from educluster.passages.model import Claim, Copy, Found, Locator, Matched, Report, Sure

_LEAST_SHARE = 0.15  # of an article's marks; two of one family have 0.10 in common, a quarter of one has 0.18
_TIMES_NEXT = 2  # how many times as many as of the next


def report(copy: Copy, library: Library, wish: Wish) -> Report:
    """Return what stands where in a copy.

    Raises BadDocument when it is a copy of no article that claims point to, BadParameter for a wish that
    nothing meets.
    """
    wanted = choice(library, wish)
    works = _works(library)
    index = Index(copy, {locator for locators in works.values() for locator in locators})
    work, share = _recognised(index, works, library)
    locators = list(works[work])
    found = dict(zip(locators, find(index, locators), strict=True))
    matched = [_matched(claim, found) for claim in library.claims if wanted(claim)]
    if not any(each.found for each in matched):
        remedy = "leave --claim and --about out, or give a copy of the article that these claims are on"
        raise BadParameter(f"none of the claims asked for is on {library.name(work, 'en').text}", remedy)
    counts = Counter(each.sure for claim in matched for _, each in claim.found)
    shown = (_narrowed(each, wish.only) for each in matched)
    return Report(work, share, copy.unit, counts, tuple(each for each in shown if each.found))


def _works(library: Library) -> dict[str, dict[Locator, None]]:
    """Return the locators of each work, each once, in the order of the claims."""
    works: dict[str, dict[Locator, None]] = {}
    for claim in library.claims:
        for locator in claim.locators:
            works.setdefault(locator.work, {})[locator] = None
    return works


def _recognised(
    index: Index, works: Mapping[str, Mapping[Locator, None]], library: Library
) -> tuple[str, float]:
    """Return the work that a copy is of, and the share of its marks that it holds."""
    shares = sorted(((index.share(locators), work) for work, locators in works.items()), reverse=True)
    share, work = shares[0]
    if share >= _LEAST_SHARE and all(share >= _TIMES_NEXT * other for other, _ in shares[1:]):
        return work, share
    known = "; ".join(sorted(library.name(each, "en").text for each in works))
    nearest = f"of {library.name(work, 'en').text}, the nearest, it holds {share:.0%} of the passages"
    raise BadDocument(
        f"this is a copy of none of the articles that the claims are on: {nearest}",
        f"give the whole text of one of them ({known}); a scan needs its text to be recognised first",
    )


def _matched(claim: Claim, found: Mapping[Locator, Found]) -> Matched:
    return Matched(claim, tuple((each, found[each]) for each in claim.locators if each in found))


def _narrowed(matched: Matched, only: tuple[Sure, ...]) -> Matched:
    return Matched(matched.claim, tuple(each for each in matched.found if not only or each[1].sure in only))
