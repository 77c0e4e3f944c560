# from: valid/with-gaps.ttl
# Invented: only the year says when the value was looked for

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>
PREFIX xsd:     <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:unknown-seat dcterms:date "2026-11-21"^^xsd:date } ;
INSERT DATA { ex:unknown-seat dcterms:date "2026"^^xsd:gYear }
