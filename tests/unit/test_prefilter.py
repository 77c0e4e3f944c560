"""shapes.compiled.prefilter: the sign without which a pattern is found nowhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.errors import BadDocument
from educluster.graphs import token
from educluster.shapes.compiled.patterns import pattern
from educluster.shapes.compiled.prefilter import needed


@pytest.mark.parametrize(
    ("written", "sign"),
    [
        ("[^\\s@]@[^\\s@.]+[.][^\\s@.]", "."),
        ("[^\\s@]@@", "@"),
        ("[+][0-9]([ ().-]{0,2}[0-9]){8}", "+"),
        ("^https?://", ":"),
        ("^(mailto|tel):", ":"),
        ("a\\.b", "."),
        ("1+", "1"),
        ("1{2,3}", "1"),
        # not certain
        ("abc", ""),
        ("1?2*3{0,1}", ""),
        ("1|2", ""),
        ("(1|2)", ""),
        ("[12]", ""),
        (".", ""),
        ("^$", ""),
        ("\\d", ""),
        ("\\\\", ""),  # escaped in a token
        ('"', ""),
        ("1??", ""),
        ("", ""),
        ("^\\u002D$", ""),
        ("^\\x2D$", ""),
        ("(?x)a b", ""),
        ("^[^]]$", ""),
        ("^[]-]$", ""),
        ("[a-z-[1]]", ""),
        ("\\p{Nd}{2}-", "-"),
    ],
)
def test_one_sign_is_told_where_it_is_certain(written, sign):
    assert needed(written, "") == sign


@pytest.mark.parametrize("flags", ["q", "x", "ix"])
def test_where_signs_mean_something_else_none_is_certain(flags):
    assert needed("1 2", flags) == ""


PATTERNS = st.recursive(
    st.sampled_from(
        ["1", "2", "@", "a", ".", "\\.", "[12]", "[@]", "[^1]", "\\d", "[\\]1]", "[)(]", "\\(", "\\["]
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({'|'.join(parts)})"),
        st.tuples(inner, st.sampled_from(["?", "*", "+", "{0,2}", "{2}", "{1,}", "*?", "+?"])).map(
            lambda pair: f"({pair[0]}){pair[1]}" if len(pair[0]) > 1 else "".join(pair)
        ),
    ),
    max_leaves=6,
)


@given(PATTERNS, st.text("12@a.])([", max_size=8))
def test_a_text_without_the_sign_is_never_matched(written, text):
    if re.search(written, text):
        assert needed(written, "") in text


PIECES = [
    *'[]^-()|.*+?{}12@ ax,"\\$',
    "\\u002D",
    "\\x2D",
    "\\p{L}",
    "(?i)",
    "(?:",
    "(?x)",
    "\\.",
    "\\s",
    "{2}",
    "[^]",
]


@given(st.lists(st.sampled_from(PIECES), max_size=9).map("".join), st.text('12@a-] ,."\\', max_size=6))
def test_the_patterns_of_shapes_are_read_as_they_are_matched(text, lexical):
    try:
        matches = pattern(text)
    except BadDocument:
        return
    assert not matches(lexical) or needed(text, "") in token(lexical)
