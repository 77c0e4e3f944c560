# from: valid/campus.ttl
# Invented: no authority supports it

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasExternalPartner ex:region }
