# from: valid/complete.ttl
# Invented: the cluster reports no part in judging the quality of education.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:activity-lessons ec:activityKind ecr:activity-quality-assessment .
}
