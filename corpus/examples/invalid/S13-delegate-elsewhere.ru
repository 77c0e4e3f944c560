# from: valid/complete.ttl
# Invented: the delegate of the kindergarten sits on a board, which is no council.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:membership-kindergarten ec:representedIn ex:council .
} ;

INSERT DATA {
  ex:membership-kindergarten ec:representedIn ex:board .
  ex:board a ec:GovernanceBody ; ec:bodyKind ecr:body-management-structure .
}
