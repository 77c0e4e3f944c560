# from: valid/with-gaps.ttl
# Invented: a stage was judged by a person, but nothing says when

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:stage ec:judgedOn "2026-11-21"^^xsd:date }
