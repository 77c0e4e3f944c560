"""passages: what a text is known by, and where passages stand in a copy of their article."""

import hashlib
import random
import re

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import made_up_article as made_up
from educluster import passages
from educluster.errors import BadDocument, BadParameter
from educluster.passages import Copy, Index, Library, Locator, Selector, Sure, Wish, readings
from educluster.passages.text import Text

ARTICLE = made_up.article()
LETTERS = st.text(st.sampled_from("aΣßİIıʻʼ½ﬁ\u0307\u00ad-.' \n\t1б"), max_size=60)


def selector(text, first=1, last=1, extraction="e"):
    marks = frozenset(passages.fingerprint(text).split())
    return Selector(extraction, first, last, passages.digest(text), marks)


def locator(text, first=1, last=1, finder=""):
    return Locator("http://a/work", finder=finder, selectors=(selector(text, first, last),))


def library(turtle):
    quads = pyoxigraph.parse(turtle.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    return Library(quad.triple for quad in quads)


def find(lines, *locators):
    return passages.find(Index(Copy(tuple(lines)), locators), locators)


def letters(text):
    return re.sub(r"\W", "", text).lower()


# What a text is known by


def test_words_are_letters_and_digits_in_lower_case():
    assert passages.words("Oʻquv, OʼQUV o'quv_2 – “É”") == ["o", "quv", "o", "quv", "o", "quv", "2", "é"]


def test_fingerprint_is_the_smallest_marks_of_the_distinct_runs():
    text = (
        " ".join(f"w{number}" for number in range(40)) + " " + " ".join(f"w{number}" for number in range(40))
    )
    six = {" ".join(text.split()[start : start + 6]) for start in range(75)}
    marks = sorted(hashlib.sha256(run.encode()).hexdigest()[:8] for run in six)
    assert len(marks) > 24
    assert passages.fingerprint(text).split() == marks[:24]


def test_fingerprint_of_fewer_than_six_words_is_the_mark_of_all():
    assert passages.fingerprint("Of TWO!") == hashlib.sha256(b"of two").hexdigest()[:8]


@given(LETTERS)
def test_text_has_the_words_of_its_lines_each_at_its_place(text):
    found = Text(Copy(tuple(text.split("\n"))))
    assert found.words == passages.words(text)
    for number, word in enumerate(found.words):
        assert word in passages.words(text.split("\n")[found.line(number) - 1])


@given(LETTERS)
def test_every_reading_is_made_of_the_words_in_order(text):
    found = Text(Copy(tuple(text.split("\n"))))
    for reading in readings.readings(found):
        assert all(0 <= token.first <= token.last < len(found.words) for token in reading)
        assert [token.first for token in reading] == sorted(token.first for token in reading)


# Where passages stand


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.integers(1, len(ARTICLE)), min_size=1, max_size=8, unique=True),
    st.integers(1, 3),
    st.integers(25, 140),
    st.sampled_from([0, 9, 14]),
)
@example([1], 1, 25, 9)
def test_every_passage_is_found_however_its_copy_is_broken_into_lines(places, length, width, heads):
    texts = {first: "\n".join(ARTICLE[first - 1 : first - 1 + length]) for first in places}
    asked = [
        locator(text, first, first + length - 1, " ".join(text.split()[:4])) for first, text in texts.items()
    ]
    copy = made_up.wrapped(ARTICLE, width, heads)
    for found, text in zip(find(copy, *asked), texts.values(), strict=True):
        assert found.sure in (Sure.EXACT, Sure.MOST)
        without_heads = letters(re.sub(r"\n\d+\nJournal of Nothing, vol. 3\n", "", found.place.text))
        assert without_heads in letters(text) or letters(text) in without_heads
        assert len(without_heads) >= 0.6 * len(letters(text))
        assert (
            "\n".join(copy[found.place.first_line - 1 : found.place.last_line]).count(found.place.text) == 1
        )


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from([0.01, 0.02]))
def test_passages_outlive_lost_spaces_and_letters(seed, rate):
    lot = random.Random(seed)
    damaged = [re.sub(" ", lambda _: "" if lot.random() < rate else " ", line) for line in ARTICLE]
    damaged = [
        re.sub(r"\b\w", lambda found: "x" if lot.random() < rate else found[0], line) for line in damaged
    ]
    long = [number for number, line in enumerate(ARTICLE, 1) if len(line.split()) > 20]
    found = find(damaged, *(locator(ARTICLE[number - 1], number, number) for number in long))
    right = [
        each.place is not None and each.place.first_line == number
        for each, number in zip(found, long, strict=True)
    ]
    assert sum(right) >= 0.9 * len(long)


