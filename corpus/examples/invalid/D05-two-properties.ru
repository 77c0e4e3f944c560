# from: valid/with-gaps.ttl
# Invented: a record of an unknown value names two properties

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA { ex:unknown-seat ec:onProperty ec:territory }
