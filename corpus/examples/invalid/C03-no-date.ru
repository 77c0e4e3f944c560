# from: valid/with-gaps.ttl
# Invented: nothing says when the value was looked for

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>
PREFIX xsd:     <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:unknown-seat dcterms:date "2026-11-21"^^xsd:date }
