# from: valid/teacher-academy.ttl
# Invented: one applicant has the tasks of two

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA { ex:teacher-academy ec:hasMembership ex:membership-north-school } ;
INSERT DATA { ex:west-centre ec:organisationKind ecr:actor-school }
