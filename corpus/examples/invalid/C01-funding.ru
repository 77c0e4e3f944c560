# from: valid/complete.ttl
# Invented: a grant is stated without a source

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA { ex:complete ec:hasFunding ex:grant . ex:grant a ec:Funding }
