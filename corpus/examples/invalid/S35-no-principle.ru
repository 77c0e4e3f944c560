# from: valid/complete.ttl
# Invented: the cluster declares no principle.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE {
  ex:complete ec:declaresPrinciple ?principle .
}
WHERE {
  ex:complete ec:declaresPrinciple ?principle .
}
