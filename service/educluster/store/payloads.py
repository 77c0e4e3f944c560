"""Documents that are to become a graph: parsed as they are stored, by one safe door.

Blank nodes get labels of their own, so that those of two documents never meet.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph

from educluster import names
from educluster.documents import refusing
from educluster.errors import BadDocument

Graph = pyoxigraph.NamedNode | pyoxigraph.DefaultGraph


@dataclass(frozen=True)
class Payload:
    """The text of one document, checked for what harms a parser, and its media type."""

    text: str
    media_type: str

    @classmethod
    def of(cls, body: bytes, media_type: str) -> Payload:
        """Return a document as a payload.  Raises BadDocument."""
        text = refusing.decode(body.removeprefix(codecs.BOM_UTF8))
        refusing.refuse(text, media_type)
        return cls(text, media_type)

    def quads(self, graph: Graph) -> Iterator[pyoxigraph.Quad]:
        """Yield the triples of the document, in a graph, whose IRI is the base of relative ones.

        Raises BadDocument, also where the document has named graphs: a payload is one graph.
        Source: SPARQL 1.1 Graph Store HTTP Protocol, section 5.3.
        """
        base = graph.value if isinstance(graph, pyoxigraph.NamedNode) else names.BASE
        kind = pyoxigraph.RdfFormat.from_media_type(self.media_type)
        try:
            for quad in pyoxigraph.parse(self.text, kind, base_iri=base, rename_blank_nodes=True):
                if quad.graph_name != pyoxigraph.DefaultGraph() and quad.graph_name != graph:
                    raise _of_many(quad.graph_name)
                yield pyoxigraph.Quad(quad.subject, quad.predicate, quad.object, graph)
        except (SyntaxError, MemoryError) as error:
            raise refusing.refusal(error, self.text) from error
        except ValueError as error:  # a base that the parser does not take
            raise BadDocument(str(error), "mend it and send it again") from error


def _of_many(graph: object) -> BadDocument:
    problem = f"the document has a graph of its own, {graph}, and is to become one graph"
    return BadDocument(problem, "send each graph to its own address, as Turtle or N-Triples")
