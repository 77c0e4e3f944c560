# from: valid/complete.ttl
# Invented: the council has no part in furthering cooperation with other regions.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:council ec:exercises ecr:council-fn-other-regions .
}
