# from: valid/complete.ttl
# Invented: no strategy of the region is named.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA {
  ex:complete ec:followsStrategy ex:strategy-region .
}
