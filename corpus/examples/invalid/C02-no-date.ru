# from: valid/with-gaps.ttl
# Invented: a count without a day

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:count ec:on "2025-12-31"^^xsd:date }
