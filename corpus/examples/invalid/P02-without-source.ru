# from: valid/three-regions.ttl
# Invented: a person in public office is named without a source

PREFIX ex:   <https://example.org/id/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org:  <http://www.w3.org/ns/org#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>

INSERT DATA {
  ex:person a foaf:Person ;
    rdfs:label "Invented mayor"@en ;
    org:holds ex:mayoralty .
}
