# from: valid/complete.ttl
# Invented: still in formation, the participants have been found, but all members except one have left

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ex:complete ec:hasStageOccurrence ?entry }
WHERE {
  ex:complete ec:hasStageOccurrence ?entry
  FILTER (?entry != ex:stage-formation)
} ;
DELETE DATA { ex:stage-formation ec:endedOn "2016-08-31"^^xsd:date } ;
INSERT { ?membership ec:endedOn "2020-06-30"^^xsd:date }
WHERE {
  ex:complete ec:hasMembership ?membership
  FILTER (?membership != ex:membership-university)
}
