# from: valid/complete.ttl
# Invented: the last step of formation is recorded, the one before it is not.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:complete ec:hasStageOccurrence ex:stage-emergence , ex:stage-development .
  ex:stage-formation ec:endedOn "2016-08-31"^^xsd:date .
  ex:complete ec:hasFormationStageOccurrence ex:formation-7 .
}
