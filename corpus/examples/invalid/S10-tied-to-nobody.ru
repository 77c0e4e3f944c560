# from: valid/complete.ttl
# Invented: the only tie of the kindergarten joins no other member.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:tie-chain ec:joins ex:membership-kindergarten .
} ;

INSERT DATA {
  ex:complete ec:hasTie ex:tie-alone .
  ex:tie-alone a ec:Tie ; ec:joins ex:membership-kindergarten .
}
