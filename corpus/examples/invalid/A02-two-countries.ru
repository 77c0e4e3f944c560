# from: valid/teacher-academy.ttl
# Invented: those who train future teachers are from two countries

PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ex: <https://example.org/id/>

DELETE DATA { ex:east-university ec:locatedIn ex:eastland } ;
INSERT DATA { ex:east-university ec:locatedIn ex:southland . ex:north-school ec:locatedIn ex:eastland }
