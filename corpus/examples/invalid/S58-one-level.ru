# from: valid/complete.ttl
# Invented: the university is the only member that educates.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>

DELETE {
  ?member ec:organisationKind ?kind .
}
INSERT {
  ?member ec:organisationKind ecr:kind-non-profit .
}
WHERE {
  ?member ec:organisationKind ?kind .
  FILTER ( ?kind IN ( ecr:actor-kindergarten , ecr:actor-school , ecr:actor-college ) )
}
