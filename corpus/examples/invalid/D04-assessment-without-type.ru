# from: valid/complete.ttl
# Invented: an assessment that does not say so has no outcome

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

INSERT DATA {
  ex:complete ec:hasAssessment ex:assessment-plain .
  ex:assessment-plain ec:assesses ecr:cond-inh-1-outreach .
}
