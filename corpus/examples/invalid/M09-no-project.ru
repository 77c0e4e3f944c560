# from: valid/campus.ttl
# Invented: no pedagogical project is described

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasProject ex:project }
