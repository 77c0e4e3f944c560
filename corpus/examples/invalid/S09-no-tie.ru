# from: valid/complete.ttl
# Invented: nothing is said of the ties that the cluster has.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE {
  ex:complete ec:hasTie ?tie .
}
WHERE {
  ex:complete ec:hasTie ?tie .
}
