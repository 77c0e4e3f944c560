# from: valid/with-gaps.ttl
# Invented: a record of what does not apply names no property

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:not-applicable-website ec:onProperty ec:hasWebsite }
