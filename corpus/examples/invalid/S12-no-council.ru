# from: valid/complete.ttl
# Invented: the council is none of the governing bodies of the cluster.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasGovernanceBody ex:council .
}
