# from: valid/complete.ttl
# Invented: no path of expansion is named.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:expandsBy ecr:expansion-information-networks .
}
