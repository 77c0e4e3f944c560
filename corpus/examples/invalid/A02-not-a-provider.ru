# from: valid/teacher-academy.ttl
# Invented: only a school lies in the third country

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:east-university ec:locatedIn ex:eastland } ;
INSERT DATA { ex:east-university ec:locatedIn ex:north-town . ex:north-school ec:locatedIn ex:eastland }
