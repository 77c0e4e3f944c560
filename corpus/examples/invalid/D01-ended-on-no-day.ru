# from: valid/complete.ttl
# Invented: a mechanism ended on a day that there is not

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { ex:mechanism ec:endedOn "2026-02-30"^^xsd:date }
