# from: valid/teacher-academy.ttl
# Invented: nobody coordinates

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX org: <http://www.w3.org/ns/org#>

DELETE DATA { ex:membership-north-university org:role ec:CoreInstitution }
