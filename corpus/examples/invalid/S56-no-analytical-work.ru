# from: valid/complete.ttl
# Invented: the cluster reports no analytical work.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:activity-research ec:activityKind ecr:activity-analytical-work .
}
