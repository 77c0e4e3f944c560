# from: valid/complete.ttl
# Invented: the members are judged not to have become full partners.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

DELETE DATA {
  ex:assessment-partners ec:outcome ec:Met .
} ;

INSERT DATA {
  ex:stage-development ec:endedOn "2024-08-31"^^xsd:date .
  ex:complete ec:hasStageOccurrence ex:stage-maturity .
  ex:stage-maturity a ec:StageOccurrence ; ec:stage ecr:stage-maturity ; ec:startedOn "2024-09-01"^^xsd:date .
  ex:assessment-partners ec:outcome ec:Unmet .
}
