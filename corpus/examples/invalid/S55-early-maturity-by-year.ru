# from: valid/complete.ttl
# Invented: maturity begins in a year that is the fourth after the start.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:stage-development ec:startedOn "2019-09-01"^^xsd:date .
} ;

INSERT DATA {
  ex:stage-development ec:endedOn "2020-08-31"^^xsd:date .
  ex:complete ec:hasStageOccurrence ex:stage-maturity .
  ex:stage-maturity a ec:StageOccurrence ; ec:stage ecr:stage-maturity ; ec:startedOn "2020"^^xsd:gYear .
}
