# from: valid/complete.ttl
# Invented: a laboratory ends in the month before the year in which it begins

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  ex:laboratory ec:startedOn "2021"^^xsd:gYear ;
    ec:endedOn "2020-12"^^xsd:gYearMonth .
}
