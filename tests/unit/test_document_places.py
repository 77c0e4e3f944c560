"""documents.read: every place that is told is true, and what is not certain is left out."""

import json
import xml.etree.ElementTree as ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from educluster.documents import NOWHERE, read
from educluster.graphs import address, is_blank, is_iri
from educluster.graphs import text as said

TURTLE, JSON_LD, RDF_XML = "text/turtle", "application/ld+json", "application/rdf+xml"
A, RDF = "http://a/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
WORDS = st.sampled_from(
    ["s", "t", "p", "a:s", "x z", "http://a/s", "1", "_p0_1z", "", "ў\nқ", "@en", '"', "#"]
)
NAMES = st.sampled_from(["s", "t", "p", "q"])


def placed(text, media_type):
    """Return the predicate of each triple, its object as a token, and its place."""
    found = read(text.encode(), media_type)
    told = zip(found.triples, found.places, strict=True)
    return [(address(predicate), value, place) for (_, predicate, value), place in told]


def places(text, media_type):
    """Return the places that are told, by the value of the object."""
    return {said(value): place for _, value, place in placed(text, media_type)}


# Turtle: a writer that notes where it writes each object.

TURTLE_OBJECTS = st.recursive(
    st.one_of(
        NAMES.map(lambda name: (A + name, f"a:{name}")),
        NAMES.map(lambda name: (A + name, f"<{A}{name}>")),
        WORDS.map(lambda word: (word, json.dumps(word, ensure_ascii=False))),
        WORDS.map(lambda word: (word, json.dumps(word) + "@en")),
        WORDS.map(lambda word: (word, '"""' + word.replace('"', '\\"') + '"""')),
        st.sampled_from(["1", "2.50", "-3e0", "true"]).map(lambda value: (value, value)),
        NAMES.map(lambda name: (None, f"_:{name}")),
    ),
    lambda inner: st.lists(st.tuples(NAMES, inner), max_size=3),
    max_leaves=6,
)
GAPS = st.sampled_from([" ", "\n", " # a:s a:p 1 .\n", "\r\n\t"])


class Writer:
    def __init__(self, draw):
        self.draw, self.text, self.written = draw, "@prefix a: <http://a/> .\n", set()

    def put(self, piece):
        self.text += piece + self.draw(GAPS)

    def here(self):
        return self.text.count("\n") + 1, len(self.text) - self.text.rfind("\n")

    def pairs(self, pairs):
        for number, (name, value) in enumerate(pairs):
            self.put(f"{';' if number else ''} a:{name}")
            self.value(A + name, value)

    def value(self, predicate, value):
        line, column = self.here()
        if isinstance(value, list):
            self.written.add((predicate, None, line, column))
            self.put("[")
            self.pairs(value)
            self.put("]")
        else:
            self.written.add((predicate, value[0], line, column))
            self.put(value[1])


@st.composite
def turtle(draw):
    writer = Writer(draw)
    for name in draw(st.lists(NAMES, min_size=1, max_size=4)):
        writer.put(f"a:{name}")
        writer.pairs(draw(st.lists(st.tuples(NAMES, TURTLE_OBJECTS), min_size=1, max_size=3)))
        writer.put(".")
    return writer.text, writer.written


@given(turtle())
def test_turtle_tells_the_line_and_column_at_which_each_object_was_written(document):
    text, written = document
    for predicate, value, place in placed(text, TURTLE):
        told = None if is_blank(value) else said(value)
        assert (predicate, told, place.line, place.column) in written


@given(turtle())
def test_the_line_of_an_object_is_that_of_its_place(document):
    found = read(document[0].encode(), TURTLE)
    for number, place in enumerate(found.places):
        assert found.line(number) == place.line


def test_the_line_of_an_iri_is_known_without_looking_for_places(monkeypatch):
    text = "<a:s> <a:p>\n<a:o>\n; <a:q> [\n<a:p> <" + "x" * 100_000 + ":x>\n] , ( <a:l> ) ."
    found = read(text.encode(), TURTLE)
    monkeypatch.setattr(type(found), "place", lambda *_: NOWHERE)
    lines = {said(value)[:3]: found.line(number) for number, (_, _, value) in enumerate(found.triples)}
    assert [lines[each] for each in ("a:o", "xxx", "a:l")] == [2, 4, 5]
    assert lines["_:b"] is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "<a:s> <a:p> 'T'\n ; <a:T> 1 .", {"T": (1, 13), "1": (2, 10)}, id="again on the next line"
        ),
        pytest.param("<a:s> <a:p> [\n <a:q> 1\n] .", {"_:b1": (1, 13), "1": (2, 8)}, id="a bracket"),
        pytest.param("<a:s> <a:p> <a:s>, <a:s2> .", {"a:s": (1, 13), "a:s2": (1, 20)}, id="its own subject"),
        pytest.param("<a:s> <a:p> ( 1 'x' ) .", {"1": (1, 15), "x": (1, 17)}, id="a list"),
        pytest.param("<> a <a:C> ; <a:p> <>, <http://h:80> .", {"file:///document": (1, 20)}, id="empty"),
    ],
)
def test_turtle_tells_places_of_what_is_written_in_other_ways(text, expected):
    found = {value: (place.line, place.column) for value, place in places(text, TURTLE).items()}
    assert expected.items() <= found.items()


