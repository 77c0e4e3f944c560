# from: valid/complete.ttl
# Invented: it ended in a year, and again in a month, each time to be revived; when it ended for good is not told.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

INSERT DATA {
  ex:complete ec:hasStageOccurrence ex:stage-first-end , ex:stage-second-end , ex:stage-last-end .
  ex:stage-development ec:endedOn "2021-08-31"^^xsd:date .
  ex:stage-first-end a ec:StageOccurrence ;
    ec:stage ecr:stage-ended ;
    ec:startedOn "2022"^^xsd:gYear ;
    ec:endedOn "2023-01-15"^^xsd:date .
  ex:stage-second-end a ec:StageOccurrence ;
    ec:stage ecr:stage-ended ;
    ec:startedOn "2024-05"^^xsd:gYearMonth ;
    ec:endedOn "2025-02-01"^^xsd:date .
  ex:stage-last-end a ec:StageOccurrence ;
    ec:stage ecr:stage-ended .
}