def test_ligatures_are_no_hindrance():
    line = "the first office of five flats was difficult to find and affluent offices were fluffy"
    copy = [line.replace("ffi", "\ufb03").replace("fi", "\ufb01").replace("fl", "\ufb02")]
    (found,) = find(copy, locator(line, 3, 3))
    assert (found.sure, found.place.text) == (Sure.EXACT, copy[0])


def test_a_digest_is_enough():
    lines = ["?!", "Ba be bi bo.", "ba be bi bo"]
    found = find(lines, locator(lines[1], 2, 2))
    assert (found[0].sure, found[0].place.first_line, found[0].place.last_line) == (Sure.EXACT, 2, 2)


def test_of_several_places_the_one_at_the_finder_is_taken():
    lines = [*ARTICLE[:10], "Fifty ways.", *ARTICLE[10:20], "Fifty ways", "and no more."]
    (found,) = find(lines, locator("Fifty ways", 900, 900, finder="ways and no more"))
    assert (found.sure, found.place.first_line) == (Sure.EXACT, 22)


@pytest.mark.parametrize(("line", "expected"), [(11, 11), (22, 22)])
def test_of_several_places_the_one_between_its_neighbours_is_taken(line, expected):
    original = [*ARTICLE[:10], "Fifty ways", *ARTICLE[10:20], "Fifty ways", *ARTICLE[20:30]]
    others = [locator(text, number, number) for number, text in enumerate(original, 1) if len(text) > 90]
    copy = [re.sub("^Fifty", "- Fifty", each) for each in original]
    found = find(copy, locator("Fifty ways", line, line), *others)[0]
    assert (found.sure, found.place.first_line, found.place.text) == (Sure.EXACT, expected, "- Fifty ways")


def test_a_passage_that_was_cut_out_is_not_found_elsewhere():
    original = [*ARTICLE[:10], "Fifty ways", *ARTICLE[10:20]]
    others = [locator(text, number, number) for number, text in enumerate(original, 1) if len(text) > 90]
    copy = [*ARTICLE[:20], "Fifty ways"]
    assert find(copy, locator("Fifty ways", 11, 11), *others)[0].sure is Sure.NOT_FOUND


def test_a_running_head_is_seen_through():
    words = ARTICLE[1].split()[:8]
    head = ["250", "Journal of Nothing"]
    copy = [*head, *ARTICLE[2:5], " ".join(words[:4]), *head, " ".join(words[4:]), *head]
    (found,) = find(copy, locator(" ".join(words), 900, 900))
    assert (found.sure, found.place.first_line, found.place.last_line) == (Sure.EXACT, 6, 9)


def test_a_passage_is_no_longer_than_its_marks():
    line = ARTICLE[1].split()[:12]
    copy = [" ".join(line[:6]) + " and so on.", " ".join(line) + "."]
    (found,) = find(copy, locator(" ".join(line), 900, 900))
    assert (found.sure, found.place.first_line) == (Sure.EXACT, 2)


def test_a_long_passage_is_shown_from_sentence_to_sentence():
    passage = "\n".join(ARTICLE[5:8])
    before, after = ARTICLE[20], ARTICLE[21]
    copy = f"{before} {passage} {after}".split("\n")
    (found,) = find(copy, locator(passage, 900, 900))
    assert len(passages.words(passage)) > 60
    assert found.place.text == passage


def test_of_two_extractions_the_one_whose_digest_holds_says_where():
    narrow = " ".join(ARTICLE[9].split()[3:12])
    both = Locator("http://a/work", selectors=(selector(ARTICLE[1], 2, 2), selector(narrow, 10, 10, "f")))
    (found,) = find(ARTICLE, both)
    assert found.place.first_line == 2


def test_a_finder_is_taken_for_whole_words_first():
    copy = ["So bathe lo gically endsome.", "Then the logically ends."]
    found = [
        find(lines, Locator("http://a/work", finder="the logically ends"))[0] for lines in (copy, copy[:1])
    ]
    assert [(each.sure, each.place.first_line) for each in found] == [(Sure.FINDER, 2), (Sure.FINDER, 1)]


def test_a_finder_far_from_its_neighbours_is_not_taken():
    others = [locator(ARTICLE[number - 1], number, number) for number in (2, 3, 4, 6, 7, 8)]
    asked = locator("something that is not in this copy", 5, 5, finder="quite another thing")
    near, far = ([*ARTICLE[:place], "Quite another thing.", *ARTICLE[place:]] for place in (4, 39))
    assert find(near, asked, *others)[0].sure is Sure.FINDER
    assert find(far, asked, *others)[0].sure is Sure.NOT_FOUND


def test_a_finder_alone_leads_to_its_sentence():
    (found,) = find(["Ba be. Bi bo fu go", "ga gi. Lo la."], Locator("http://a/work", finder="fu go ga"))
    assert (found.sure, found.place.text) == (Sure.FINDER, "Bi bo fu go\nga gi.")


