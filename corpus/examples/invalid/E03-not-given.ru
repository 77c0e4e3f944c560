# from: valid/cluster-organisation.ttl
# Invented: nothing says how many posts manage the cluster

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:cluster-organisation ec:fullTimeEquivalents 1.5 }
