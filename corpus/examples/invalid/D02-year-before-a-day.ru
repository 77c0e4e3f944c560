# from: valid/complete.ttl
# Invented: a project ends in the year before it begins

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA { ex:project ec:endedOn "2020"^^xsd:gYear }
