# from: valid/complete.ttl
# Invented: no member is an employer or an enterprise.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:enterprise ec:organisationKind ecr:actor-industrial-enterprise .
} ;

INSERT DATA {
  ex:enterprise ec:organisationKind ecr:kind-non-profit .
}
