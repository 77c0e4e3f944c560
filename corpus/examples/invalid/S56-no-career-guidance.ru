# from: valid/complete.ttl
# Invented: the cluster reports no career guidance.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:activity-guidance ec:activityKind ecr:activity-career-guidance .
}
