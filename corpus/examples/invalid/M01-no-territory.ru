# from: valid/campus.ttl
# Invented: no territory is named

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:territory ex:territory }
