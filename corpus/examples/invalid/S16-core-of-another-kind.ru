# from: valid/complete.ttl
# Invented: the core is a college.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:university ec:organisationKind ecr:actor-university .
} ;

INSERT DATA {
  ex:university ec:organisationKind ecr:actor-college .
}
