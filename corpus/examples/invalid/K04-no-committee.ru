# from: valid/school-complex.ttl
# Invented: no committee is named

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:school-complex ec:hasGovernanceBody ex:council }
