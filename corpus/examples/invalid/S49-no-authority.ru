# from: valid/complete.ttl
# Invented: the department is an employer and no authority.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:department ec:organisationKind ecr:actor-government .
} ;

INSERT DATA {
  ex:department ec:organisationKind ecr:actor-employer .
}
