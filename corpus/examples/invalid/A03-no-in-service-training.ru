# from: valid/teacher-academy.ttl
# Invented: nobody trains teachers in service

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA { ex:west-centre ec:organisationKind ecr:kind-in-service-training-provider } ;
INSERT DATA { ex:west-centre ec:organisationKind ecr:actor-government }
