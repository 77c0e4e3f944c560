# from: valid/complete.ttl
# Invented: no tie says on what the members depend.

PREFIX ec: <https://w3id.org/educluster/ns#>

DELETE {
  ?tie ec:dependence ?kind .
}
WHERE {
  ?tie ec:dependence ?kind .
}
