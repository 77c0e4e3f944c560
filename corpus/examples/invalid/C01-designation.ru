# from: valid/complete.ttl
# Invented: a label is stated without a source

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

INSERT DATA { ex:complete ec:hasDesignation ex:label . ex:label a ec:Designation }
