# from: valid/campus.ttl
# Invented: no label is given

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasDesignation ex:label }
