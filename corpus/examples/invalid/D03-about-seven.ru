# from: valid/complete.ttl
# Invented: the number of a count is a piece of text

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:count-members ec:value 7 } ;

INSERT DATA { ex:count-members ec:value "about seven" }
