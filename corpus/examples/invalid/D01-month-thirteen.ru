# from: valid/complete.ttl
# Invented: a day of an unknown year stands in a month that there is not

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:practice ec:startedOn "2017-02-01"^^xsd:date } ;

INSERT DATA { ex:practice ec:startedOn "--13-01"^^xsd:gMonthDay }