@pytest.mark.parametrize(
    ("media_type", "graph"), [("application/n-triples", ""), ("application/n-quads", " <a:g>")]
)
def test_where_each_statement_has_its_line_its_place_is_found_there(media_type, graph):
    lines = [
        "# <a:s> <a:p> 'no' .",
        '<a:s> <a:p> "x . y"@en%s .',
        "",
        "  <a:s>\t<a:p>  _:b%s . # again",
        '<a:s> <a:p> "<a:s> <a:p>"%s.',
        "_:b <a:p> <a:s>%s .",
    ]
    lines = [each % graph if "%s" in each else each for each in lines]
    wanted = [(2, '"x'), (4, "_:b"), (5, '"<'), (6, "<a:s>")]
    found = read("\r\n".join(lines).encode(), media_type)
    expected = [(line, lines[line - 1].index(start) + 1) for line, start in wanted]
    assert [(place.line, place.column) for place in found.places] == expected


# JSON-LD: the pointer is followed, and what it leads to is compared.

CONTEXT = {
    "a": A,
    "@vocab": A,
    "type": "@type",
    "id": "@id",
    "link": {"@id": "a:link", "@type": "@id"},
    "words": {"@id": "a:words", "@container": "@language"},
    "back": {"@reverse": "a:back"},
    "kind": {"@id": "a:kind", "@type": "@vocab"},
    "Class": "a:Class",
    "raw": {"@id": "a:raw", "@type": "@json"},
    "by": {"@id": "a:by", "@container": "@id"},
    "inner": {"@id": "a:inner", "@context": {"name": "a:other", "uri": "@id"}},
}
IDENTIFIERS = st.sampled_from(["a:s", "a:t", "http://a/s", "#x", "", "_:b", "http://h:80"])
SCALARS = st.one_of(WORDS, st.integers(-3, 9), st.booleans(), st.just(2.5), st.none(), st.just("Class"))
LITERALS = st.one_of(
    SCALARS,
    WORDS.map(lambda word: {"@value": word, "@language": "en"}),
    WORDS.map(lambda word: {"@type": "a:t", "@value": word}),
)


def objects(inner):
    values = st.one_of(
        inner, st.lists(inner, max_size=3), st.lists(inner, max_size=2).map(lambda x: {"@list": x})
    )
    return st.fixed_dictionaries(
        {},
        optional={
            "name": values,
            "a:p": values,
            "http://a/q~/x": values,
            "inner": inner,
            "link": st.one_of(IDENTIFIERS, st.lists(IDENTIFIERS, max_size=2)),
            "words": st.dictionaries(st.sampled_from(["en", "ru"]), WORDS),
            "back": IDENTIFIERS.map(lambda name: {"@id": name}),
            "kind": st.sampled_from(["Class", "a:Class", "s"]),
            "raw": SCALARS,
            "by": st.dictionaries(st.just("a:s"), st.just({"name": 1})),
            "id": IDENTIFIERS,
            "@type": st.sampled_from(["Class", "a:Class", ["Other", "a:s"]]),
        },
    )


NODES = st.recursive(LITERALS, lambda inner: objects(inner) | inner, max_leaves=8)


def at(document, pointer):
    """Follow a JSON Pointer; give the value, and the keys that lead to it.  Source: RFC 6901, section 4."""
    keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")[1:]]
    for key in keys:
        document = document[int(key)] if isinstance(document, list) else document[key]
    return document, keys


def expanded(name):
    if ":" in name and not name.startswith("a:"):
        return {name}
    joined = {A + name.removeprefix("a:"), "file:///document" + name, "file:///" + name}
    return joined | {name, CONTEXT["inner"]["@context"].get(name, "").replace("a:", A)}


