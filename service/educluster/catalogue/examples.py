"""The stored questions as RDF, so that other editors can offer them: a query of each with its example values.

Sources: SHACL Advanced Features, section 5 (SHACL 1.2: SPARQL Extensions), SHACL, section 5.2.1 (prefixes);
schema:keywords and schema:target as the SIB's collection of examples has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from educluster import names, questions
from educluster.catalogue.writing import DCTERMS, RDFS, about, say
from educluster.graphs import Namespace, iri, token
from educluster.questions import Book, Question, Texts

GRAPH = names.GRAPH + "questions"
_SH, _SCHEMA = Namespace(names.SH), Namespace("https://schema.org/")
_ENDPOINT = iri(names.BASE + "sparql")
_KINDS = {
    "SELECT": (_SH.SPARQLSelectExecutable, _SH.select),
    "ASK": (_SH.SPARQLAskExecutable, _SH.ask),
}
_LICENCE = iri(names.LICENCE)
_TITLES = {
    "en": "Questions that the graph answers, as queries",
    "ru": "Вопросы, на которые отвечает граф, в виде запросов",
    "uz": "Graf javob beradigan savollar, soʻrovlar koʻrinishida",
}


def describe_questions(book: Book) -> Iterator[str]:
    """Yield the lines of N-Triples about all questions, the same each time; there are no blank nodes."""
    if not book.questions:
        return
    graph = iri(GRAPH)
    yield from _texts(graph, DCTERMS.title, _TITLES)
    yield from say(graph, DCTERMS.license, _LICENCE)
    for prefix, namespace in sorted(_prefixes(book).items()):
        declaration = iri(f"{names.ECR}prefix-{prefix}")
        yield from say(graph, _SH.declare, declaration)
        yield from about(declaration, _SH.PrefixDeclaration)
        yield from say(declaration, _SH.prefix, token(prefix))
        yield from say(declaration, _SH.namespace, token(namespace, names.XSD + "anyURI"))
    for question in book.questions.values():
        yield from _question(book, question)


def _prefixes(book: Book) -> dict[str, str]:
    """Return the prefixes of all queries; all of them give a prefix one meaning."""
    used = [each.body.prefixes for each in book.questions.values()]
    return {prefix: space for told in (*used, names.PREFIXES) for prefix, space in told.items() if prefix}


def _question(book: Book, question: Question) -> Iterator[str]:
    subject = iri(f"{names.ECR}question-{question.name}")
    kind, query = _KINDS[question.body.form]
    yield from about(subject, _SH.SPARQLExecutable, kind)
    yield from _texts(subject, RDFS.label, question.titles)
    yield from _texts(subject, RDFS.comment, question.descriptions)
    yield from say(subject, query, token(questions.shown(question, questions.examples(question))))
    yield from say(subject, _SH.prefixes, iri(GRAPH))
    yield from say(subject, DCTERMS.identifier, token(question.digest))  # by which citations name the query
    yield from say(subject, _SCHEMA.target, _ENDPOINT)
    for tag in question.tags:
        called = {language: book.words.tag(tag, language) for language in names.LANGUAGES}
        yield from _texts(subject, _SCHEMA.keywords, called)


def _texts(subject: str, predicate: str, texts: Texts) -> Iterator[str]:
    yield from say(subject, predicate, *(token(text, language=tag) for tag, text in sorted(texts.items())))
