# from: valid/cluster-organisation.ttl
# Invented: one of fifteen members is missing

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:cluster-organisation ec:hasMembership ex:membership-company-bench }