def means(value, term):
    """Return whether a value of JSON may stand for a term."""
    if isinstance(value, dict) and "@value" in value:
        value = value["@value"]
    if isinstance(value, dict):
        name = value.get("@id", value.get("id", value.get("uri")))
        return is_blank(term) if name is None or name.startswith("_:") else said(term) in expanded(name)
    if isinstance(value, str):
        return said(term) in {value, json.dumps(value)} | expanded(value) or is_blank(term)
    return said(term) == json.dumps(value) or float(said(term)) == value


def defined(key):
    """Return what a key of the context stands for."""
    definition = CONTEXT.get(key, key)
    return definition.get("@id", key) if isinstance(definition, dict) else key


@given(st.lists(objects(NODES), min_size=1, max_size=3), st.sampled_from([None, 1]), st.booleans())
def test_json_ld_tells_the_pointer_and_line_at_which_each_object_stands(nodes, indent, graph):
    document = {"@context": CONTEXT, "@graph": nodes} if graph else {"@context": CONTEXT, **nodes[0]}
    text = json.dumps(document, indent=indent)
    for predicate, term, place in placed(text, JSON_LD):
        if place == NOWHERE:
            continue
        value, keys = at(json.loads(text), place.pointer)
        assert means(value, term)
        names = {name for key in keys for name in expanded(defined(key))}
        assert predicate in names or predicate.startswith((RDF, A + "back"))
        line = text.splitlines()[place.line - 1]
        assert "{" in line if isinstance(value, dict) else json.dumps(value) in line


def test_json_ld_tells_the_pointer_of_every_value_of_an_ordinary_document():
    document = {
        "@context": {"@vocab": A, "area": {"@type": "@id"}},
        "@id": "#c",
        "@type": "Cluster",
        "area": "#a",
        "member": [{"name": {"@value": "ў", "@language": "uz"}, "count": 3}, {"@id": "#m"}],
        "stages": {"@list": ["one", "two"]},
    }
    found = places(json.dumps(document, indent=1), JSON_LD)
    assert {value: place.pointer for value, place in found.items() if place.pointer} == {
        A + "Cluster": "/@type",
        "file:///document#a": "/area",
        "file:///document#m": "/member/1",
        "_:b1": "/member/0",
        "ў": "/member/0/name",
        "3": "/member/0/count",
        "one": "/stages/@list/0",
        "two": "/stages/@list/1",
    }


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"@id": "a:s", "a:p": "x", "a:p": "x"}', id="a key twice"),
        pytest.param('{"\\u0040id": "a:s", "a:p": "x"}', id="a keyword in another spelling"),
    ],
)
def test_json_ld_leaves_out_what_is_not_certain(text):
    assert {place for *_, place in placed(text, JSON_LD)} <= {NOWHERE}


# RDF/XML: the path is followed, and what it leads to is compared.

XML_NAMES = st.sampled_from(["s", "t"])
TEXTS = st.sampled_from(["s", "x &lt; z", "", " ", "http://a/s", "ў\n", "<![CDATA[&]]>"])
NAMINGS = [
    f'rdf:about="{A}s"',
    'rdf:ID="i{}"',
    'rdf:nodeID="n"',
    'rdf:about=""',
    'a:t="word" rdf:about="#x"',
    "",
]
LEAVES = st.one_of(
    st.tuples(XML_NAMES, TEXTS).map(lambda each: "<a:{0} xml:lang='en'>{1}</a:{0}>".format(*each)),
    st.tuples(XML_NAMES, TEXTS).map(
        lambda each: "<a:{0} rdf:datatype='http://a/t'>{1}</a:{0}>".format(*each)
    ),
    st.tuples(XML_NAMES, st.sampled_from(["http://a/s", "#x", "", "http://h:80"])).map(
        lambda each: "<a:{} rdf:resource='{}'/>".format(*each)
    ),
    XML_NAMES.map(lambda name: f"<a:{name} rdf:nodeID='n'/>"),
    XML_NAMES.map(lambda name: f"<a:{name} a:t='word'/>"),
    st.just("<a:s rdf:parseType='Literal'><b>s</b> t</a:s>"),
    st.just("<rdf:li>s</rdf:li>"),
    st.just("<rdf:type rdf:resource='http://a/s'/>"),
)


def node(contents):
    kinds = st.sampled_from(["rdf:Description", "a:s", "a:Kind"])
    return st.tuples(kinds, st.sampled_from(NAMINGS), contents).map(
        lambda each: f"<{each[0]} {each[1]}>\n{''.join(each[2])}</{each[0]}>"
    )


