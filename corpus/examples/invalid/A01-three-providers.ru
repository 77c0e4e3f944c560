# from: valid/teacher-academy.ttl
# Invented: only three members train future teachers

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA { ex:south-college ec:organisationKind ecr:kind-teacher-education-provider } ;
INSERT DATA { ex:south-college ec:organisationKind ecr:actor-college }
