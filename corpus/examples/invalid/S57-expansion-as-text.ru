# from: valid/complete.ttl
# Invented: the path of expansion is only a piece of text.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:complete ec:expandsBy ecr:expansion-information-networks .
} ;

INSERT DATA {
  ex:complete ec:expandsBy "networks" .
}
