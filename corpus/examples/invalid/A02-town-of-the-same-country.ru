# from: valid/teacher-academy.ttl
# Invented: a provider lies in a town of a country that is counted already

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ec:      <https://w3id.org/educluster/ns#>
PREFIX ex:      <https://example.org/id/>

DELETE DATA { ex:east-university ec:locatedIn ex:eastland } ;
INSERT DATA { ex:east-university ec:locatedIn ex:south-town . ex:south-town dcterms:isPartOf ex:southland . ex:north-school ec:locatedIn ex:eastland }
