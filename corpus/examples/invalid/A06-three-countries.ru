# from: valid/teacher-academy.ttl
# Invented: the members are from three countries

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:west-centre ec:locatedIn ex:westland } ;
INSERT DATA { ex:west-centre ec:locatedIn ex:southland }
