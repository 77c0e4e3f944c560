# from: valid/with-gaps.ttl
# Invented: a record of an unknown value names no property

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:unknown-seat ec:onProperty ec:seat }
