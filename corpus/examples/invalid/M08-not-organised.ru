# from: valid/campus.ttl
# Invented: nothing says how the network is organised

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasGovernanceBody ex:council }
