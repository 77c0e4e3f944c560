# from: valid/school-complex.ttl
# Invented: no anganwadi takes part

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:school-complex ec:hasMembership ex:membership-anganwadi }
