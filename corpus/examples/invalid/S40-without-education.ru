# from: valid/complete.ttl
# Invented: the cluster works in four of the five directions, not in education.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:worksIn ecr:direction-education .
}
