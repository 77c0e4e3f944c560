# from: valid/complete.ttl
# Invented: no tie joins the kindergarten.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:tie-chain ec:joins ex:membership-kindergarten .
}
