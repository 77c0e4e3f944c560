"""shapes.compiled.prefilter: the sign without which a pattern is found nowhere."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.shapes.compiled.prefilter import needed


@pytest.mark.parametrize(
    ("pattern", "sign"),
    [
        ("[^\\s@]@[^\\s@.]+[.][^\\s@.]", "@"),
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
        ("\\\\", "\\"),
        ("1??", ""),
        ("", ""),
    ],
)
def test_one_sign_is_told_where_it_is_certain(pattern, sign):
    assert needed(pattern, "") == sign


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
def test_a_text_without_the_sign_is_never_matched(pattern, text):
    if re.search(pattern, text):
        assert needed(pattern, "") in text
