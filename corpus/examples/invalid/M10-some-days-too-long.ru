# from: valid/campus.ttl
# Invented: the label is valid for five years and a month

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:label ec:endedOn "2027-01-31"^^xsd:date } ;
INSERT DATA { ex:label ec:endedOn "2027-03-01"^^xsd:date }
