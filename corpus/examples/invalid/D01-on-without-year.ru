# from: valid/complete.ttl
# Invented: nobody can tell in which year an effect was seen

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:effect ec:on "2023-06-30"^^xsd:date } ;

INSERT DATA { ex:effect ec:on "--06-30"^^xsd:gMonthDay }
