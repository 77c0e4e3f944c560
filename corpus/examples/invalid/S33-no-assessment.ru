# from: valid/complete.ttl
# Invented: no step of formation is recorded.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:complete ec:hasStageOccurrence ex:stage-emergence , ex:stage-development .
  ex:stage-formation ec:endedOn "2016-08-31"^^xsd:date .
  ex:complete ec:hasFormationStageOccurrence ex:formation-1 , ex:formation-2 , ex:formation-3 , ex:formation-4 ,
    ex:formation-5 , ex:formation-6 , ex:formation-7 , ex:formation-8 .
}
