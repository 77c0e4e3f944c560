"""errors: what they say, and that nothing is lost between a worker and a door."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import errors
from educluster.errors import EduclusterError, pack, unpack

TEXT, PLACE = st.text(max_size=20), st.none() | st.integers(1, 99)


@given(
    st.one_of(
        st.builds(errors.BadDocument, TEXT, TEXT, PLACE, PLACE),
        st.builds(errors.BadQuery, TEXT, TEXT, PLACE, PLACE),
        st.builds(errors.Deadline, TEXT, TEXT, TEXT),
        st.builds(errors.Busy, TEXT, TEXT),
    )
)
def test_unpack_gives_back_what_was_packed(error):
    again = unpack(pack(error))
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize(
    ("error", "text"),
    [
        (errors.BadDocument("q: is bad", "mend it", 3, 7), "line 3, column 7: q: is bad; mend it"),
        (errors.BadDocument("no cluster", "name one", 3), "line 3: no cluster; name one"),
        (errors.BadQuery("no form", "begin with one"), "no form; begin with one"),
        (errors.Deadline("--query-seconds", "30 seconds", "ask for less"),
         "the limit --query-seconds (30 seconds) was reached; ask for less"),
    ],
    ids=["line and column", "line", "no place", "limit"],
)  # fmt: skip
def test_errors_say_where_what_and_what_to_do(error, text):
    assert str(error) == text


def test_unpack_refuses_a_name_that_is_not_in_the_tree():
    with pytest.raises(KeyError):
        unpack(["SystemExit", 0])


def test_every_error_is_drawn_in_the_tree_of_the_module():
    drawn = {word for line in (errors.__doc__ or "").splitlines() for word in line.split()}
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, EduclusterError)
    ]
    assert {kind.__name__ for kind in kinds if not kind.__name__.startswith("_")} <= drawn
