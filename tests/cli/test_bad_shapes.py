"""educluster validate --shapes under shapes that break validators: a clear end, and nothing is fetched."""

import pytest

from educluster.cli import main
from trap import Trap

SHAPES = """@prefix ex: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:Shape a sh:NodeShape ; sh:targetClass ex:Person ;
"""
BOB = "@prefix ex: <http://example.org/> .\nex:b a ex:Person ; ex:name 'Bob' .\n"
ALL = " . ".join(f"?s{each} ?p{each} ?o{each}" for each in range(4))


def constraint(query):
    return f'sh:sparql [ sh:message "m" ; sh:select """{query}""" ] .'


def nested(depth):
    """Return shapes within each other by sh:node."""
    inside = "".join(f"ex:N{each} a sh:NodeShape ; sh:node ex:N{each + 1} .\n" for each in range(depth))
    return f"sh:node ex:N0 .\n{inside}ex:N{depth} a sh:NodeShape ; sh:nodeKind sh:IRI ."


# By what they are: the shapes, and a word of what is said.
UNFIT = {
    "imports": ("sh:nodeKind sh:IRI . <> owl:imports <{trap}> .", "fetched"),
    "imports of a file": ("sh:nodeKind sh:IRI . <> owl:imports <file:///etc/passwd> .", "fetched"),
    "nesting, 60 deep": (nested(60), "deep"),
    "nesting, 100 deep": (nested(100), "deep"),
    "nesting, 1000 deep": (nested(1000), "deep"),
    "recursion": ("sh:node ex:Shape .", "refers to itself"),
    "recursion by a property": ("sh:property [ sh:path ex:p ; sh:node ex:Shape ] .", "refers to itself"),
    "recursion by a list": ("sh:or ( ex:Other ) . ex:Other sh:not ex:Shape .", "refers to itself"),
    "SERVICE": (constraint("SELECT $this { SERVICE <{trap}> { $this ?p ?o } }"), "SERVICE"),
    "SERVICE SILENT": (constraint("SELECT $this { service silent <{trap}> { $this ?p ?o } }"), "SERVICE"),
    "SERVICE in another spelling": (
        constraint("SELECT $this { \\\\u0053ERVICE <{trap}> { $this ?p ?o } }"),
        "SERVICE",
    ),
    "SERVICE between two signs": (
        constraint("SELECT $this { $this ?q ?s FILTER(1<2)SERVICE?s{FILTER(3>2) $this ?p ?o } }"),
        "SERVICE",
    ),
    "FROM": (constraint("SELECT $this FROM <{trap}> { $this ?p ?o }"), "FROM"),
    "cyclic list in sh:in": ("sh:in _:l . _:l rdf:first 1 ; rdf:rest _:l .", "list"),
    "cyclic list in sh:or": ("sh:or _:l . _:l rdf:first ex:Other ; rdf:rest _:l .", "list"),
    "broken list": ("sh:in _:l . _:l rdf:first 1 .", "list"),
    "cyclic path": ("sh:property [ sh:path _:l ; sh:minCount 1 ] . _:l sh:inversePath _:l .", "path"),
    "bad pattern": ('sh:property [ sh:path ex:name ; sh:pattern "(" ] .', "pattern"),
    "bad component": (
        "ex:limit 5 . ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:limit ] .",
        "no validator",
    ),
    "bad query": (constraint("SELECT $this WHERE { $this"), "query"),
    "bad query with a path": (constraint("SELECT $this WHERE { $this $PATH"), "query"),
    "script": ('sh:js [ sh:jsFunctionName "f" ] .', "sh:js"),
    "half a character": ('sh:message "\\uD800" .', "line 6"),
    "a path and not shapes": ("sh:nodeKind sh:IRI .\n/etc/passwd", "line 7"),
}

