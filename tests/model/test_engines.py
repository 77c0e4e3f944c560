"""The compiled engine and pySHACL agree: over the examples of the rules, and over the real clusters."""

from collections import Counter

import pytest

from educluster.graphs import Graph, is_literal
from educluster.rulebook import book
from educluster.shapes.reference import PyShacl
from model.descriptions import CLUSTERS, CONSTRAINTS, EXAMPLES, description, rules_of

OURS = "<https://example.org/id/"  # where what is invented is named, in one example as in another


def moved(node, number):
    """Return a node of a description as it is called beside other descriptions."""
    if is_literal(node):
        return node
    return node.replace(OURS, f"<https://example.org/{number}/").replace("_:", f"_:d{number}x")


def beside_each_other(files):
    """Return descriptions as one graph, in which pySHACL has to be started only once."""
    for number, file in enumerate(files):
        for subject, predicate, value in description(file).triples:
            yield moved(subject, number), predicate, moved(value, number)


def examples(profile):
    """Return examples of a profile's own rules; each stands under the rules below as well.

    Above base, the first that passes and the first that fails a constraint: pySHACL takes half a second
    for one.
    """
    own = [rule for rule in CONSTRAINTS if rule.profile == profile and not rule.query]
    most = None if profile == "base" else 1
    return sorted({EXAMPLES / name for rule in own for name in rule.passing[:most] + rule.failing[:most]})


def counted(results):
    """Return results as a multiset."""
    return Counter(
        (each.focus, str(each.path), each.component, each.severity, each.value) for each in results
    )


@pytest.mark.parametrize("profile", book().names)
def test_both_engines_find_the_same_in_the_examples_and_the_real_clusters(profile):
    shapes = rules_of(profile)
    clusters = CLUSTERS if profile == "base" else CLUSTERS[::4]  # the others hold them against base once more
    data = Graph(beside_each_other([*examples(profile), *clusters]), shapes.vocabulary)
    found = counted(shapes.engine.run(data))
    assert found == counted(PyShacl(shapes.graph).run(data))
    assert sum(found.values()) > len(examples(profile))
