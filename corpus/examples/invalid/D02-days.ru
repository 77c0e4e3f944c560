# from: valid/complete.ttl
# Invented: a stage ends on the day before its first

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:stage-emergence ec:endedOn "2019-08-31"^^xsd:date } ;

INSERT DATA { ex:stage-emergence ec:endedOn "2016-08-31"^^xsd:date }
