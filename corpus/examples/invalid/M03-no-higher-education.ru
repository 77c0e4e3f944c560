# from: valid/campus.ttl
# Invented: no institution of higher education takes part

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:campus ec:hasMembership ex:membership-university }
