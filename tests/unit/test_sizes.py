"""store.sizes: no bound is passed, room is never refused where there is some, and counting is rare."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.errors import NoRoom
from educluster.store.sizes import Bound, Sizes

GRAPH, STORE = Bound("--graph-triples", 50), Bound("--store-triples", 120)


class Store:
    """Numbers of triples, and how often they were counted."""

    def __init__(self):
        self.graphs, self.counts = Counter(), 0

    def count(self, graph):
        self.counts += 1
        return self.graphs.total() if graph == "*" else self.graphs[graph]


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), st.sampled_from("abc"), st.integers(0, 60), st.floats(0, 1)),
        st.tuples(st.just("remove"), st.sampled_from("abc"), st.integers(0, 60), st.just(0)),
    )
)


@given(STEPS)
def test_no_bound_is_passed_and_room_is_found_where_there_is_some(steps):
    """Of what is reserved only a part may be added, as with triples that are there already."""
    store = Store()
    sizes = Sizes(store.count, GRAPH, STORE)
    for kind, graph, triples, part in steps:
        if kind == "remove":
            store.graphs[graph] -= min(triples, store.graphs[graph])
            sizes.lessened()
            continue
        fits = (
            store.graphs[graph] + triples <= GRAPH.triples and store.graphs.total() + triples <= STORE.triples
        )
        try:
            sizes.reserve({graph: triples})
        except NoRoom:
            assert not fits
        else:
            assert fits or not triples
            store.graphs[graph] += int(triples * part)


def test_counting_is_rare_below_the_bounds():
    store = Store()
    sizes = Sizes(store.count, Bound("--graph-triples", 10**6), Bound("--store-triples", 10**6))
    for _ in range(10**4):
        assert sizes.reserve({"a": 10}) == ""
        store.graphs["a"] += 1
    assert store.counts == 2


@pytest.mark.parametrize(("triples", "warned"), [(39, False), (40, True), (50, True)])
def test_warning_comes_from_four_fifths_of_a_bound(triples, warned):
    sizes = Sizes(Store().count, GRAPH, STORE)
    said = sizes.reserve({"a": triples})
    assert said == (f"<a> holds {triples} of 50 triples (--graph-triples)" if warned else "")
