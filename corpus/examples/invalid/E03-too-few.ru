# from: valid/cluster-organisation.ttl
# Invented: only a quarter of a post manages the cluster

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:cluster-organisation ec:fullTimeEquivalents 1.5 } ;
INSERT DATA { ex:cluster-organisation ec:fullTimeEquivalents 0.25 }
