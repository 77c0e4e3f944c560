# from: valid/cluster-organisation.ttl
# Invented: no website is named

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:cluster-organisation ec:hasWebsite ex:website }
