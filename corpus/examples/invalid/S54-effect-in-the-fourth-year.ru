# from: valid/complete.ttl
# Invented: an effect is dated by its year only, four years after the start.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:effect ec:on "2023-06-30"^^xsd:date .
} ;

INSERT DATA {
  ex:effect ec:on "2020"^^xsd:gYear .
}
