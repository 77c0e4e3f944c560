# from: valid/complete.ttl
# Invented: the assessment is about a condition of another principle.

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

DELETE DATA {
  ex:assessment-outreach ec:assesses ecr:cond-inh-1-outreach .
} ;

INSERT DATA {
  ex:assessment-outreach ec:assesses ecr:cond-mod-1-ict-renewal .
}
