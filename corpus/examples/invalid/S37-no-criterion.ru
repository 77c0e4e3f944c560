# from: valid/complete.ttl
# Invented: the members have no criterion by which they assess each other.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasAssessmentCriterion ex:criterion .
}