# By what they are: the shapes, the document.
BACKTRACKING = {
    "pattern on 40 letters": (
        'sh:property [ sh:path ex:name ; sh:pattern "^(a+)+$" ] .',
        BOB.replace("Bob", "a" * 40 + "!"),
    ),
    "pattern in a query": (
        constraint('SELECT $this { $this <http://example.org/name> ?n FILTER regex(?n, "^(a+)+$") }'),
        BOB.replace("Bob", "a" * 40 + "!"),
    ),
}
ENDLESS = {
    "product of four": (
        constraint("SELECT $this { $this a ?class . " + ALL + " FILTER(?o0 = ?o3 + 1) }"),
        BOB + "".join(f"<a:s> <a:p> {each} .\n" for each in range(300)),
    ),
}


@pytest.fixture
def trap():
    with Trap() as trap:
        yield trap
        assert trap.visits == 0


@pytest.fixture
def check(runner, tmp_path, trap):
    """Hold a document against shapes; gives the status, what was printed and what was said."""

    def run(shapes, document=BOB, *arguments):
        (tmp_path / "shapes.ttl").write_text(SHAPES + shapes.replace("{trap}", trap.address))
        (tmp_path / "document.ttl").write_text(document)
        paths = [str(tmp_path / "document.ttl"), "--shapes", str(tmp_path / "shapes.ttl")]
        result = runner.invoke(main, ["validate", *paths, *arguments])
        return result.exit_code, result.stdout, result.stderr

    return run


def test_shapes_like_these_are_fit_without_what_makes_them_bad(check):
    assert check("sh:nodeKind sh:IRI .")[0] == 0
    assert check("sh:nodeKind sh:Literal .")[0] == 1


@pytest.mark.parametrize("row", UNFIT)
def test_bad_shapes_are_refused_when_they_are_loaded(check, row):
    shapes, expected = UNFIT[row]
    status, report, said = check(shapes)
    assert (status, report) == (2, "")
    assert expected in said
    assert said.startswith("educluster: ")
    assert "Traceback" not in said


@pytest.mark.parametrize("row", ENDLESS)
def test_shapes_without_an_end_are_stopped_at_the_deadline(check, row):
    shapes, document = ENDLESS[row]
    status, report, said = check(shapes, document, "--validate-seconds", "3")
    assert (status, report) == (3, "")
    assert "--validate-seconds (3 seconds)" in said


@pytest.mark.parametrize("row", BACKTRACKING)
def test_patterns_come_to_an_end_and_are_stopped_where_pyshacl_is_asked(check, row):
    shapes, document = BACKTRACKING[row]
    status, report, _ = check(shapes, document, "--validate-seconds", "3")
    assert status in (0, 1)
    assert report
    asked = ("--engine", "pyshacl", "--validate-seconds", "3")
    assert check(shapes, document, *asked)[:2] == (3, "")


@pytest.mark.parametrize(("engine", "depth"), [("compiled", 48), ("pyshacl", 8)])
def test_shapes_nested_deep_are_checked(check, engine, depth):
    asked = (BOB, "--engine", engine)
    assert check(nested(depth), *asked)[0] == 0
    assert check(nested(depth).replace("sh:nodeKind sh:IRI", "sh:nodeKind sh:Literal"), *asked)[0] == 1


def test_shapes_nested_too_deep_for_pyshacl_are_refused_where_it_is_asked(check):
    status, report, said = check(nested(20), BOB, "--engine", "pyshacl")
    assert (status, report) == (2, "")
    assert "the shapes cannot be applied: pySHACL" in said


def test_a_path_over_a_chain_of_20_000_nodes_is_followed_to_its_end(check):
    chain = "".join(f"<a:n{each}> <a:p> <a:n{each + 1}> .\n" for each in range(20_000))
    shapes = "sh:property [ sh:path ( ex:next [ sh:zeroOrMorePath <a:p> ] ) ; sh:maxCount 20000 ] ."
    status, report, _ = check(shapes, BOB + "ex:b ex:next <a:n0> .\n" + chain)
    assert status == 1
    assert "20000" in report


@pytest.mark.parametrize("where", ["document", "shapes"])
def test_a_literal_of_20_million_letters_is_refused(check, where):
    long = f"\n<a:s> <a:p> '{'x' * 20_000_000}' ."
    shapes = "sh:nodeKind sh:IRI ." + (long if where == "shapes" else "")
    status, report, said = check(shapes, BOB + (long if where == "document" else ""))
    assert (status, report) == (2, "")
    assert "16 MiB" in said
