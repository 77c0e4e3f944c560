# from: valid/campus.ttl
# Invented: nothing says since when the label is valid

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA { ex:label ec:startedOn "2022-02-01"^^xsd:date }
