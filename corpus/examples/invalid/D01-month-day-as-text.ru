# from: valid/with-gaps.ttl
# Invented: a day of an unknown year is a piece of text

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:practice ec:startedOn "--09-01"^^xsd:gMonthDay } ;

INSERT DATA { ex:practice ec:startedOn "--09-01" }
