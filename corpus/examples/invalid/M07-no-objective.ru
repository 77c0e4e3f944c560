# from: valid/campus.ttl
# Invented: no objective is given

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasPurpose ex:purpose }
