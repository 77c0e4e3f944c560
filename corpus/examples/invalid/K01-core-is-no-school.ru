# from: valid/school-complex.ttl
# Invented: the anganwadi is said to be the core

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA { ex:membership-secondary-school org:role ec:CoreInstitution } ;
INSERT DATA { ex:membership-anganwadi org:role ec:CoreInstitution }
