# from: valid/complete.ttl
# Invented: a count that the cluster does not point to has no number

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

INSERT DATA { ex:count-alone a ec:Count ; ec:counts ecr:actor-school }
