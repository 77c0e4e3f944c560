# from: valid/complete.ttl
# Invented: the cluster reports no combined curricula.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:activity-textbook ec:activityKind ecr:activity-combined-curricula .
}
