# from: valid/complete.ttl
# Invented: the kindergarten has no delegate in the council; the enterprise has none either, but it has left.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:membership-kindergarten ec:representedIn ex:council .
  ex:membership-enterprise ec:representedIn ex:council .
} ;

INSERT DATA {
  ex:membership-enterprise ec:endedOn "2024-06-30"^^xsd:date .
}