PROPERTIES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        node(st.lists(inner, max_size=2)).map(lambda each: f"<a:t>{each}</a:t>"),
        st.lists(inner, max_size=2).map(lambda each: f"<a:t rdf:parseType='Resource'>{''.join(each)}</a:t>"),
        st.lists(node(st.lists(inner, max_size=1)), max_size=2).map(
            lambda each: f"<a:s rdf:parseType='Collection'>{''.join(each)}</a:s>"
        ),
    ),
    max_leaves=8,
)
NODE_LISTS = st.lists(node(st.lists(PROPERTIES, max_size=3)), min_size=1, max_size=3)


def document_of(nodes):
    head = f'<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="{RDF}" xmlns:a="{A}" xml:base="http://base/">\n'
    text = head + "\n".join(nodes) + "</rdf:RDF>"
    for number in range(text.count("i{}")):
        text = text.replace("i{}", f"i{number}", 1)
    return text


def element_at(text, path):
    inside = path.removeprefix("/rdf:RDF/").replace("rdf:", f"{{{RDF}}}").replace("a:", f"{{{A}}}")
    return ElementTree.fromstring(text).find(inside)


def stands_at(element, term):
    """Return whether an element holds a term: as its text, its class, an attribute, a node in it."""
    nodes = [element, *element]
    if is_blank(term):
        return True
    if is_iri(term):
        named = {name for each in nodes for name in each.attrib.values()}
        about = {name for short in named for name in (short, f"http://base/{short}", f"http://base/#{short}")}
        return said(term) in about | {element.tag.replace("{", "").replace("}", "")}
    literal = ElementTree.tostring(element, encoding="unicode", method="text")
    return said(term) in {element.text or "", *element.attrib.values()} or (len(element) and "s t" in literal)


@given(NODE_LISTS)
@example(["<a:s rdf:about='http://a/s'><a:t>s</a:t><a:s>s</a:s><a:t>s</a:t></a:s>"])
def test_rdf_xml_tells_the_element_in_which_each_object_stands(nodes):
    text = document_of(nodes)
    for predicate, value, place in placed(text, RDF_XML):
        if place == NOWHERE:
            continue
        element = element_at(text, place.element)
        assert stands_at(element, value)
        assert f"<{place.element.rpartition('/')[2].partition('[')[0]}" in text.split("\n")[place.line - 1]
        name = element.tag.replace("{", "").replace("}", "")
        told = {name, f"{RDF}type", f"{RDF}first"} | {
            key.replace("{", "").replace("}", "") for key in element.attrib
        }
        assert predicate in told or name == f"{RDF}li"


def test_rdf_xml_tells_the_element_of_every_value_of_an_ordinary_document():
    text = document_of(
        [
            '<a:Cluster rdf:ID="c" a:name="N"><a:area rdf:resource="#a"/>',
            '<a:area><a:Area rdf:about="#b"/></a:area>',
            '<a:count rdf:parseType="Resource"><a:value>3</a:value></a:count></a:Cluster>',
        ]
    )
    told = {value: (place.element, place.line) for value, place in places(text, RDF_XML).items()}
    cluster = "/rdf:RDF/a:Cluster[1]"
    assert told == {
        A + "Cluster": (cluster, 3),
        "N": (cluster, 3),
        "http://base/#a": (f"{cluster}/a:area[1]", 3),
        "http://base/#b": (f"{cluster}/a:area[2]", 4),
        A + "Area": (f"{cluster}/a:area[2]/a:Area[1]", 4),
        "_:b1": (f"{cluster}/a:count[1]", 5),
        "3": (f"{cluster}/a:count[1]/a:value[1]", 5),
    }


def test_rdf_xml_leaves_out_paths_that_would_outgrow_the_document():
    text = document_of(["<a:s><a:p>" * 60 + "</a:p></a:s>" * 60])
    assert {place for *_, place in placed(text, RDF_XML)} == {NOWHERE}


@pytest.mark.parametrize("media_type", [TURTLE, JSON_LD, RDF_XML])
def test_statements_are_the_same_whether_places_are_asked_for_or_not(media_type):
    text = {
        TURTLE: "<a:s> <a:p> [ <a:q> 1 ], 1 .",
        JSON_LD: '{"a:p": [{"a:q": 1}, 1]}',
        RDF_XML: document_of(["<a:s><a:p>1</a:p></a:s>"]),
    }[media_type]
    asked = [pair for *pair, _ in placed(text, media_type)]
    triples = read(text.encode(), media_type).triples
    assert asked == [[address(predicate), value] for _, predicate, value in triples]
