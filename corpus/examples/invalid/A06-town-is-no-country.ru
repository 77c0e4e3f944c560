# from: valid/teacher-academy.ttl
# Invented: one member lies in a town of a country that is counted already

PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ec:      <https://w3id.org/educluster/ns#>
PREFIX ex:      <https://example.org/id/>

DELETE DATA { ex:west-centre ec:locatedIn ex:westland } ;
INSERT DATA { ex:west-centre ec:locatedIn ex:south-town . ex:south-town dcterms:isPartOf ex:southland }
