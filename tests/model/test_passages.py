"""The passages of the packaged claims, in the texts of the articles where these are at hand."""

from dataclasses import replace

import pytest

from educluster import passages
from educluster.copies.worker import packaged
from educluster.names import ECR
from educluster.passages import Copy, Index, Library, Sure, Wish

WORKS = {
    "476421b7792bc761": "work-mukhamedov-2020",
    "fd2a7c8baf8d20d1": "work-mukhamedov-2020",
    "f6efd69b91d514f5": "work-sulaymonov-2023",
    "a29997e970c11ce8": "work-davydova-2016",
    "afe10fb2330c289c": "work-jpip-523",
}
BOTH = ["476421b7792bc761", "fd2a7c8baf8d20d1"]  # two extractions of one article


@pytest.fixture(scope="module")
def library():
    return Library(packaged())


@pytest.fixture(scope="module")
def locators(library):
    return list({locator: None for claim in library.claims for locator in claim.locators})


def copy(text):
    return Copy(tuple(text.split("\n")))


def test_packaged_claims_are_read_whole(library, locators):
    assert len(library.claims) > 350
    assert {locator.work for locator in locators} == {ECR + work for work in WORKS.values()}
    assert {each.extraction for locator in locators for each in locator.selectors} == set(WORKS)


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_concepts_have_names_and_translations_of_ours_are_marked(library, language):
    names = [library.name(claim.subject, language) for claim in library.claims]
    assert all(" " in name.text or name.text.isalpha() or name.text for name in names)
    assert any(name.ours for name in names) == (language != "en")


@pytest.mark.parametrize("extraction", WORKS)
def test_each_article_is_recognised_and_its_own_passages_are_all_found(library, articles, extraction):
    report = passages.report(copy(articles[extraction]), library, Wish())
    assert report.work == ECR + WORKS[extraction]
    assert report.share > 0.9
    lines = [
        (
            found.sure,
            set(range(found.place.first_line, found.place.last_line + 1)) if found.place else set(),
            each,
        )
        for claim in report.matched
        for locator, found in claim.found
        for each in locator.selectors
        if each.extraction == extraction
    ]
    wrong = [each for sure, found, each in lines if sure is not Sure.EXACT or not agrees(found, each)]
    assert len(lines) > 10
    assert wrong == []


def agrees(found, selector):
    """Whether the lines found are those recorded, or the ones lie within the others, four fifths of them."""
    recorded = set(range(selector.first_line, selector.last_line + 1))
    return len(found & recorded) >= 0.8 * min(len(found), len(recorded)) > 0


@pytest.mark.parametrize(("known", "read"), [BOTH, BOTH[::-1]], ids=["of 002 in 000", "of 000 in 002"])
def test_what_one_extraction_locates_is_found_in_the_other(locators, articles, known, read):
    """At least 95 %, by the selectors of the one extraction alone, at the lines recorded for the other."""
    both = [each for each in locators if {one.extraction for one in each.selectors} == set(BOTH)]
    found = search(articles[read], both, known)
    right = [
        agrees(set(range(one.place.first_line, one.place.last_line + 1)), selector_of(each, read))
        for each, one in zip(both, found, strict=True)
        if one.place
    ]
    assert len(both) > 100
    assert sum(right) / len(both) >= 0.95


def search(text, locators, extraction):
    known = [replace(each, selectors=(selector_of(each, extraction),)) for each in locators]
    return passages.find(Index(copy(text), known), known)


def selector_of(locator, extraction):
    return next(each for each in locator.selectors if each.extraction == extraction)


def test_what_stands_in_half_an_article_is_found_and_nothing_else(locators, articles):
    extraction = BOTH[0]
    lines = articles[extraction].split("\n")
    half = len(lines) // 2
    own = [each for each in locators if any(one.extraction == extraction for one in each.selectors)]
    found = search("\n".join(lines[:half]), own, extraction)
    for locator, one in zip(own, found, strict=True):
        within = selector_of(locator, extraction)
        if within.last_line <= half:
            assert one.sure is Sure.EXACT, locator.finder
        elif within.first_line > half and one.place:
            assert one.sure in (Sure.FINDER, Sure.PART), locator.finder
