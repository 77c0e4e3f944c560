# from: valid/complete.ttl
# Invented: a judgement was made on a day that there is not

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:assessment-voice ec:judgedOn "2025-12-31"^^xsd:date } ;

INSERT DATA { ex:assessment-voice ec:judgedOn "2025-12-32"^^xsd:date }
