# from: valid/complete.ttl
# Invented: the review of lessons is neither forecast nor evaluated.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:activity-lessons ec:hasEvaluation ex:evaluation-lessons .
}
