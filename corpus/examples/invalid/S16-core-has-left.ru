# from: valid/complete.ttl
# Invented: the university has left the cluster.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  ex:membership-university ec:endedOn "2024-06-30"^^xsd:date .
}
