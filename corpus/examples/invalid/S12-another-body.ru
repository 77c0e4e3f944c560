# from: valid/complete.ttl
# Invented: a management board governs the cluster in place of the council.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:hasGovernanceBody ex:council .
} ;

INSERT DATA {
  ex:complete ec:hasGovernanceBody ex:board .
  ex:board a ec:GovernanceBody ; ec:bodyKind ecr:body-management-structure .
}
