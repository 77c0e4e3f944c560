# from: valid/with-gaps.ttl
# Invented: a record of a disputed value names no property

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:disputed-start ec:onProperty ec:startedOn }
