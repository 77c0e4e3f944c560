# from: valid/complete.ttl
# Invented: every tie names a dependence that is none of the three.

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE {
  ?tie ec:dependence ?kind .
}
INSERT {
  ?tie ec:dependence ex:dependence-on-the-weather .
}
WHERE {
  ?tie ec:dependence ?kind .
}
