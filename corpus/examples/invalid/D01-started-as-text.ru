# from: valid/complete.ttl
# Invented: the beginning of a project is told in words

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:project ec:startedOn "2021-01-11"^^xsd:date } ;

INSERT DATA { ex:project ec:startedOn "last spring"@en }
