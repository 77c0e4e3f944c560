# from: valid/with-gaps.ttl
# Invented: a count with two numbers

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA { ex:count ec:value 13 }
