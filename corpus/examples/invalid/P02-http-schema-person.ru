# from: valid/three-regions.ttl
# Invented: a person without a public office is named

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex:      <https://example.org/id/>
PREFIX rdfs:    <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema:  <http://schema.org/>

INSERT DATA {
  ex:person a schema:Person ;
    rdfs:label "Invented person"@en ;
    dcterms:source <https://example.org/people> .
}
