# from: valid/complete.ttl
# Invented: no member is a research institute.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:institute ec:organisationKind ecr:actor-research-institute .
} ;

INSERT DATA {
  ex:institute ec:organisationKind ecr:kind-non-profit .
}
