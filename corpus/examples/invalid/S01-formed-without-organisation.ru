# from: valid/complete.ttl
# Invented: still in formation, two memberships are left, but one of them names no organisation

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE { ex:complete ec:hasStageOccurrence ?entry }
WHERE {
  ex:complete ec:hasStageOccurrence ?entry
  FILTER (?entry != ex:stage-formation)
} ;
DELETE DATA { ex:stage-formation ec:endedOn "2016-08-31"^^xsd:date } ;
DELETE DATA { ex:membership-school org:member ex:school } ;
INSERT { ?membership ec:endedOn "2020-06-30"^^xsd:date }
WHERE {
  ex:complete ec:hasMembership ?membership
  FILTER (?membership != ex:membership-university && ?membership != ex:membership-school)
}
