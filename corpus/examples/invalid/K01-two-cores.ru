# from: valid/school-complex.ttl
# Invented: two schools are said to be the secondary school

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

INSERT DATA { ex:membership-primary-school-hill org:role ec:CoreInstitution }
