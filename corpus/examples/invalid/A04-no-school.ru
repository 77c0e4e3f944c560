# from: valid/teacher-academy.ttl
# Invented: no school takes part

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA { ex:north-school ec:organisationKind ecr:actor-school } ;
INSERT DATA { ex:north-school ec:organisationKind ecr:actor-kindergarten }
