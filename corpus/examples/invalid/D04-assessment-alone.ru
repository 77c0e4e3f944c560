# from: valid/complete.ttl
# Invented: an assessment that the cluster does not point to has no outcome

PREFIX ec:  <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX ex:  <https://example.org/id/>

INSERT DATA {
  ex:assessment-alone a ec:Assessment ;
    ec:assesses ecr:cond-inh-1-outreach .
}
