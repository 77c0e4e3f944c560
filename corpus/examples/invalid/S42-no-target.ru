# from: valid/complete.ttl
# Invented: the review of lessons has no target.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:activity-lessons ec:hasTarget ex:target-lessons .
}
