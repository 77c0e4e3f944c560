# from: valid/complete.ttl
# Invented: no direction is named in which the cluster works.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE {
  ex:complete ec:worksIn ?direction .
}
WHERE {
  ex:complete ec:worksIn ?direction .
}