def test_of_two_extractions_the_narrower_passage_is_shown():
    text = ARTICLE[1]
    narrow = " ".join(text.split()[3:12])
    both = Locator("http://a/work", selectors=(selector(text), selector(narrow, 2, 2, "f")))
    (found,) = find(made_up.wrapped(ARTICLE), both)
    assert letters(found.place.text) == letters(narrow)


def test_a_part_of_a_passage_is_told_from_the_whole():
    text = ARTICLE[1] + " " + ARTICLE[2]
    words = text.split()
    asked = locator(text, 2, 3, finder=" ".join(words[2:6]))
    most, part = (find([" ".join(words[: int(len(words) * share)])], asked)[0] for share in (0.8, 0.4))
    assert (most.sure, part.sure) == (Sure.MOST, Sure.PART)
    assert part.share < 0.5 <= most.share < 1


def test_the_work_grows_with_the_text_and_no_faster(monkeypatch):
    hashed = []
    monkeypatch.setattr(readings, "mark", lambda run: hashed.append(run) or passages.mark(run))
    copy = Copy(tuple(made_up.wrapped(ARTICLE, 60, 9)))
    Index(copy, [locator("Fifty ways")])
    assert len(hashed) <= 6 * 5 * len(Text(copy).words)


# Reports


CLAIMS = made_up.claims(ARTICLE, (2, 2), (3, 4), (6, 7))


def test_the_article_is_recognised_by_its_marks():
    other = made_up.article(seed=2)
    both = library(
        CLAIMS + made_up.claims(other, (2, 3), work="http://a/other").replace("claim-1", "claim-9")
    )
    report = passages.report(Copy(tuple(made_up.wrapped(other))), both, Wish())
    assert (report.work, report.share) == ("http://a/other", pytest.approx(1, abs=0.1))
    assert [each.claim.iri for each in report.matched] == ["http://a/claim-9"]


def test_a_copy_of_two_articles_is_refused():
    other = made_up.article(seed=2)
    both = library(
        CLAIMS + made_up.claims(other, (2, 3), work="http://a/other").replace("claim-1", "claim-9")
    )
    with pytest.raises(BadDocument, match="none of the articles"):
        passages.report(Copy((*ARTICLE, *other)), both, Wish())


def test_a_copy_of_another_article_is_refused():
    with pytest.raises(BadDocument, match=r"none of the articles.*A work, the nearest, it holds 0%"):
        passages.report(Copy(tuple(made_up.article(seed=3))), library(CLAIMS), Wish())


@pytest.mark.parametrize(
    ("wish", "shown"),
    [
        pytest.param(Wish(), [1, 2, 3], id="all"),
        pytest.param(Wish(claims=("claim-2",)), [2], id="a claim by its local name"),
        pytest.param(
            Wish(claims=("http://a/claim-2", "<http://a/claim-3>")), [2, 3], id="claims by their IRIs"
        ),
        pytest.param(Wish(about=("THING-3",)), [3], id="a concept"),
        pytest.param(Wish(about=("thing-1",), claims=("claim-2", "claim-1")), [1], id="both"),
        pytest.param(Wish(only=(Sure.NOT_FOUND,)), [], id="only what is not found"),
    ],
)
def test_a_report_is_narrowed_to_what_is_asked_for(wish, shown):
    report = passages.report(Copy(tuple(ARTICLE)), library(CLAIMS), wish)
    assert [each.claim.iri for each in report.matched] == [f"http://a/claim-{number}" for number in shown]


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        pytest.param(Wish(claims=("claim-4",)), "no claim is called «claim-4»; did you mean", id="no claim"),
        pytest.param(Wish(about=("nothing at all",)), "no concept is called", id="no concept"),
        pytest.param(
            Wish(claims=("claim-1",), about=("thing-2",)), "none of the claims asked for", id="neither"
        ),
    ],
)
def test_a_wish_that_nothing_meets_is_refused(wish, said):
    with pytest.raises(BadParameter, match=said):
        passages.report(Copy(tuple(ARTICLE)), library(CLAIMS), wish)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param('ec:object "something"@en ;', "", "claim-1> is not whole", id="no object"),
        pytest.param("ec:firstLine 2", "ec:firstLine 0", "lines of <http://a/claim-1>", id="line 0"),
        pytest.param(
            "ec:firstLine 2", "ec:firstLine 3", "lines of <http://a/claim-1>", id="ends before it begins"
        ),
        pytest.param('ec:fingerprint "', 'ec:fingerprint "x', "fingerprint", id="no fingerprint"),
        pytest.param("oa:hasSource <http://a/work> ;", "", "leads nowhere", id="no work"),
    ],
)
def test_a_claim_that_is_not_whole_is_refused(before, after, said):
    assert before in CLAIMS
    with pytest.raises(BadDocument, match=said):
        library(CLAIMS.replace(before, after, 1))
